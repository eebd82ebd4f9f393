"""Rebuild matcher/data/word_costs.txt from the dictionary of jieba (`-m tests.support.word_costs`).

Each line holds a cost, −2·ln(frequency) rounded to halves, and up to 100 words of that cost; ``v``
before the cost marks verbs. Words tagged as names of persons are left out, so that the model in
matcher/privacy/word_model.py never reads a name as an ordinary word.
"""

import json
import math
import re
from collections import defaultdict
from pathlib import Path

import jieba

DATA = Path("matcher/data")
HAN = re.compile(r"[\u4e00-\u9fff]{1,4}")
PER_LINE = 100


def rows():
    """Yield (word, count, tag) of jieba's dictionary, words of at most four characters."""
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, tag = line.split()
        yield word, int(count), tag


def kept(word, count, tag, surnames, ordinary):
    if not HAN.fullmatch(word):
        return False
    if tag.startswith("nr") and len(word) > 1 and word not in ordinary:
        name_like = word[0] in surnames or word[:2] in surnames
        if name_like or count < 20:
            return False
    often = count >= (3 if tag in ("ns", "nt") else 5)
    return len(word) == 1 or word in ordinary or often


def lines():
    names = json.loads((DATA / "person_names.json").read_text("utf-8"))
    surnames = {*names["surnames"], *names["compound_surnames"]}
    ordinary = set((DATA / "ordinary_words.txt").read_text("utf-8").split())
    dictionary = list(rows())
    total = sum(count for _, count, _ in dictionary)
    by_cost = defaultdict(list)
    for word, count, tag in dictionary:
        if kept(word, count, tag, surnames, ordinary):
            cost = round(-2 * math.log(count / total)) / 2
            by_cost[cost, tag in ("v", "vn")].append(word)
    for (cost, verb), words in sorted(by_cost.items()):
        words.sort()
        for start in range(0, len(words), PER_LINE):
            yield f"{'v' if verb else ''}{cost:g} " + " ".join(words[start : start + PER_LINE])


if __name__ == "__main__":
    (DATA / "word_costs.txt").write_text("\n".join(lines()) + "\n", encoding="utf-8")
