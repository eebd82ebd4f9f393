"""A found piece of personal data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Found(NamedTuple):
    """Half-open span in the text and the kind of data."""

    start: int
    end: int
    kind: str


def merged(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return ``found`` sorted, overlapping pieces joined; the longest piece gives the kind."""
    result: list[Found] = []
    for piece in sorted(found, key=lambda f: (f.start, -f.end, f.kind)):
        if result and piece.start < result[-1].end:
            last = result[-1]
            longer = last if last.end - last.start >= piece.end - piece.start else piece
            result[-1] = Found(last.start, max(last.end, piece.end), longer.kind)
        else:
            result.append(piece)
    return tuple(result)
