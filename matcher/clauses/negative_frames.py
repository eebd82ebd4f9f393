"""Frames of the negative list in a text: mentions of word classes, composed from left to right."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .negative_rules import Frame, NegativeBook, Step

Span = tuple[int, int]
_SENTENCE = re.compile(r"[^。;!?\n]+")
_PART = re.compile(r"[^,。;!?\n|]+")
#: What stands between the words of a frame without parting them: brackets, spaces, quotes.
_LIGHT = re.compile(r"\([^()]*\)|[ \"“”'、]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A frame found: one span for each of its steps, half-open in the folded text."""

    frame: Frame
    steps: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """Return the stretch from the first word to the last."""
        return self.steps[0][0], self.steps[-1][1]


@dataclass(frozen=True, slots=True)
class Layout:
    """A folded text with its sentences and comma parts, each as half-open spans in order."""

    text: str
    sentences: tuple[Span, ...]
    parts: tuple[Span, ...]

    def sentence(self, position: int) -> Span:
        """Return the sentence around a position."""
        return _around(self.sentences, position)

    def part(self, position: int) -> Span:
        """Return the comma part around a position."""
        return _around(self.parts, position)

    def part_after(self, position: int) -> str:
        """Return the next comma part of the same sentence, empty at its end."""
        place = bisect_left(self.parts, (position, len(self.text) + 1))
        if place == len(self.parts) or self.parts[place][0] >= self.sentence(position)[1]:
            return ""
        return self.text[slice(*self.parts[place])]


def layout(text: str) -> Layout:
    """Return the sentences and comma parts of a folded text."""
    return Layout(
        text,
        tuple(match.span() for match in _SENTENCE.finditer(text)),
        tuple(match.span() for match in _PART.finditer(text)),
    )


def mentions(text: str, book: NegativeBook) -> dict[str, tuple[Span, ...]]:
    """Return where each class of words is met, in order of appearance."""
    return {
        name: tuple(m.span() for m in pattern.finditer(text) if m.group())
        for name, pattern in book.classes.items()
    }


def hits(frame: Frame, found: Mapping[str, tuple[Span, ...]], where: Layout) -> Iterator[Hit]:
    """Yield every occurrence of a frame: from each first word the nearest that complete it."""
    if not all(found[step.name] for step in frame.steps):
        return
    for first in found[frame.steps[0].name]:
        for rest in _rest(frame.steps[1:], first, found, where):
            yield Hit(frame, (first, *rest))
            break


def _rest(
    steps: tuple[Step, ...], before: Span, found: Mapping[str, tuple[Span, ...]], where: Layout
) -> Iterator[tuple[Span, ...]]:
    if not steps:
        yield ()
        return
    step = steps[0]
    bounds = (where.sentence if step.across else where.part)(before[0])
    spans = found[step.name]
    for span in spans[bisect_left(spans, (before[1], 0)) :]:
        if span[0] >= bounds[1]:
            return
        if len(_LIGHT.sub("", where.text[before[1] : span[0]])) > step.reach:
            return
        for rest in _rest(steps[1:], span, found, where):
            yield (span, *rest)


def _around(spans: tuple[Span, ...], position: int) -> Span:
    place = bisect_left(spans, (position + 1, 0)) - 1
    return spans[place] if place >= 0 else (0, 0)
