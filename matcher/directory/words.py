"""An item's own words in a text: its name and the terms of its note."""

from __future__ import annotations

import re
from itertools import pairwise

from .values import Item

#: Ends of names that say nothing about the matter.
_ENDING = re.compile(r"(?:公共)?服务$")
_TERMS = re.compile(r"[、，,；;。（）()\s]+")
#: A term counts from this share of its character pairs on; less is chance (社区, 居民).
_ENOUGH = 0.6
#: Shorter terms (安全, 文化, 法律) are words of many texts.
_SHORTEST = 3


def shared_words(item: Item, text: str) -> tuple[float, tuple[str, ...]]:
    """Return how far the best term of ``item`` stands in a masked text, and the terms in full.

    1.0: the name, the name without 服务, or a term of the note stands there; else the share of its
    character pairs in [0.6, 1), 0.0 below. Terms within longer ones are not told.
    """
    pairs = {a + b for a, b in pairwise(text)}
    best = 0.0
    found: list[str] = []
    for term in dict.fromkeys((item.name, _ENDING.sub("", item.name), *_TERMS.split(item.note))):
        if len(term) < _SHORTEST:
            continue
        parts = [a + b for a, b in pairwise(term)]
        share = sum(part in pairs for part in parts) / len(parts)
        if share >= _ENOUGH:
            best = max(best, share)
        if term in text:
            found.append(term)
    longest = (t for t in found if not any(t != other and t in other for other in found))
    return best, tuple(longest)
