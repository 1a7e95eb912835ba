"""Measures a trained model in bits per character on the hidden text. Frozen: no agent edits it.

The model runs in a process of its own, `python3 train.py predict`. It is asked with one JSON line,
a list of contexts (64 characters each), and answers with one JSON line, for each context a list of
probabilities for the next character, in the order of prepare.ALPHABET. Contexts never overlap and
come in shuffled order, so that no question holds the answer to another.

pawl starts that process and joins it through the FIFOs $PAWL_PREDICT_IN (questions) and
$PAWL_PREDICT_OUT (answers), and reads the metric from $PAWL_RESULT. By hand, after training:
`python3 evaluate.py`.
"""

import json
import math
import os
import random
import signal
import subprocess
import sys

from prepare import ALPHABET

CONTEXT = 64  # characters the model may see; it may use fewer
QUESTIONS = 5000  # characters it has to predict
BATCH = 50  # questions per line
FLOOR = 1e-7  # smallest probability a character is charged for
LONGEST_ANSWER = 1 << 20  # characters in one line
TOLERANCE = 1e-3  # how far a row's sum may be from 1
TIME_LIMIT = 120  # seconds for everything


class Rejected(Exception):
    """The answers cannot be scored; the message says why."""


def connect():
    """The two ends towards the predicting process, and the process if it was started here."""
    questions, answers = os.environ.get("PAWL_PREDICT_IN"), os.environ.get("PAWL_PREDICT_OUT")
    if questions and answers:
        return open(questions, "w", encoding="ascii"), open(answers, encoding="ascii"), None
    process = subprocess.Popen(
        [sys.executable, "train.py", "predict"], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    return process.stdin, process.stdout, process


def examples():
    """Pairs of context and next character: windows that do not overlap, shuffled."""
    with open(os.path.join("hidden", "validation.txt"), encoding="ascii") as file:
        text = file.read()
    width = CONTEXT + 1
    starts = range(0, min(len(text) // width, QUESTIONS) * width, width)
    pairs = [(text[start:start + CONTEXT], text[start + CONTEXT]) for start in starts]
    random.Random(0).shuffle(pairs)
    return pairs


def check(row):
    """One answer as probabilities that sum to 1."""
    if not isinstance(row, list) or len(row) != len(ALPHABET):
        raise Rejected(f"every answer must be a list of {len(ALPHABET)} probabilities")
    if not all(type(p) in (int, float) and 0 <= p <= 1 + TOLERANCE for p in row):
        raise Rejected("every probability must be a number from 0 to 1")
    total = sum(row)
    if abs(total - 1) > TOLERANCE:
        raise Rejected(f"the probabilities of every answer must sum to 1; one row sums to {total:.6g}")
    floored = [max(p, FLOOR) for p in row]
    total = sum(floored)
    return [p / total for p in floored]


def bits_per_character(questions, answers):
    pairs = examples()
    bits = 0.0
    for start in range(0, len(pairs), BATCH):
        batch = pairs[start:start + BATCH]
        print(json.dumps([context for context, _ in batch]), file=questions, flush=True)
        try:
            line = answers.readline(LONGEST_ANSWER)
            if not line.endswith("\n"):
                raise Rejected(f"the predicting process ended after {start} of {len(pairs)} answers")
            rows = json.loads(line)
        except (ValueError, RecursionError):
            raise Rejected("the predicting process answered with something that is not JSON") from None
        if not isinstance(rows, list) or len(rows) != len(batch):
            raise Rejected(f"{len(batch)} questions need a list of {len(batch)} answers")
        for row, (_, target) in zip(rows, batch):
            bits -= math.log2(check(row)[ALPHABET.index(target)])
    return bits / len(pairs)


def out_of_time(*_):
    raise Rejected(f"the predicting process took longer than {TIME_LIMIT} s")


def main():
    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(TIME_LIMIT)
    process = None
    try:
        questions, answers, process = connect()
        value = bits_per_character(questions, answers)
        questions.close()
    except Rejected as reason:
        sys.exit(f"evaluate.py: {reason}")
    except BrokenPipeError:
        sys.exit("evaluate.py: the predicting process stopped reading questions")
    except FileNotFoundError as error:
        sys.exit(f"evaluate.py: {error.filename} is missing; python3 prepare.py makes it")
    finally:
        signal.alarm(0)
        if process:
            process.kill()
            process.wait()
    result = os.environ.get("PAWL_RESULT")
    if result:
        with open(result + ".new", "w", encoding="ascii") as file:
            json.dump({"val_bpc": value}, file)
        os.replace(result + ".new", result)
    print(f"val_bpc: {value:.6f}")


if __name__ == "__main__":
    main()
