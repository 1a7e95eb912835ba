"""Makes the data: run once, before anything else. Standard library only.

    data/train.txt         the text a training run may read
    hidden/validation.txt  the text only the evaluator reads
    hidden/validation.seed the secret the hidden text is made from

Both texts come from one small invented language: words with Zipf frequencies, verbs that agree
with their subject, clauses nested inside clauses. Its dictionary is fixed; only the sentences differ.
"""

import itertools
import os
import random

ALPHABET = "\n abcdefghijklmnopqrstuvwxyz,."
TRAIN_CHARACTERS = 400_000
HIDDEN_CHARACTERS = 330_000
LANGUAGE_SEED = 20_250_101
TRAIN_SEED = 1


class Language:
    """A grammar and a dictionary; `text` writes sentences of it."""

    def __init__(self, seed):
        rng = random.Random(seed)
        onsets = ["b", "br", "d", "dr", "f", "g", "gl", "k", "kr", "l", "m", "n", "p", "pl", "r",
                  "s", "sk", "st", "t", "tr", "v", "w", "y", "z", "h", "j", "qu"]
        vowels = ["a", "e", "i", "o", "u", "ai", "ou"]
        codas = ["", "", "", "n", "r", "l", "k", "x", "m", "nd", "c"]
        rng.shuffle(onsets)
        rng.shuffle(vowels)
        seen = set()

        def invent(count, syllables):
            words = []
            while len(words) < count:
                word = "".join(
                    onsets[min(int(rng.expovariate(0.16)), len(onsets) - 1)]
                    + vowels[min(int(rng.expovariate(0.6)), len(vowels) - 1)]
                    for _ in range(rng.choice(syllables)))
                word += rng.choice(codas)
                if word not in seen:
                    seen.add(word)
                    words.append(word)
            return words

        def ranked(words):
            weights = [1.0 / (rank + 2) ** 1.15 for rank in range(len(words))]
            return words, list(itertools.accumulate(weights))

        self.nouns = ranked(invent(80, [1, 2, 2]))
        self.verbs = ranked(invent(45, [1, 2]))
        self.adjectives = ranked(invent(30, [2, 2, 3]))
        self.adverbs = ranked(invent(12, [2]))
        self.joins = ranked(["and", "but", "so", "while"])

    def text(self, seed, characters):
        rng = random.Random(seed)
        parts, length = [], 0
        while length < characters:
            sentence = self._clause(rng, 0)
            if rng.random() < 0.3:
                sentence += ", " + self._pick(rng, self.joins) + " " + self._clause(rng, 1)
            sentence += ".\n" if rng.random() < 0.2 else ". "
            parts.append(sentence)
            length += len(sentence)
        return "".join(parts)[:characters]

    def _pick(self, rng, ranked):
        words, cumulative = ranked
        return rng.choices(words, cum_weights=cumulative)[0]

    def _noun_phrase(self, rng, plural, depth):
        words = ["these" if plural else "this"] if rng.random() < 0.3 else ["the"]
        if rng.random() < 0.35:
            words.append(self._pick(rng, self.adjectives) + ("i" if plural else "o"))
        words.append(self._pick(rng, self.nouns) + ("es" if plural else ""))
        phrase = " ".join(words)
        if depth < 2 and rng.random() < 0.22:
            if rng.random() < 0.5:
                phrase += " that " + self._verb(rng, plural)
            else:
                inner = rng.random() < 0.4
                phrase += " that " + self._noun_phrase(rng, inner, depth + 1)
                phrase += " " + self._verb(rng, inner)
        return phrase

    def _verb(self, rng, plural):
        return self._pick(rng, self.verbs) + ("an" if plural else "ut")

    def _clause(self, rng, depth):
        plural = rng.random() < 0.4
        words = [self._noun_phrase(rng, plural, depth), self._verb(rng, plural)]
        if rng.random() < 0.6:
            words.append(self._noun_phrase(rng, rng.random() < 0.4, depth + 1))
        if rng.random() < 0.25:
            words.append(self._pick(rng, self.adverbs) + "ly")
        return " ".join(words)


def write(path, text):
    with open(path + ".new", "w", encoding="ascii", newline="\n") as file:
        file.write(text)
    os.replace(path + ".new", path)


def secret_seed():
    """The seed of the hidden text: kept if there is one, else given, else drawn at random."""
    path = os.path.join("hidden", "validation.seed")
    if not os.path.exists(path):
        write(path, (os.environ.get("PAWL_SECRET_SEED") or os.urandom(16).hex()) + "\n")
    with open(path, encoding="ascii") as file:
        return "hidden " + file.read().strip()


def main():
    os.makedirs("data", exist_ok=True)
    os.makedirs("hidden", mode=0o700, exist_ok=True)
    language = Language(LANGUAGE_SEED)
    write(os.path.join("data", "train.txt"), language.text(TRAIN_SEED, TRAIN_CHARACTERS))
    hidden = os.path.join("hidden", "validation.txt")
    write(hidden, language.text(secret_seed(), HIDDEN_CHARACTERS))
    print(f"data/train.txt: {TRAIN_CHARACTERS} characters, {hidden}: {HIDDEN_CHARACTERS}")


if __name__ == "__main__":
    main()
