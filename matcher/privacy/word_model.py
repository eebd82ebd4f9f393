"""How ordinary a stretch of Chinese is: the best reading of a sentence as dictionary words.

A unigram word lattice (Viterbi 1967; as in jieba and ICTCLAS). It tells 张伟 | 负责 from 由 | 张,
because every reading of a name as words costs more than the words of a plain sentence do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from ..wordlists import gazetteer, ordinary_words

#: Natural-log costs: a character no dictionary knows, a place, a word of the field.
_UNKNOWN = 13.5
_PLACE = 11.0
_FIELD = 10.5
_LONGEST = 6


@lru_cache(maxsize=1)
def word_costs() -> dict[str, float]:
    """Return the cost (negative natural log of the frequency) of each known word."""
    data = resources.files("matcher") / "data" / "word_costs.txt"
    costs: dict[str, float] = {}
    for line in data.read_text(encoding="utf-8").splitlines():
        cost, *words = line.removeprefix("v").split()
        costs.update(dict.fromkeys(words, float(cost)))
    lists = gazetteer()
    for kind in ("provinces", "prefectures", "counties", "beijing_streets", "beijing_towns"):
        for name in lists[kind]:
            for form in (name, re.sub(r"(?:省|市|区|县|旗|镇|乡|街道|地区)$", "", name)):
                if len(form) > 1:
                    costs[form] = min(_PLACE, costs.get(form, _PLACE))
    for word in ordinary_words():
        costs[word] = min(_FIELD, costs.get(word, _FIELD))
    return costs


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """Return the verbs (lines that begin with ``v``)."""
    data = resources.files("matcher") / "data" / "word_costs.txt"
    lines = data.read_text(encoding="utf-8").splitlines()
    found = (w for line in lines if line.startswith("v") for w in line.split()[1:])
    return frozenset(found)


def is_word(text: str) -> bool:
    """Whether the dictionary holds ``text``."""
    return text in word_costs()


def is_common(text: str) -> bool:
    """Whether ``text`` is a word that plain prose uses (more than four times in a million)."""
    return word_costs().get(text, _UNKNOWN) <= 12.5


class Lattice:
    """Costs of the best readings of one text, from both ends; O(n) words tried per text."""

    def __init__(self, text: str) -> None:
        """Read ``text``; characters that are no Chinese cost nothing and part words."""
        size = len(text)
        self._edges: list[list[tuple[int, float]]] = [_edges(text, at) for at in range(size)]
        self.before = [0.0] + [float("inf")] * size
        self.behind = [float("inf")] * size + [0.0]
        for at in range(size):
            for end, cost in self._edges[at]:
                self.before[end] = min(self.before[end], self.before[at] + cost)
        for at in range(size - 1, -1, -1):
            self.behind[at] = min(cost + self.behind[end] for end, cost in self._edges[at])

    def gain(self, start: int, end: int, cost: float) -> float:
        """Return how much cheaper the text reads with ``[start, end)`` as one piece of ``cost``."""
        return self.before[-1] - (self.before[start] + cost + self.behind[end])


def _edges(text: str, at: int) -> list[tuple[int, float]]:
    first = text[at]
    if not "\u4e00" <= first <= "\u9fff":
        return [(at + 1, 0.0)]
    costs = word_costs()
    edges = [(at + 1, costs.get(first, _UNKNOWN))]
    for end in range(at + 2, min(len(text), at + _LONGEST) + 1):
        cost = costs.get(text[at:end])
        if cost is not None:
            edges.append((end, cost))
    return edges
