"""The text that is encoded, mapped back to the original (docs/ranking.md, F5).

Everything that may not count is cut out; what is left keeps, for each character, its index in the
original, so that an explanation can point at the words the person wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..privacy import find_personal_data
from .authorities import find_authorities
from .folding import fold_with_map
from .negation import find_negated
from .phrases import find_official_phrases, find_stuffing
from .places import find_places

Span = tuple[int, int]
_EDGE = " ,。;!?、:·-—"
_MASKED = "[已脱敏]"


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A masked text; ``offsets[i]`` is the index in the original text of ``text[i]``."""

    text: str
    offsets: tuple[int, ...]

    def original_span(self, start: int, end: int) -> Span:
        """Return the span of the original that covers ``text[start:end]`` (not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def _placeholders(text: str) -> list[Span]:
    spans: list[Span] = []
    start = text.find(_MASKED)
    while start >= 0:
        spans.append((start, start + len(_MASKED)))
        start = text.find(_MASKED, start + 1)
    return spans


def _cut(keep: list[bool], spans: tuple[Span, ...] | list[Span]) -> None:
    for start, end in spans:
        keep[start:end] = [False] * (end - start)


def _tidy(text: str, keep: list[bool]) -> None:
    """Drop brackets that hold nothing any more, doubled separators and separators at the ends."""
    previous = " "
    opened: list[tuple[int, bool]] = []
    for index, character in enumerate(text):
        if not keep[index]:
            continue
        if character in "([《“":
            opened.append((index, False))
        elif character in ")]》”" and opened:
            start, filled = opened.pop()
            if not filled:
                keep[start] = keep[index] = False
            continue
        elif character in _EDGE:
            if previous in _EDGE:
                keep[index] = False
                continue
        else:
            opened = [(start, True) for start, _ in opened]
        previous = character
    for index in reversed(range(len(text))):
        if keep[index]:
            if text[index] not in _EDGE:
                break
            keep[index] = False


def _occurrences(text: str, names: tuple[str, ...]) -> list[Span]:
    return [m.span() for name in names for m in re.finditer(re.escape(name), text)]


@lru_cache(maxsize=4096)
def masked_with_map(text: str, names: tuple[str, ...] = ()) -> MaskedText:
    """Return ``text`` as it is encoded, with the offsets of each character in the original.

    Folded (NFKC, simplified); without personal data, places, authorities, credit codes, founding
    years, what it excludes, empty official phrases and keywords beyond the cap; and without
    ``names`` (folded), by which an organization calls itself.
    """
    folded = fold_with_map(text)
    keep = [True] * len(folded.text)
    _cut(keep, _placeholders(folded.text))
    _cut(keep, _occurrences(folded.text, names))
    for finder in (find_personal_data, find_places, find_authorities, find_negated):
        _cut(keep, finder(folded.text))
    _cut(keep, find_official_phrases(folded.text))
    _cut(keep, find_stuffing(folded.text))
    _tidy(folded.text, keep)
    kept = [index for index, wanted in enumerate(keep) if wanted]
    return MaskedText(
        "".join(folded.text[index] for index in kept),
        tuple(folded.offsets[index] for index in kept),
    )
