#!/usr/bin/env python3
"""Whether parallel lanes keep only true improvements, and how much sooner they get anywhere.

Plays real campaigns (the built program, git, processes) on a project whose truth is known: the score
is the sum of the numbers in twelve files, plus noise that the seed decides. An idea replaces one
number: some are better, some make no difference, most are worse, and two ideas for one file conflict.
A run sleeps, so that many fit on few cores.

    queue.py --pawl PAWL [--seeds N] [--lanes 8] [--experiments 60] [--seconds 1] [--against 1]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

TRAIN = """\
sleep $SECONDS_OF_A_RUN
cat sites/* | awk -v seed=$PAWL_SEED '
  BEGIN { srand(seed); for (i = 0; i < 12; i++) noise += rand() }
  { sum += $1 }
  END { printf "score: %.6f\\n", sum + noise - 6 }'
"""

# What an idea is worth depends on campaign, lane and turn alone, so that it can be said afterwards.
AGENT = """\
import os, random
dice = random.Random(f"{os.environ['CAMPAIGN']} {os.environ['PAWL_LANE']} {os.environ['PAWL_TURN']}")
site = dice.randrange(12)
path = f"sites/{site}.txt"
before = float(open(path).read().split()[0])
kind = dice.random()
change = dice.uniform(2, 5) if kind < 0.2 else 0 if kind < 0.5 else -dice.uniform(1, 6)
# An idea that changes nothing is written down all the same.
open(path, "w").write(f"{before + change:.6f} {os.environ['PAWL_LANE']}-{os.environ['PAWL_TURN']}\\n")
print(f"TITLE: site {site}")
"""

YAML = """\
name: queue
metric: {{name: score, goal: maximize}}
run: {{command: sh train.sh, budget: {{steps: 1000, wall: 60s}}, grace: 1s, stop: never}}
files: {{editable: ["sites/*"], frozen: [train.sh]}}
agents:
  - use: command
    command: {python} {agent}
    count: {lanes}
slots: [{slots}]
review: never
isolation: process
"""


def git(folder, *words):
    done = subprocess.run(["git", "-C", folder, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def make(folder, lanes):
    os.makedirs(folder + "/sites")
    for site in range(12):
        with open(f"{folder}/sites/{site}.txt", "w") as file:
            file.write("0 base\n")
    with open(folder + "/train.sh", "w") as file:
        file.write(TRAIN)
    git(folder, "-c", "init.defaultBranch=main", "init", "-q")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-qm", "Base")
    agent = os.path.dirname(folder) + "/agent.py"
    with open(agent, "w") as file:
        file.write(AGENT)
    with open(folder + "/pawl.yaml", "w") as file:
        slots = ", ".join(["{cores: 1}"] * lanes)
        file.write(YAML.format(python=sys.executable, agent=agent, lanes=lanes, slots=slots))


def truth(folder, commit):
    return sum(
        float(git(folder, "show", f"{commit}:sites/{site}.txt").split()[0]) for site in range(12))


def play(options, seed, lanes, experiments):
    """The steps of one campaign: seconds since its first run, and what each step truly changed."""
    root = tempfile.mkdtemp(prefix="pawl-queue.")
    folder = root + "/queue"
    os.makedirs(folder)
    try:
        make(folder, lanes)
        environment = dict(os.environ, CAMPAIGN=str(seed), SECONDS_OF_A_RUN=str(options.seconds))
        ended = subprocess.run(
            [options.pawl, "run", "--experiments", str(experiments), "--seed", str(seed)],
            cwd=folder, env=environment, capture_output=True, text=True, timeout=3600)
        if ended.returncode != 0:
            raise SystemExit(f"campaign {seed} failed: {ended.stderr}{ended.stdout[-400:]}")
        lines = subprocess.run(
            [options.pawl, "list", "--json"], cwd=folder, capture_output=True, text=True,
            check=True).stdout
        kept = [json.loads(line) for line in lines.splitlines()]
        kept = {e["commit"]: e for e in kept if e["state"] == "kept"}
        story = subprocess.run(
            [options.pawl, "log", "--json"], cwd=folder, capture_output=True, text=True,
            check=True).stdout
        events = [json.loads(line) for line in story.splitlines()]
        begun = next(e["at"] for e in events if e["kind"] == "run.started")
        commits = git(folder, "rev-list", "--reverse", "main..pawl/queue").split()
        steps = []
        for commit in commits:
            gain = truth(folder, commit) - truth(folder, commit + "^")
            steps.append((seconds(kept[commit]["ended"]) - seconds(begun), gain))
        conflicts = sum("conflicts with the champion" in e["text"] for e in events)
        return steps, conflicts
    finally:
        shutil.rmtree(root, ignore_errors=True)


def seconds(text):
    from datetime import datetime

    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def when(steps, gain):
    total = 0
    for at, step in steps:
        total += step
        if total >= gain:
            return at
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pawl", required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--lanes", type=int, default=8)
    parser.add_argument("--experiments", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--gain", type=float, default=8, help="noise deviations to reach")
    parser.add_argument("--against", type=int, default=1, help="seeds also played with one lane")
    options = parser.parse_args()
    options.pawl = os.path.abspath(options.pawl)
    clean, ratios, kept = 0, [], 0
    for seed in range(1, options.seeds + 1):
        steps, conflicts = play(options, seed, options.lanes, options.experiments)
        wrong = [gain for _, gain in steps if gain <= 0]
        clean += not wrong
        kept += len(steps)
        reached = when(steps, options.gain)
        line = f"seed {seed}: {len(steps)} kept, {len(wrong)} false, {conflicts} conflicts"
        line += f", {sum(g for _, g in steps):.1f} gained"
        line += f", {options.gain:g} after {reached:.1f} s" if reached else ", not reached"
        if seed <= options.against and reached:
            alone, _ = play(options, seed, 1, options.experiments)
            single = when(alone, options.gain)
            if single:
                ratios.append(single / reached)
                line += f"; one lane {single:.1f} s, {single / reached:.1f} times as long"
            else:
                line += "; one lane does not get there"
        print(line, flush=True)
    print(f"{clean} of {options.seeds} branches hold true improvements only; {kept} kept")
    if ratios:
        print(f"{options.lanes} lanes are {sum(ratios) / len(ratios):.1f} times as fast as one")


if __name__ == "__main__":
    main()
