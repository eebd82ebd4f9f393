"""A need with several components: 心理 and 就业 in one text are two tasks, perhaps for two hands.

The text is cut where sentences and enumerations are cut. One category explains it as far as its
evidence reaches over the pieces; two explain more. When the second explains enough more, and is
meant by the text as a whole too, the need has two components (三 needs at most three).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from .evidence import category_evidence, in_scope
from .text_model import TextModel

Floats = npt.NDArray[np.float64]

#: Chosen on the tuning half of our own texts (docs/quality.md): what a further category must reach,
#: in how much more of the text it explains, plus shares of how much evidence the whole text holds
#: for the weakest and of how much of the text the smallest leads in.
_ENOUGH = 0.34
_WHOLE_COUNTS, _WHOLE_LIMITS = 0.3, (0.25, 0.6)
_LEAD_COUNTS, _LEAD_MOST = 0.2, 0.4
_MOST = 3
_CANDIDATES_PER_PIECE = 4
#: Two categories that lie close together are one task under two names.
_ALIKE_COSTS, _WHOLE_PAYS = 0.15, 0.2
#: A piece that speaks for none of the components is context (for whom, where) of all of them.
_CONTEXT = 0.15
_SHORTEST, _LONGEST = 3, 20
_LONGEST_TEXT = 1000
#: Conditions on who may bid and lines of contact are no tasks.
_NO_TASK = re.compile(
    r"供应商|投标|报名|承接(?:机构|方|主体|组织)|注册|成立满|评估等级|资质|持证|社工证|负责人|"
    r"第三方评估|联系人|联系电话|电话|预算|经费|\[已脱敏\]"
)
_CUT = re.compile(r"[,，。;；、!！?？:：\n]+|并且|同时|以及|还要|另外|兼顾|[并还再和与及兼也]")


@dataclass(frozen=True, slots=True)
class Component:
    """One task in a need: row of its category, and the half-open pieces of text that say it.

    ``text`` is what to search with: its own pieces and those that belong to every component.
    """

    category: int
    spans: tuple[tuple[int, int], ...]
    text: str


def find_components(text: str, model: TextModel) -> tuple[Component, ...]:
    """Return the components of a masked text in the order of their first piece; () for one task."""
    pieces = [
        (start, end)
        for start, end in _pieces(text[:_LONGEST_TEXT])
        if not _NO_TASK.search(text[start:end])
    ]
    if len(pieces) < 2:
        return ()
    inside = in_scope(model)
    texts = [text[start:end] for start, end in pieces]
    evidence = np.where(inside, category_evidence([*texts, text], model), 0.0)
    part, whole = np.clip(evidence[:-1], 0.0, None), evidence[-1]
    lengths = np.array([min(end - start, _LONGEST) for start, end in pieces], dtype=np.float64)
    chosen = _categories(part, whole, lengths / lengths.sum(), _likeness(model))
    return _components(chosen, part, pieces, text) if chosen else ()


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return the pieces between cuts; what is shorter than three characters joins its neighbour."""
    ends = [(m.start(), m.end()) for m in _CUT.finditer(text)] + [(len(text), len(text))]
    found: list[tuple[int, int]] = []
    start = 0
    for end, following in ends:
        if end - start >= _SHORTEST:
            found.append((start, end))
        elif end > start and found:
            found[-1] = (found[-1][0], end)
        else:  # too short to stand alone: it opens the next piece
            continue
        start = following
    return found


def _likeness(model: TextModel) -> Floats:
    if model.prototypes is None:
        size = len(model.lexicon.categories)
        return np.zeros((size, size), dtype=np.float64)
    vectors = model.prototypes.vectors.astype(np.float64)
    return np.asarray(vectors @ vectors.T)


def _categories(part: Floats, whole: Floats, shares: Floats, likeness: Floats) -> tuple[int, ...]:
    """Return the rows of two or three categories, () when one explains the text well enough."""
    tops = [np.argsort(-row, kind="stable")[:_CANDIDATES_PER_PIECE] for row in (*part, whole)]
    rows = sorted({int(row) for top in tops for row in top})
    chosen: tuple[int, ...] = ()
    explained = max(_explained((row,), part, shares) for row in rows)
    for size in range(2, _MOST + 1):
        options = [
            (_worth(group, part, whole, shares, likeness), group)
            for group in combinations(rows, size)
            if set(chosen) <= set(group) and _each_leads(group, part)
        ]
        if not options:
            break
        _, group = max(options, key=lambda option: (option[0], [-row for row in option[1]]))
        reached = _explained(group, part, shares)
        meant = float(min(whole[list(group)]))
        lead = _smallest_lead(group, part, shares)
        worth = reached - explained + _LEAD_COUNTS * min(lead, _LEAD_MOST)
        worth += _WHOLE_COUNTS * min(meant, _WHOLE_LIMITS[1])
        if worth < _ENOUGH or meant < _WHOLE_LIMITS[0]:
            break
        chosen, explained = group, reached
    return chosen


def _explained(group: tuple[int, ...], part: Floats, shares: Floats) -> float:
    return float(np.add.reduce(part[:, list(group)].max(axis=1) * shares))


def _each_leads(group: tuple[int, ...], part: Floats) -> bool:
    """Whether every category of the group beats the others in some piece."""
    columns = part[:, list(group)]
    leaders = {int(row.argmax()) for row in columns if row.max() > 0}
    return len(leaders) == len(group)


def _smallest_lead(group: tuple[int, ...], part: Floats, shares: Floats) -> float:
    """Return the share of the text in which the least leading category leads."""
    leader = part[:, list(group)].argmax(axis=1)
    return min(float(shares[leader == place].sum()) for place in range(len(group)))


def _worth(
    group: tuple[int, ...], part: Floats, whole: Floats, shares: Floats, likeness: Floats
) -> float:
    alike = max(float(likeness[a, b]) for a, b in combinations(group, 2))
    meant = float(min(whole[list(group)]))
    return _explained(group, part, shares) - _ALIKE_COSTS * alike + _WHOLE_PAYS * meant


def _components(
    chosen: tuple[int, ...], part: Floats, pieces: list[tuple[int, int]], text: str
) -> tuple[Component, ...]:
    columns = part[:, list(chosen)]
    leader = columns.argmax(axis=1)
    context = columns.max(axis=1) < _CONTEXT
    found = []
    for place, category in enumerate(chosen):
        own = [i for i in range(len(pieces)) if leader[i] == place and not context[i]]
        read = [i for i in range(len(pieces)) if i in own or context[i]]
        spans = tuple(pieces[i] for i in own)
        words = ",".join(text[slice(*pieces[i])] for i in read)
        found.append(Component(category, spans, words))
    return tuple(sorted(found, key=lambda component: component.spans))
