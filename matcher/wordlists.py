"""Ordinary Chinese words: what a name or place rule must not mistake for a name or a place.

``data/ordinary_words.txt`` holds words of two and three characters that are neither names nor
places, drawn from jieba's dictionary by frequency (MIT licence, see NOTICE), and words of the
field.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Return the words, simplified Chinese, two or three characters each."""
    data = resources.files(__package__) / "data" / "ordinary_words.txt"
    return frozenset(data.read_text(encoding="utf-8").split())


def is_ordinary(word: str) -> bool:
    """Whether ``word`` is a common word that is neither a name nor a place."""
    return word in ordinary_words()


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, list[str]]:
    """Return the lists of ``data/places.json``: names with their endings, doubtful short names."""
    data = resources.files(__package__) / "data" / "places.json"
    loaded: dict[str, list[str]] = json.loads(data.read_text(encoding="utf-8"))
    return loaded
