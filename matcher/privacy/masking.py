"""Personal data out of free text (个人信息保护法 28, 51; F16; docs/import-rules.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from ..model import Evaluation, Need, Organization, Record, Service
from .digits import find_numbers
from .folding import folded
from .homes import find_homes
from .names import find_names
from .schools import find_schools
from .spans import Found, merged

#: What stands in place of each masked piece.
MARK = "[已脱敏]"

R = TypeVar("R", bound=Record)
_FREE_TEXT: dict[type, tuple[str, ...]] = {
    Need: ("title", "description", "remarks"),
    Organization: ("scope", "staff_note", "remarks"),
    Service: ("title", "description"),
    Evaluation: ("remarks",),
}


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text; ``spans`` are half-open in the original, ``kinds`` belong to them in order.

    Kinds: ``phone``, ``identity``, ``card``, ``plate``, ``email``, ``account``, ``home``,
    ``school``, ``name``.
    """

    text: str
    count: int
    kinds: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def _pieces(text: str) -> tuple[Found, ...]:
    """Return the pieces of one stretch of text without marks."""
    form = folded(text)
    numbers = tuple(find_numbers(form))
    return merged((*numbers, *find_homes(form), *find_schools(form), *find_names(form)))


def _stretches(text: str) -> list[tuple[int, int]]:
    """Return the spans between marks: a mark is a wall, so that masking twice changes nothing."""
    spans: list[tuple[int, int]] = []
    start = 0
    while (found := text.find(MARK, start)) >= 0:
        spans.append((start, found))
        start = found + len(MARK)
    spans.append((start, len(text)))
    return spans


def _found(text: str) -> tuple[Found, ...]:
    return tuple(
        Found(start + piece.start, start + piece.end, piece.kind)
        for start, end in _stretches(text)
        for piece in _pieces(text[start:end])
    )


def find_personal_data(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of personal data in ``text``, sorted, not overlapping."""
    return mask_personal_data(text).spans


def mask_personal_data(text: str) -> Masked:
    """Return ``text`` with each piece of personal data as ``[已脱敏]``, and what was found.

    Repeated until nothing more is found, so the result is a fixed point: cutting a piece out can
    bare another (a name that now begins a sentence).
    """
    found = list(_found(text))
    while True:
        masked, more = _masked_with(text, found)
        if not more:
            break
        found = sorted({*found, *more})
    return Masked(
        masked,
        len(found),
        tuple(piece.kind for piece in found),
        tuple((piece.start, piece.end) for piece in found),
    )


def _masked_with(text: str, found: list[Found]) -> tuple[str, list[Found]]:
    """Return ``text`` masked at ``found`` and the pieces that the stretches between still hold."""
    parts: list[str] = []
    more: list[Found] = []
    last = 0
    for start, end in [*((piece.start, piece.end) for piece in found), (len(text), len(text))]:
        between = text[last:start]
        parts.append(between)
        more += [Found(last + p.start, last + p.end, p.kind) for p in _found(between)]
        if start < end:
            parts.append(MARK)
        last = end
    return "".join(parts), more


def mask_record(record: R) -> tuple[R, int]:
    """Return ``record`` with its free-text fields masked, and the number of pieces masked.

    Structured contact fields are kept: they are shown and exported only in masked form.
    """
    changes: dict[str, str] = {}
    count = 0
    for name in _FREE_TEXT.get(type(record), ()):
        masked = mask_personal_data(getattr(record, name))
        if masked.count:
            changes[name] = masked.text
            count += masked.count
    if not changes:
        return record, 0
    # The fields are strings of every type in the table, which the type checker cannot see.
    changed: R = replace(cast("Any", record), **changes)
    return changed, count
