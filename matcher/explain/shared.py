"""The category that need and service share, in words, and the wordings that say so on both sides.

Read off the category channel itself: each axis adds its product to the cosine, and each n-gram its
share to the axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..model import Need, Service, Span
from ..text import EncodedText, Piece, service_text
from .context import Context
from .stretches import strongest_stretch

#: Below this an axis is no reason: the text speaks of the category only from afar.
_LEAST = 0.15
_NGRAMS = (2, 3)
#: A wording of the lexicon must share this much with the need, in characters of its n-grams.
_LEAST_SHARED = 4
#: Unshared characters between two shared ones that a quotation may run over.
_BRIDGED = 2
_FIELDS = ("title", "description")

Marks = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SharedCategory:
    """A category of both texts; ``share`` in (0, 1] is its part of the category similarity.

    ``phrase`` is the wording of the lexicon nearest to the need's, "" where none is near.
    """

    code: str
    name: str
    share: float
    need_span: Span | None
    service_span: Span | None
    phrase: str
    phrase_span: Span | None


def shared_category(context: Context, index: int) -> SharedCategory | None:
    """Return the category that adds most to the category similarity of a candidate, if any."""
    model = context.snapshot.model
    wanted = context.query.categories[0].astype(np.float64)
    row = int(context.candidates.service[index])
    text = context.snapshot.texts[row]
    offered = model.categories.encode([text], kind="document")[0].astype(np.float64)
    product = np.where((wanted >= _LEAST) & (offered >= _LEAST), wanted * offered, 0.0)
    axis = int(product.argmax())
    total = float(np.add.reduce(wanted * offered))
    category = model.lexicon.categories[axis]
    if product[axis] <= 0 or not category.in_scope:
        return None
    service = context.service(index)
    said = _place(context, context.need_text, context.need, axis)
    written = service_text(context.organization(index), service)
    phrase, span = _nearest_wording(context, axis)
    return SharedCategory(
        code=category.code,
        name=category.name,
        share=round(min(float(product[axis]) / total, 1.0), 6) if total > 0 else 1.0,
        need_span=said,
        service_span=_place(context, written, service, axis),
        phrase=phrase,
        phrase_span=span,
    )


def _place(
    context: Context, encoded: EncodedText, record: Need | Service, axis: int
) -> Span | None:
    """Return the stretch of title or description that speaks most for a category."""
    model = context.snapshot.model
    best: tuple[float, Span | None] | None = None
    for piece in encoded.pieces:
        if piece.field not in _FIELDS:
            continue
        text = piece.masked.text
        found = strongest_stretch(model.words.cut_spans(text), _influence(context, text, axis))
        if found is not None and (best is None or found[2] > best[0]):
            best = found[2], _span(record, encoded, piece, *found[:2])
    return None if best is None else best[1]


def _span(
    record: Need | Service, encoded: EncodedText, piece: Piece, start: int, end: int
) -> Span | None:
    """Return a stretch of one piece in ``title + line break + description``."""
    place = encoded.in_statement(piece.start + start, piece.start + end, record.title)
    if place is None:
        return None
    return Span(*place, f"{record.title}\n{record.description}"[slice(*place)])


def _nearest_wording(context: Context, axis: int) -> tuple[str, Span | None]:
    """Return the wording of the lexicon that shares most with the need, and where."""
    if axis not in context.wordings:
        context.wordings[axis] = _find_nearest_wording(context, axis)
    return context.wordings[axis]


def _find_nearest_wording(context: Context, axis: int) -> tuple[str, Span | None]:
    """Compare every wording; shared n-grams count as much as they speak for the category."""
    model = context.snapshot.model
    best: tuple[float, str, Span | None] | None = None
    for piece in context.need_text.pieces:
        text = piece.masked.text
        adds = np.clip(_influence(context, text, axis), 0.0, None)
        places = _grams_of(text)
        for wording in model.lexicon.categories[axis].wordings:
            covered = _shared_characters(len(text), places, wording)
            run = _best_run(covered, adds)
            if run is None:
                continue
            worth = float(np.add.reduce(adds[covered])) / (_LEAST_SHARED + len(wording))
            if worth > (best[0] if best else 0.0):
                best = worth, wording, _span(context.need, context.need_text, piece, *run)
    return ("", None) if best is None else best[1:]


def _influence(context: Context, text: str, axis: int) -> Floats:
    """Return how much each character speaks for a category, worked out once in a run."""
    if (text, axis) not in context.influences:
        found = context.snapshot.model.categories.influence(text, axis)
        context.influences[text, axis] = found
    return context.influences[text, axis]


def _grams_of(text: str) -> list[tuple[str, int, int]]:
    """Return the bigrams and trigrams of a text in lower case, each with its place [start, end)."""
    return [
        (text[start : start + length].lower(), start, start + length)
        for length in _NGRAMS
        for start in range(len(text) - length + 1)
    ]


@lru_cache(maxsize=1 << 15)  # every wording of a lexicon
def _known_grams(wording: str) -> frozenset[str]:
    return frozenset(gram for gram, _, _ in _grams_of(wording) if gram.isalnum())


def _shared_characters(length: int, places: Sequence[tuple[str, int, int]], wording: str) -> Marks:
    """Return (length,) bool: inside a bigram or trigram that the wording has too."""
    covered = np.zeros(length, dtype=np.bool_)
    known = _known_grams(wording)
    for gram, start, end in places:
        if gram in known:
            covered[start:end] = True
    return covered


def _best_run(covered: Marks, adds: Floats) -> tuple[int, int] | None:
    """Return the run of covered characters that adds most, gaps of two bridged, or None."""
    places = np.flatnonzero(covered)
    if len(places) < _LEAST_SHARED:
        return None
    breaks = np.flatnonzero(np.diff(places) > _BRIDGED + 1) + 1
    runs = [(int(run[0]), int(run[-1]) + 1) for run in np.split(places, breaks)]
    return max(runs, key=lambda run: (float(np.add.reduce(adds[run[0] : run[1]])), -run[0]))
