#!/usr/bin/env python3
"""Leaves dashboards open while 100 000 events and 5 million points go by, then shakes one.

    soak.py --pawl PATH --stage PATH [--events 100000] [--points 5000000]

Three dashboards are open all the time: one in tmux, one that gets keys, one that nobody touches.
Samples are taken while the burst goes on. The last is then resized 200 times a second for 5 seconds and has to show what a fresh one shows.
Needs Linux, tmux and git. Ends with status 1 if anything that can fail did.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from terminals import COLUMNS, ROWS, Pty, Tmux, load, memory, percentile, replay

KEYS = [b"j"] * 7 + [b"k"] * 7
STORM_SECONDS, STORM_HERTZ = 5, 200


class Reader:
    """Reads a terminal on a thread of its own, so that its program never has to wait."""

    def __init__(self, terminal):
        self.terminal = terminal
        self.data = bytearray()
        self.last = time.monotonic()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.done.is_set():
            if self.terminal.ready(0.1):
                self.data += self.terminal.read()
                self.last = time.monotonic()

    def stop(self):
        self.done.set()
        self.thread.join(timeout=5)

    def settle(self, quiet=0.5, limit=10):
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline and time.monotonic() - self.last < quiet:
            time.sleep(0.02)


class Samples:
    def __init__(self, tmux, keyed, untouched):
        self.tmux, self.keyed, self.untouched = tmux, keyed, untouched
        self.rows = []

    def take(self, name, events, points):
        latencies = []
        for key in KEYS * 2:
            latency, _ = self.keyed.key(key, quiet=0.02)
            if latency is not None:
                latencies.append(latency)
        self.rows.append({
            "at": name, "events": events, "points": points,
            "tmux": memory(self.tmux.pid)[0], "keyed": memory(self.keyed.pid)[0],
            "untouched": memory(self.untouched.pid)[0],
            "median": statistics.median(latencies) if latencies else float("nan"),
            "p95": percentile(latencies, 0.95) or float("nan"), "load": load(),
        })
        print(f"{name}: {self.rows[-1]}", file=sys.stderr, flush=True)


def soak(options, folder, samples, keyed):
    """Plays the burst; samples at each tenth that it tells of."""
    samples.take("start", 0, 0)
    play = subprocess.Popen(
        [options.stage, "play", folder, "--burst", "--events", str(options.events), "--points",
         str(options.points), "--seconds", "900"],
        stdout=subprocess.PIPE)
    os.set_blocking(play.stdout.fileno(), False)
    text = b""
    try:
        while True:
            keyed.drain(0.05, limit=0.2)
            text += play.stdout.read() or b""
            *whole, text = text.split(b"\n")
            told = [line.decode().split() for line in whole]
            tenths = [line for line in told if line[0] == "tenth"]
            if tenths:
                # Where a sample took longer than a tenth, only the newest is true.
                samples.take(f"{tenths[-1][1]}/10", tenths[-1][3], tenths[-1][5])
            for line in told:
                if line[0] == "done":
                    print("stage:", *line, file=sys.stderr)
            if play.poll() is not None and not whole:
                break
    finally:
        play.terminate()
        play.wait(timeout=10)
    keyed.drain(0.5, limit=10)
    samples.take("end", "", "")
    return play.returncode == 0


def storm(terminal, seed):
    """Changes the size as fast as somebody who drags a window, and much faster."""
    sizes = random.Random(seed)
    start = time.monotonic()
    count = 0
    while time.monotonic() - start < STORM_SECONDS:
        terminal.resize(sizes.randint(1, 500), sizes.randint(1, 200))
        count += 1
        time.sleep(max(0, start + count / STORM_HERTZ - time.monotonic()))
    return count


def pictures(readers):
    """What terminals show after all are back at the usual size in one moment."""
    for columns, rows in ((COLUMNS, ROWS - 1), (COLUMNS, ROWS)):
        for reader in readers:
            del reader.data[:]
        for reader in readers:
            reader.terminal.resize(columns, rows)
        time.sleep(0.3)
        for reader in readers:
            reader.settle()
    return [replay(bytes(reader.data), COLUMNS, ROWS) for reader in readers]


def compare(home, folder, words, shaken):
    """Rows in which the shaken dashboard differs from a fresh one, its picture, and what a fresh one takes."""
    with Pty(words, home, folder) as terminal:
        fresh = Reader(terminal)
        time.sleep(1)
        for _ in range(3):
            # Where nothing moves, ages are brought up to date with the minute of the clock.
            time.sleep(61.5 - time.time() % 60)
            ours, theirs = pictures([shaken, fresh])
            pairs = [(a, b) for a, b in zip(ours.split("\n"), theirs.split("\n")) if a != b]
            if not pairs:
                break
        fresh.stop()
        rss = memory(terminal.pid)[0]
    return pairs, ours, rss


def main():
    parser = argparse.ArgumentParser(description="Leaves dashboards open while much goes by.")
    parser.add_argument("--pawl", required=True)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--points", type=int, default=5_000_000)
    parser.add_argument("--seed", type=int, default=1, help="of the sizes")
    options = parser.parse_args()
    options.pawl, options.stage = map(os.path.abspath, (options.pawl, options.stage))
    root = tempfile.mkdtemp(prefix="pawl-soak-")
    try:
        sys.exit(run(options, root))
    finally:
        shutil.rmtree(root, ignore_errors=True)


def run(options, root):
    home, folder = os.path.join(root, "home"), os.path.join(root, "project")
    os.mkdir(home)
    subprocess.run(
        [options.stage, "make", folder, "--experiments", "500", "--points", "20000"], check=True,
        stdout=subprocess.DEVNULL, timeout=120)
    words = [options.pawl, "open", "--read-only"]
    with Tmux() as tmux, Pty(words, home, folder) as keyed, Pty(words, home, folder) as untouched:
        tmux.start(words, home, folder)
        reader = Reader(untouched)
        keyed.drain(0.5, limit=3)
        samples = Samples(tmux, keyed, untouched)
        finished = soak(options, folder, samples, keyed)
        resizes = storm(untouched, options.seed)
        time.sleep(0.5)
        lives = untouched.lives and keyed.lives
        different, picture, fresh = compare(home, folder, words, reader)
        reader.stop()
        print("| at | events | points | RSS tmux MB | RSS keys | RSS untouched | key ms | p95 | load |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for row in samples.rows:
            print(
                f"| {row['at']} | {row['events']} | {row['points']} | {row['tmux']:.1f} | "
                f"{row['keyed']:.1f} | {row['untouched']:.1f} | {row['median']:.2f} | "
                f"{row['p95']:.2f} | {row['load']:.1f} |")
        rss = memory(untouched.pid)[0]
    print(f"\n{resizes} resizes in {STORM_SECONDS} s; RSS {rss:.1f} MB after them")
    print(f"a dashboard opened at the end has an RSS of {fresh:.1f} MB")
    print("the burst was played whole" if finished else "THE BURST BROKE OFF")
    print("all dashboards live" if lives else "A DASHBOARD DIED")
    print("the shaken one shows what a fresh one shows" if not different else "THE SCREENS DIFFER:")
    for ours, theirs in different:
        print(f"  shaken  {ours}\n  fresh   {theirs}")
    if "pawl" not in picture and "tiny-gpt" not in picture:
        print("THE SCREEN IS NOT A DASHBOARD")
        return 1
    return 0 if finished and lives and not different else 1


if __name__ == "__main__":
    main()
