#!/usr/bin/env python3
"""Measures pawl's dashboard beside htop, btop and tig, and prints a table.

    dashboard.py --pawl PATH --stage PATH [--seconds 20] [--repeats 3] [--only NAME]

On a busy machine believe what is counted in CPU time and bytes, not what is timed.
Needs Linux, tmux and git; a program that is not installed is left out. Rounds alternate: every
program once, then every program again, so that a busy minute of the machine meets all of them.
"""

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from terminals import Pty, Tmux, cpu_seconds, load, memory, percentile, wakeups

KEYS = 48
# Odd, so that the last of them changes something.
FLOOD = 501


class Case:
    """A program in a situation."""

    def __init__(self, name, words, keys, make=None, play=None, repository=False, startup=False):
        self.name = name
        self.words = words
        # Pressed one after the other, again and again.
        self.keys = keys
        # Arguments of `stage make` and `stage play`.
        self.make = make
        self.play = play
        self.repository = repository
        # Whether only the first frame and keys are of interest.
        self.startup = startup


def cases(pawl):
    look = [pawl, "open", "--read-only"]
    walk = [b"j"] * 7 + [b"k"] * 7
    step = [b"j", b"k"]
    live = ["--hertz", "1"]
    still = ["--hertz", "0"]
    found = [
        Case("pawl, nothing in progress", look, step,
             ["--experiments", "500", "--running", "0", "--points", "20000"]),
        Case("pawl, 2 runs, no new data", look, step,
             ["--experiments", "140", "--running", "2", "--points", "20000"], still),
        Case("pawl, 8 runs at 1 Hz", look, walk,
             ["--experiments", "500", "--points", "20000"], live),
        Case("pawl, 8 runs at 1 Hz, 1 M points", look, walk,
             ["--experiments", "500", "--points", "1000000"], live),
        Case("pawl, 500 experiments", look, step,
             ["--experiments", "500", "--points", "20000"], startup=True),
        Case("pawl, 10 000 experiments", look, step,
             ["--experiments", "10000", "--points", "20000"], startup=True),
    ]
    if shutil.which("htop"):
        found.append(Case("htop", ["htop"], [b"\x1bOB", b"\x1bOA"]))
    if shutil.which("btop"):
        found.append(Case("btop", ["btop"], [b"\x1b[B", b"\x1b[A"]))
    if shutil.which("tig"):
        found.append(Case("tig, 500 commits", ["tig"], [b"j"], repository=True))
    return found


class Ground:
    """Folders to work in, made when they are needed."""

    def __init__(self, stage):
        self.stage = stage
        self.root = tempfile.mkdtemp(prefix="pawl-bench-")
        self.home = os.path.join(self.root, "home")
        os.mkdir(self.home)
        self.kept = {}
        self.count = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)

    @contextlib.contextmanager
    def folder(self, case):
        if case.repository:
            yield self.repository()
        elif not case.make:
            yield self.home
        elif case.play:
            # Runs in progress are as old as the folder, so each round gets a new one.
            path = self.project(case.make)
            try:
                yield path
            finally:
                shutil.rmtree(path, ignore_errors=True)
        else:
            key = tuple(case.make)
            if key not in self.kept:
                self.kept[key] = self.project(case.make)
            yield self.kept[key]

    def project(self, arguments):
        self.count += 1
        path = os.path.join(self.root, f"project{self.count}")
        subprocess.run(
            [self.stage, "make", path, *arguments], check=True, stdout=subprocess.DEVNULL,
            timeout=300)
        return path

    def repository(self):
        path = os.path.join(self.root, "repository")
        if not os.path.isdir(path):
            subprocess.run(["git", "init", "-q", path], check=True, timeout=60)
            commits = "".join(
                f"commit refs/heads/main\ncommitter A <a@example.org> {1700000000 + n * 600} +0000\n"
                f"data <<E\nChange {n} of the model\nE\nM 100644 inline f{n % 9}\ndata 4\n{n:03}\n\n"
                for n in range(500))
            subprocess.run(
                ["git", "-C", path, "fast-import", "--quiet"], input=commits.encode(), check=True,
                timeout=60)
            subprocess.run(
                ["git", "-C", path, "symbolic-ref", "HEAD", "refs/heads/main"], check=True,
                timeout=60)
        return path

    @contextlib.contextmanager
    def played(self, case, folder, seconds):
        """An engine's stand-in at work, if the situation has one."""
        if not case.play:
            yield
            return
        play = subprocess.Popen(
            [self.stage, "play", folder, *case.play, "--seconds", str(seconds)],
            stdout=subprocess.PIPE, text=True)
        try:
            if not play.stdout.readline().startswith("playing"):
                sys.exit("stage does not play")
            yield
        finally:
            play.terminate()
            play.wait(timeout=10)


def streams(case):
    """Whether data comes all the time."""
    return bool(case.play) and "0" not in case.play


def measure(case, ground, seconds):
    """One round: figures by name."""
    found = {"load": load()}
    with ground.folder(case) as folder, ground.played(case, folder, seconds + 120):
        start(case, ground, folder, found)
        if not case.startup:
            watch(case, ground, folder, seconds, found)
        press(case, ground, folder, found)
    found["load"] = max(found["load"], load())
    return found


def start(case, ground, folder, found):
    """The first picture, on a bare pty."""
    with Pty(case.words, ground.home, folder) as terminal:
        if not terminal.ready(20):
            sys.exit(f"{case.name}: nothing came")
        found["first"] = (time.monotonic() - terminal.started) * 1e3
        data, last = terminal.drain(0.03)
        while len(data) < 1024 and last - terminal.started < 20:
            # What comes before the picture, such as a title, is no picture.
            terminal.ready(1)
            more, last = terminal.drain(0.03)
            data += more
        found["work"] = cpu_seconds(terminal.pid) * 1e3
        found["frame"] = (last - terminal.started) * 1e3
        found["bytes"] = len(data)
        if case.startup:
            found["rss"], found["pss"] = memory(terminal.pid)


def watch(case, ground, folder, seconds, found):
    """The steady state, in tmux."""
    with Tmux() as tmux:
        began = time.monotonic()
        _, found["stable"], _ = tmux.start(case.words, ground.home, folder, patience=3)
        time.sleep(max(0, 3 - (time.monotonic() - began)))
        pid = tmux.pid
        before = tmux.written, cpu_seconds(pid), wakeups(pid), time.monotonic()
        time.sleep(seconds)
        after = tmux.written, cpu_seconds(pid), wakeups(pid), time.monotonic()
        took = after[3] - before[3]
        found["traffic"] = (after[0] - before[0]) / took
        found["cpu"] = 100 * (after[1] - before[1]) / took
        found["wakeups"] = (after[2] - before[2]) / took
        found["rss"], found["pss"] = memory(pid)


def press(case, ground, folder, found):
    """How long keys take, on a bare pty."""
    with Pty(case.words, ground.home, folder) as terminal:
        terminal.drain(0.5, limit=3)
        latencies, sizes = [], []
        before = cpu_seconds(terminal.pid)
        for index in range(KEYS):
            latency, size = terminal.key(case.keys[index % len(case.keys)])
            if latency is not None:
                latencies.append(latency)
                sizes.append(size)
        found["median"] = statistics.median(latencies) if latencies else None
        found["p95"] = percentile(latencies, 0.95)
        found["key"] = statistics.median(sizes) if sizes else None
        found["lost"] = KEYS - len(latencies)
        if not streams(case):
            found["effort"] = (cpu_seconds(terminal.pid) - before) * 1e3 / KEYS
        found["rss2"] = memory(terminal.pid)[0]
        if not streams(case):
            # Where data comes all the time there is no quiet to wait for.
            begun = time.monotonic()
            terminal.write(b"".join(case.keys[i % len(case.keys)] for i in range(FLOOD)))
            terminal.ready(20)
            _, last = terminal.drain(0.3, limit=20)
            found["flood"] = last - begun


COLUMNS = (
    ("first", "first byte ms", 1), ("frame", "frame ms", 1), ("stable", "stable in tmux ms", 0),
    ("bytes", "frame B", 0), ("work", "CPU ms to it", 1), ("cpu", "CPU %", 2),
    ("wakeups", "wakeups/s", 1), ("traffic", "B/s", 0), ("rss", "RSS MB", 1), ("pss", "PSS MB", 1),
    ("rss2", "RSS after keys", 1), ("median", "key ms", 2), ("p95", "p95 ms", 2),
    ("effort", "CPU ms/key", 2), ("key", "B/key", 0), ("flood", "500 keys s", 2),
    ("lost", "unanswered", 0),
    ("load", "load", 1),
)

# Bounds; with nothing in progress the clock in the corner still changes once a minute.
TARGETS = (
    ("pawl, nothing in progress", "traffic", 2.5), ("pawl, nothing in progress", "cpu", 0.1),
    ("pawl, 2 runs, no new data", "cpu", 0.1), ("pawl, 2 runs, no new data", "wakeups", 2),
    ("pawl, 2 runs, no new data", "traffic", 150),
    ("pawl, 8 runs at 1 Hz", "cpu", 0.5), ("pawl, 8 runs at 1 Hz", "traffic", 4096),
    ("pawl, 8 runs at 1 Hz", "median", 2), ("pawl, 8 runs at 1 Hz", "p95", 10),
    ("pawl, 8 runs at 1 Hz, 1 M points", "cpu", 0.5),
    ("pawl, 8 runs at 1 Hz, 1 M points", "rss", 30),
    ("pawl, 8 runs at 1 Hz, 1 M points", "rss2", 30),
    ("pawl, 8 runs at 1 Hz, 1 M points", "median", 2),
    ("pawl, 8 runs at 1 Hz, 1 M points", "p95", 10),
    ("pawl, 500 experiments", "frame", 50), ("pawl, 10 000 experiments", "frame", 150),
)


def medians(rounds):
    names = {name for found in rounds for name in found}
    figures = {}
    for name in names:
        values = [found[name] for found in rounds if found.get(name) is not None]
        figures[name] = statistics.median(values) if values else None
    return figures


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("| " + " | ".join("---" for _ in head) + " |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def text(value, digits):
    return "–" if value is None else f"{value:.{digits}f}"


def report(results):
    figures = {name: medians(rounds) for name, rounds in results.items() if rounds}
    table(
        ["120x40"] + [title for _, title, _ in COLUMNS],
        [
            [name] + [text(found.get(key), digits) for key, _, digits in COLUMNS]
            for name, found in figures.items()
        ])
    titles = {key: (title, digits) for key, title, digits in COLUMNS}
    rows = []
    for name, key, bound in TARGETS:
        value = figures.get(name, {}).get(key)
        if value is None:
            continue
        title, digits = titles[key]
        rows.append([
            name, title, f"{bound:g}", text(value, digits), "yes" if value <= bound else "no"])
    if rows:
        print()
        table(["", "figure", "target", "measured", "met"], rows)


def main():
    parser = argparse.ArgumentParser(description="Measures pawl's dashboard beside other programs.")
    parser.add_argument("--pawl", required=True, help="the pawl to measure")
    parser.add_argument("--stage", required=True, help="the stage built from this package")
    parser.add_argument("--seconds", type=float, default=20, help="of each steady state")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", help="only what has this in its name")
    options = parser.parse_args()
    chosen = [
        case for case in cases(os.path.abspath(options.pawl))
        if not options.only or options.only in case.name
    ]
    if not chosen:
        parser.error(f"nothing is called '{options.only}'")
    results = {case.name: [] for case in chosen}
    with Ground(os.path.abspath(options.stage)) as ground:
        for repeat in range(options.repeats):
            for case in chosen:
                print(f"round {repeat + 1}: {case.name}", file=sys.stderr, flush=True)
                results[case.name].append(measure(case, ground, options.seconds))
    print(f"{options.repeats} rounds of {options.seconds:g} s, medians; load {load():.1f} now\n")
    report(results)


if __name__ == "__main__":
    main()
