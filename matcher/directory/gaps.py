"""Needs that no item of the directory fits, grouped for its next revision (二 扩大范围, T2b)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from ..meaning import TextModel
from ..model import Need
from ..taxonomy import Taxonomy
from ..text import need_text
from .answer import Fit, Statement, Suggestions
from .check import ItemState, check_items
from .crosswalk import crosswalk
from .suggest import suggest
from .values import Directories

Progress = Callable[[int, int], None]

#: Two needs whose texts are this near (cosine of the encoder) are one matter: between wordings of
#: one matter and of different ones in our own examples (docs/directories.md).
ALIKE = 0.5
#: Matched, but a person should look: formal needs of our development half all score higher.
DOUBTFUL = 0.5
#: Needs named for each group.
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class GapNeed:
    """One need of the report; ``said`` is the item or the kind of business that it comes near."""

    id: str
    code: str
    title: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Needs of one matter that no item fits.

    ``title`` is the first need's; ``requests`` adds what was merged into the needs; ``budget`` adds
    the upper ends of the known budgets in 元, ``unpriced`` counts the others; ``nearest`` is the
    item that comes nearest to the first need ("" for none), its score lies below the floor.
    """

    title: str
    needs: int
    requests: int
    budget: Decimal
    unpriced: int
    examples: tuple[GapNeed, ...]
    nearest: str
    nearest_score: float


@dataclass(frozen=True, slots=True)
class GapReport:
    """Gaps of the directory on a day, the largest group first, and what became of every need.

    ``read`` = ``matched`` + those in ``groups`` + ``outside`` + ``unclear``. ``outside``: more like
    nobody's business; ``unclear``: say nothing concrete; ``doubtful``: matched below `DOUBTFUL`.
    """

    read: int
    matched: int
    unmatched: int
    groups: tuple[GapGroup, ...]
    doubtful: tuple[GapNeed, ...]
    outside: tuple[GapNeed, ...]
    unclear: tuple[GapNeed, ...]


def gaps(
    needs: Sequence[Need],
    directories: Directories,
    model: TextModel,
    taxonomy: Taxonomy,
    as_of: date,
    progress: Progress | None = None,
) -> GapReport:
    """Return the gaps on ``as_of``; the order of ``needs`` does not matter.

    A need that states an item in force, or one with a successor, is matched by the person who wrote
    it. Groups form greedily in the order of codes, each need joining the nearest first need.
    """
    table = crosswalk(directories, model.lexicon, as_of)
    ordered = sorted(needs, key=lambda need: (need.code, need.id))
    stated = 0
    found: dict[Fit, list[tuple[Need, Suggestions]]] = {fit: [] for fit in Fit}
    for done, need in enumerate(ordered, start=1):
        if _stated(need, directories, as_of):
            stated += 1
        else:
            statement = Statement(need_text(need).text, need.service_types)
            answer = suggest(statement, table, model, taxonomy)
            found[answer.fit].append((need, answer))
        if progress is not None:
            progress(done, len(ordered))
    suggested, unmatched = found[Fit.SUGGESTED], found[Fit.GAP]
    return GapReport(
        read=len(ordered),
        matched=stated + len(suggested),
        unmatched=len(unmatched),
        groups=_groups(unmatched, model),
        doubtful=_named((n, a) for n, a in suggested if a.items[0].score < DOUBTFUL),
        outside=_named(found[Fit.OUT_OF_SCOPE]),
        unclear=_named(found[Fit.UNCLEAR]),
    )


def _named(found: Iterable[tuple[Need, Suggestions]]) -> tuple[GapNeed, ...]:
    return tuple(GapNeed(n.id, n.code, n.title, answer.near_zh) for n, answer in found)


def _stated(need: Need, directories: Directories, as_of: date) -> bool:
    return any(
        check.state is ItemState.IN_FORCE or check.successors
        for check in check_items(need, directories, as_of)
    )


def _groups(
    unmatched: Sequence[tuple[Need, Suggestions]], model: TextModel
) -> tuple[GapGroup, ...]:
    if not unmatched:
        return ()
    texts = [need_text(need).text for need, _ in unmatched]
    vectors = model.encoder.encode(texts, kind="document").astype(np.float64)
    members: list[list[int]] = []
    for row in range(len(unmatched)):
        nearness = [
            round(float(np.add.reduce(vectors[row] * vectors[group[0]])), 6) for group in members
        ]
        best = max(range(len(members)), key=lambda g: (nearness[g], -g), default=-1)
        if best >= 0 and nearness[best] >= ALIKE:
            members[best].append(row)
        else:
            members.append([row])
    found = [_group([unmatched[row] for row in group]) for group in members]
    return tuple(sorted(found, key=lambda g: (-g.needs, -g.budget, g.examples[0].code)))


def _group(members: Sequence[tuple[Need, Suggestions]]) -> GapGroup:
    first, found = members[0]
    known = [need.budget.high for need, _ in members if need.budget.high is not None]
    return GapGroup(
        title=first.title,
        needs=len(members),
        requests=sum(need.request_count for need, _ in members),
        budget=sum(known, Decimal(0)),
        unpriced=len(members) - len(known),
        examples=_named(members[:_EXAMPLES]),
        nearest=found.near_zh,
        nearest_score=0.0 if found.nearest is None else found.nearest.score,
    )
