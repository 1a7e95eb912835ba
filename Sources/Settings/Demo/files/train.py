"""Trains a small language model that guesses the next character. Standard library only.

    python3 train.py            train for the budget, write model.json to $PAWL_RUN_DIR
    python3 train.py predict    load model.json and answer the evaluator's questions

The model: every one of the last CONTEXT characters adds its row of a table (one table per distance)
to HIDDEN numbers; these go through tanh and a linear layer to a softmax over the alphabet. It learns
by stochastic gradient descent in small batches.
"""

import json
import math
import os
import random
import sys
import time
from operator import mul

from prepare import ALPHABET

# --- model ---

# Characters the model looks back.
CONTEXT = 6
# Units in the tanh layer.
HIDDEN = 48
# Size of the first weights; 1 keeps every layer's values around 1.
INIT_SCALE = 1.0

# --- learning ---

# Examples per step.
BATCH = 12
# Largest step size, for the mean gradient of a batch.
LEARNING_RATE = 0.15
# Step size of the output layer, in units of the others'.
OUTPUT_RATE = 1.0
# Part of the budget in which the step size rises from 0.
WARMUP = 0.05
# Part of the budget after which it falls.
DECAY_START = 0.7
# Step size at the end, as a part of the largest.
FINAL_RATE = 0.4
# Pull of a used weight towards 0, per unit of step size.
WEIGHT_DECAY = 2e-4
# Output errors below this are not sent back: most are tiny, and cost time.
GRADIENT_CUTOFF = 0.001

# --- housekeeping ---

RESERVE_SECONDS = 0.3  # fixed: CPU time kept back for the last validation and for saving
PROGRESS_SECONDS = 0.1  # fixed: CPU time between progress lines
VALIDATION_EVERY = 8  # fixed: progress lines between validations
VALIDATION_SHARE = 0.1  # fixed: the end of train.txt, never trained on

SYMBOLS = {character: index for index, character in enumerate(ALPHABET)}


class Model:
    """Weights as lists of rows, so that they can be written as JSON."""

    def __init__(self, tables, output):
        self.tables = tables  # by distance, then symbol: one number per hidden unit
        self.output = output  # by symbol: one number per hidden unit, and a bias
        self.context = len(tables)

    @classmethod
    def fresh(cls, rng):
        def rows(count, width, inputs):
            scale = INIT_SCALE / math.sqrt(inputs)
            return [[rng.gauss(0, scale) for _ in range(width)] for _ in range(count)]

        tables = [rows(len(ALPHABET), HIDDEN, CONTEXT) for _ in range(CONTEXT)]
        return cls(tables, rows(len(ALPHABET), HIDDEN + 1, HIDDEN))

    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(**json.load(file))

    def save(self, path):
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump({"tables": self.tables, "output": self.output}, file)
        os.replace(path + ".new", path)

    def parameters(self):
        return sum(len(row) for table in self.tables + [self.output] for row in table)

    def forward(self, symbols):
        """Hidden values (and a 1 for the bias) and next-symbol probabilities after these symbols."""
        rows = [table[symbol] for table, symbol in zip(self.tables, symbols)]
        hidden = list(map(math.tanh, map(sum, zip(*rows))))
        hidden.append(1.0)
        scores = [sum(map(mul, row, hidden)) for row in self.output]
        top = max(scores)
        weights = [math.exp(score - top) for score in scores]
        total = sum(weights)
        return hidden, [weight / total for weight in weights]


class Gradients:
    """The sums of one batch's gradients, for the rows that have any."""

    def __init__(self):
        self.tables = {}  # by (distance, symbol)
        self.output = {}  # by symbol

    @staticmethod
    def add(sums, row, factor, values):
        old = sums.get(row)
        if old is None:
            sums[row] = [factor * value for value in values]
        else:
            sums[row] = [total + factor * value for total, value in zip(old, values)]

    def backward(self, model, symbols, target):
        """Adds one example's gradient; returns its loss in nats."""
        hidden, errors = model.forward(symbols)
        loss = -math.log(max(errors[target], 1e-12))
        errors[target] -= 1.0
        back = [0.0] * (len(hidden) - 1)
        for symbol, error in enumerate(errors):
            if error > GRADIENT_CUTOFF or error < -GRADIENT_CUTOFF:
                self.add(self.output, symbol, error, hidden)
                back = [b + error * weight for b, weight in zip(back, model.output[symbol])]
        back = [b * (1.0 - value * value) for b, value in zip(back, hidden)]
        for place in enumerate(symbols):
            self.add(self.tables, place, 1.0, back)
        return loss

    def step(self, model, rate, examples):
        """Moves the weights against the mean gradient, then forgets the batch."""
        keep = 1.0 - rate * WEIGHT_DECAY
        scale = rate / examples
        for (distance, symbol), sums in self.tables.items():
            row = model.tables[distance][symbol]
            model.tables[distance][symbol] = [keep * w - scale * g for w, g in zip(row, sums)]
        scale *= OUTPUT_RATE
        for symbol, sums in self.output.items():
            row = model.output[symbol]
            model.output[symbol] = [keep * w - scale * g for w, g in zip(row, sums)]
        self.tables.clear()
        self.output.clear()


def schedule(progress):
    """The step size at this part (0 to 1) of the budget."""
    if progress < WARMUP:
        return LEARNING_RATE * (0.05 + 0.95 * progress / WARMUP)
    if progress < DECAY_START:
        return LEARNING_RATE
    fall = min((progress - DECAY_START) / (1.0 - DECAY_START), 1.0)
    return LEARNING_RATE * (1.0 + (FINAL_RATE - 1.0) * fall)


def validation_loss(model, text, examples):
    """Mean loss in nats over evenly spread places of the visible validation text."""
    stride = (len(text) - model.context) // examples
    loss = 0.0
    for start in range(0, stride * examples, stride):
        target = text[start + model.context]
        loss -= math.log(max(model.forward(text[start:start + model.context])[1][target], 1e-12))
    return loss / examples


def train():
    seed = int(os.environ.get("PAWL_SEED", "1"))
    total_steps = int(os.environ.get("PAWL_BUDGET_STEPS", "0"))
    seconds = float(os.environ.get("PAWL_BUDGET_SECONDS", "6")) - RESERVE_SECONDS
    rng = random.Random(seed)
    with open(os.path.join("data", "train.txt"), encoding="ascii") as file:
        text = [SYMBOLS[character] for character in file.read()]
    split = int(len(text) * (1.0 - VALIDATION_SHARE))
    text, visible = text[:split], text[split:]

    model = Model.fresh(rng)
    gradients = Gradients()
    clock = time.process_time
    started = clock()
    seconds = max(seconds - started, 0.1)
    last_start = len(text) - CONTEXT - 1
    step, lines, next_line, shown, shown_examples = 0, 0, 0.0, 0.0, 0
    while True:
        elapsed = clock() - started
        progress = step / total_steps if total_steps else elapsed / seconds
        if progress >= 1.0:
            break
        for _ in range(BATCH):
            start = int(rng.random() * last_start)
            end = start + CONTEXT
            shown += gradients.backward(model, text[start:end], text[end])
        gradients.step(model, schedule(progress), BATCH)
        step += 1
        shown_examples += BATCH
        if elapsed >= next_line:
            line = f"step {step:05d} | loss: {shown / shown_examples:.4f}"
            if lines % VALIDATION_EVERY == 0:
                line += f" | val_loss: {validation_loss(model, visible, 200):.4f}"
            print(f"{line} | elapsed: {elapsed:.2f}s", flush=True)
            next_line, shown, shown_examples = elapsed + PROGRESS_SECONDS, 0.0, 0
            lines += 1

    training_seconds = clock() - started
    final = validation_loss(model, visible, 800) / math.log(2)
    model.save(os.path.join(os.environ.get("PAWL_RUN_DIR", "."), "model.json"))
    print("---")
    print(f"val_bpc:          {final:.6f}")
    print(f"training_seconds: {training_seconds:.2f}")
    print(f"steps:            {step}")
    print(f"parameters:       {model.parameters()}")


def predict():
    """Answers questions, one JSON line each: a list of contexts gets a list of probability rows."""
    model = Model.load(os.path.join(os.environ.get("PAWL_RUN_DIR", "."), "model.json"))
    questions, answers = os.environ.get("PAWL_PREDICT_IN"), os.environ.get("PAWL_PREDICT_OUT")
    source = open(questions, encoding="ascii") if questions else sys.stdin
    sink = open(answers, "w", encoding="ascii") if answers else sys.stdout
    for line in source:
        rows = []
        for context in json.loads(line):
            symbols = [SYMBOLS[character] for character in context[-model.context:]]
            rows.append([round(p, 6) for p in model.forward(symbols)[1]])
        print(json.dumps(rows), file=sink, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["predict"]:
        predict()
    else:
        train()
