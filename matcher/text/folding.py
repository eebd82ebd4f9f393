"""Folding of characters: width, compatibility forms and traditional writing.

Source: docs/ranking.md (texts are compared in simplified, half-width writing; the original stays).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``offsets[i]`` is the index in the original of ``text[i]``."""

    text: str
    offsets: tuple[int, ...]


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    # Loaded on first use: the dictionary costs time that a plain import must not pay.
    import opencc

    converter: _Converter = opencc.OpenCC("t2s")
    return converter


@lru_cache(maxsize=65536)
def _simplified_character(character: str) -> str:
    return _converter().convert(character)


def simplified(text: str) -> str:
    """Return ``text`` with traditional characters written in simplified form (OpenCC t2s)."""
    if all(ord(c) < 0x3400 for c in text):
        return text
    return _converter().convert(text)


def normalise(text: str) -> str:
    """Return ``text`` in NFKC, simplified, trimmed, each run of white space as one space."""
    return " ".join(simplified(unicodedata.normalize("NFKC", text)).split())


def fold_with_map(text: str) -> Folded:
    """Return ``text`` in NFKC and simplified, length-mapped to the original.

    White space becomes a plain space; a character that folds into several keeps its index for each.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for index, original in enumerate(text):
        for folded in unicodedata.normalize("NFKC", original):
            characters.append(" " if folded.isspace() else folded)
            offsets.append(index)
    joined = "".join(characters)
    converted = simplified(joined)
    if len(converted) != len(joined):
        # A phrase rule changed the length: character by character keeps the map exact.
        converted = "".join(_simplified_character(c)[:1] or c for c in joined)
    return Folded(converted, tuple(offsets))
