"""What a run pays for its namespaces, its export and its guard.

    python3 isolation.py --pawl ../../.build/release/pawl

Runs of nothing with and without bubblewrap are started in turn, so that what disturbs one disturbs the
other; the exported repository has 2 000 files and 200 MB. Times are milliseconds. On a busy machine put
`chrt -f 20` before it (as root), or believe the least.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time


def frame(tree):
    """The words pawl puts before a training command, on a machine without further tools."""
    home = os.path.realpath(os.path.expanduser("~"))
    empty = [p for p in ("/run", "/tmp", "/var/tmp", home) if os.path.isdir(p) and p != "/"]
    words = ["bwrap", "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-ipc",
             "--unshare-uts", "--unshare-cgroup-try", "--unshare-net", "--ro-bind", "/", "/",
             "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/dev/shm"]
    for path in sorted(empty):
        words += ["--tmpfs", path]
    return words + ["--bind", tree, tree, "--chdir", tree, "--"]


def supervised(pawl, place, framed):
    """Milliseconds of one run: as its starter sees it, as its record says, and its CPU time."""
    job, tree = place + "/job", place + "/tree"
    shutil.rmtree(job, ignore_errors=True)
    os.makedirs(job)
    os.makedirs(tree, exist_ok=True)
    words = [pawl, "supervise", "--job", job, "--cwd", tree, "--max-processes", "4096"]
    words += (["--framed", "--"] + frame(tree) if framed else ["--"]) + ["/bin/true"]
    began = time.perf_counter()
    subprocess.run(words, check=True)
    took = time.perf_counter() - began
    with open(job + "/exit.json", encoding="utf-8") as file:
        record = json.load(file)
    assert record["code"] == 0, record
    return took * 1000, record["wall"] * 1000, record["cpu"] * 1000


def git(place, *words, **environment):
    subprocess.run(
        ["git", "-c", "user.name=b", "-c", "user.email=b@localhost", *words], cwd=place, check=True,
        stdout=subprocess.DEVNULL, env={**os.environ, **environment})


def make(place):
    """A repository of 2 000 files, half of whose bytes compress."""
    os.makedirs(place)
    git(place, "init", "-q")
    text = b"a line that is like every other one\n" * 1389
    for index in range(2000):
        os.makedirs(f"{place}/d{index % 40}", exist_ok=True)
        with open(f"{place}/d{index % 40}/f{index}", "wb") as file:
            file.write(os.urandom(50_000) + text)
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "base")
    with open(f"{place}/d0/f0", "ab") as file:
        file.write(b"changed\n")
    git(place, "commit", "-q", "-a", "-m", "proposal")


def timed(body):
    began = time.perf_counter()
    body()
    return (time.perf_counter() - began) * 1000


def export(place, tree):
    shutil.rmtree(tree, ignore_errors=True)
    os.makedirs(tree)
    where = {"GIT_DIR": place + "/.git", "GIT_WORK_TREE": tree, "GIT_INDEX_FILE": tree + ".index"}
    took = timed(lambda: git("/", "read-tree", "--reset", "-u", "HEAD", **where))
    os.remove(tree + ".index")
    return took


def guard(place):
    pair = ["HEAD^", "HEAD"]
    for words in (["--raw", "--no-renames", "-z"], ["--numstat", "--no-renames", "-z"], ["-p"]):
        git(place, "diff-tree", "-r", *words, *pair)
    git(place, "rev-parse", "HEAD^{tree}")


def show(name, values):
    ordered = sorted(values)
    print(f"{name:<46} median {statistics.median(values):7.1f}  least {ordered[0]:7.1f}"
          f"  p95 {ordered[int(len(ordered) * 0.95)]:7.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--pawl", required=True)
    parser.add_argument("--runs", type=int, default=100)
    options = parser.parse_args()
    pawl = os.path.abspath(options.pawl)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as place:
        pairs = []
        for index in range(options.runs):
            order = (True, False) if index % 2 else (False, True)
            found = {framed: supervised(pawl, place, framed) for framed in order}
            pairs.append((found[False], found[True]))
        show("a run of nothing, without namespaces", [plain[0] for plain, _ in pairs])
        show("a run of nothing, with namespaces", [framed[0] for _, framed in pairs])
        show("the difference in a pair", [framed[0] - plain[0] for plain, framed in pairs])
        show("the difference in CPU time", [framed[2] - plain[2] for plain, framed in pairs])
        make(place + "/repository")
        show("an export of 2 000 files, 200 MB",
             [export(place + "/repository", place + "/out") for _ in range(5)])
        show("what git does for the guard",
             [timed(lambda: guard(place + "/repository")) for _ in range(10)])


if __name__ == "__main__":
    main()
