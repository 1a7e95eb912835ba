"""Terminals to measure programs in: a private tmux and a bare pty, and what /proc says meanwhile.

Linux only. Everything started here is ended here, by process id or by the tmux server's own socket.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import tempfile
import termios
import time

COLUMNS, ROWS = 120, 40


def environment(home, term):
    """An environment in which every program is as it comes."""
    return {
        "HOME": home, "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "TERM": term,
        "COLORTERM": "truecolor", "LANG": "C.UTF-8", "USER": "bench", "SHELL": "/bin/sh",
    }


def load():
    """The machine's load average over the last minute."""
    return os.getloadavg()[0]


# What a process and its children use


def tree(pid):
    """A process and all below it."""
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                for child in file.read().split():
                    found += tree(int(child))
    except OSError:
        pass
    return found


def threads(pid):
    for process in tree(pid):
        try:
            for task in os.listdir(f"/proc/{process}/task"):
                yield f"/proc/{process}/task/{task}"
        except OSError:
            pass


def lines(path):
    try:
        with open(path) as file:
            return file.readlines()
    except OSError:
        return []


def cpu_seconds(pid):
    """The time all threads have run."""
    texts = [lines(thread + "/schedstat") for thread in threads(pid)]
    return sum(int(text[0].split()[0]) for text in texts if text) / 1e9


def wakeups(pid):
    """How often a thread has gone to wait."""
    return sum(
        int(line.split()[1])
        for thread in threads(pid)
        for line in lines(thread + "/status")
        if line.startswith("voluntary")
    )


def memory(pid):
    """Resident and proportional megabytes."""
    sums = {"Rss:": 0, "Pss:": 0}
    for process in tree(pid):
        for line in lines(f"/proc/{process}/smaps_rollup"):
            words = line.split()
            if words[0] in sums:
                sums[words[0]] += int(words[1])
    return sums["Rss:"] / 1024, sums["Pss:"] / 1024


def end(pid):
    """Ends a child, politely first."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:
            try:
                if os.waitpid(pid, os.WNOHANG)[0]:
                    return
            except ChildProcessError:
                return
            time.sleep(0.01)


class Tmux:
    """A tmux server of its own with one pane, whose program's output is kept in a file."""

    def __init__(self, columns=COLUMNS, rows=ROWS):
        self.socket = f"pawl-bench-{os.getpid()}-{time.monotonic_ns()}"
        descriptor, self.capture_path = tempfile.mkstemp(prefix="pawl-bench-")
        os.close(descriptor)
        self.run("new-session", "-d", "-x", str(columns), "-y", str(rows), "-s", "s", "sh")
        for option, value in (
            ("default-terminal", "tmux-256color"), ("remain-on-exit", "on"), ("status", "off"),
        ):
            self.run("set", "-g", option, value)
        self.run("pipe-pane", "-o", "-t", "s", f"exec cat >> {self.capture_path}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(self.command("kill-server"), capture_output=True, timeout=10)
        os.unlink(self.capture_path)

    def command(self, *words):
        return ["tmux", "-L", self.socket, "-f", "/dev/null", *words]

    def run(self, *words):
        return subprocess.run(
            self.command(*words), check=True, capture_output=True, text=True, timeout=20
        ).stdout

    @property
    def written(self):
        return os.path.getsize(self.capture_path)

    @property
    def pid(self):
        return int(self.run("display", "-p", "-t", "s", "#{pane_pid}"))

    def screen(self):
        return self.run("capture-pane", "-p", "-t", "s")

    def start(self, words, home, folder, patience=5.0):
        """Starts a program in the pane.

        Gives milliseconds to the first byte, to the last one before a quiet quarter of a second
        (None if there was none), and the bytes written by then.
        """
        assignments = [f"{k}={v}" for k, v in environment(home, "tmux-256color").items()]
        before = self.written
        start = time.monotonic()
        self.run(
            "respawn-pane", "-k", "-c", folder, "-t", "s", "env", "-i", *assignments, *words)
        first = last = None
        known = before
        while time.monotonic() - start < patience:
            now, size = time.monotonic() - start, self.written
            if size != known:
                first, last, known = first or now, now, size
            if first and now - last > 0.25:
                return first * 1e3, last * 1e3, size - before
            time.sleep(0.002)
        return first and first * 1e3, None, self.written - before


# What programs ask terminals, and what an ordinary one says
QUERIES = (
    (b"\x1b[c", b"\x1b[?62;22c"), (b"\x1b[0c", b"\x1b[?62;22c"), (b"\x1b[>c", b"\x1b[>1;10;0c"),
    (b"\x1b]11;?", b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"),
    (b"\x1b]10;?", b"\x1b]10;rgb:d0d0/d0d0/d0d0\x1b\\"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[6n", b"\x1b[1;1R"),
)


class Pty:
    """A program on a pseudo terminal that is read from here."""

    def __init__(self, words, home, folder, columns=COLUMNS, rows=ROWS):
        self.started = time.monotonic()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            try:
                resize(0, columns, rows)
                os.chdir(folder)
                os.execvpe(words[0], words, environment(home, "xterm-256color"))
            finally:
                os._exit(127)
        os.set_blocking(self.descriptor, False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.pid)
        os.close(self.descriptor)

    @property
    def lives(self):
        try:
            return os.waitpid(self.pid, os.WNOHANG)[0] == 0
        except ChildProcessError:
            return False

    def resize(self, columns, rows):
        resize(self.descriptor, columns, rows)

    def ready(self, seconds):
        return bool(select.select([self.descriptor], [], [], max(0, seconds))[0])

    def read(self):
        """What is there; answers what it asks."""
        chunks = []
        while True:
            try:
                chunk = os.read(self.descriptor, 1 << 16)
            except (BlockingIOError, OSError):
                break
            if not chunk:
                break
            chunks.append(chunk)
        data = b"".join(chunks)
        for query, answer in QUERIES:
            if query in data:
                self.write(answer)
        return data

    def write(self, data):
        while data:
            try:
                data = data[os.write(self.descriptor, data):]
            except BlockingIOError:
                select.select([], [self.descriptor], [], 1)
            except OSError:
                return

    def drain(self, quiet, limit=10.0):
        """Reads until nothing came for so many seconds; gives the bytes and when the last came."""
        data, last = b"", time.monotonic()
        deadline = last + limit
        while time.monotonic() < deadline:
            if not self.ready(quiet):
                break
            chunk = self.read()
            if not chunk:
                break
            data, last = data + chunk, time.monotonic()
        return data, last

    def key(self, key, quiet=0.05):
        """Milliseconds from a key to the first byte, and bytes until it is quiet; None: no answer."""
        self.drain(quiet, limit=2)
        start = time.monotonic()
        self.write(key)
        if not self.ready(1):
            return None, 0
        first = time.monotonic()
        data, _ = self.drain(quiet, limit=0.5)
        return (first - start) * 1e3, len(data)


def resize(descriptor, columns, rows):
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def replay(data, columns, rows):
    """The screen that some output leaves behind, as tmux shows it."""
    with tempfile.NamedTemporaryFile(prefix="pawl-bench-") as file, Tmux(columns, rows) as tmux:
        file.write(data)
        file.flush()
        tmux.run("respawn-pane", "-k", "-t", "s", "sh", "-c", f"stty raw -echo; cat {file.name}; exec sleep 60")
        deadline, known = time.monotonic() + 5, None
        while time.monotonic() < deadline:
            time.sleep(0.3)
            screen = tmux.screen()
            if screen == known and screen.strip():
                break
            known = screen
        return screen


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else None
