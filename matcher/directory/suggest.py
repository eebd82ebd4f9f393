"""The directory items that suit a need (四(三)): at most three, with grounds; a person confirms.

An item's strength adds what the text says (evidence of the meaning layer for a category that the
crosswalk ties to the item), the item's own words in the text, and the service type that the need
states. The type alone never suffices: every need states one, also those that no item fits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..calibration import OUTSIDE_RANGE
from ..meaning import TextModel, best_category, category_evidence, focus, in_scope, outside
from ..taxonomy import Taxonomy
from ..text import free_text, is_vague
from .answer import Fit, Statement, Suggestion, Suggestions
from .crosswalk import Crosswalk
from .values import Entry
from .words import shared_words

Floats = npt.NDArray[np.float64]

#: Items shown.
MOST = 3
#: Least score of a suggestion; below it for every item, the need is a gap of the directory. Chosen
#: on our own development needs and the first set of our tests (docs/directories.md).
FLOOR = 0.4
#: An item needs this share of the best one's strength to stand beside it, and of its ancestor's to
#: stand in its place: the most detailed item that the text supports is the one to name.
_BESIDE, _INSTEAD = 0.75, 0.8
_WORDS, _STATED = 0.45, 0.12
#: What speaks as much for offices and companies tells little about items: that share of it is taken
#: off. On our development needs it separates better than the evidence alone (AUC 0.92, 0.87).
_OUTSIDE_TAKES = 0.5
#: Score = 1 − exp(−steepness · strength): 1.0 (a formal text that says what it wants) gives 0.70.
_STEEPNESS = 1.2
_DECIMALS = 6


def suggest(
    statement: Statement, table: Crosswalk, model: TextModel, taxonomy: Taxonomy
) -> Suggestions:
    """Return at most `MOST` items of ``table``, each at least `FLOOR`; else why there is none."""
    text = focus(statement.text, model)
    evidence = category_evidence([text], model)[0]
    out = best_category(evidence, model, inside=False)
    if out is not None and outside(evidence, model) >= OUTSIDE_RANGE[1]:
        name = model.lexicon.categories[out].name
        return Suggestions(
            Fit.OUT_OF_SCOPE,
            f"这件事更像“{name}”，一般不由社会组织承接，不对应目录项，也不计入目录缺口。",
            outside=name,
        )
    ranked = _ranked(statement, text, evidence, table, model, taxonomy)
    kept = [s for s in ranked if s.score >= FLOOR][:MOST]
    if kept:
        return Suggestions(Fit.SUGGESTED, "以下目录项供选择，请人工确认。", tuple(kept))
    nearest = ranked[0] if ranked else None
    if not text.strip() or is_vague(text):
        return Suggestions(
            Fit.UNCLEAR, "文字没有说清要做什么，请补充服务内容后再对应目录项。", nearest=nearest
        )
    return Suggestions(
        Fit.GAP, "现行目录没有合适的项，已计入目录缺口，供下次修订参考。", nearest=nearest
    )


def suggest_text(
    text: str,
    service_types: Sequence[str],
    table: Crosswalk,
    model: TextModel,
    taxonomy: Taxonomy,
) -> Suggestions:
    """Return the suggestions for a text that a person typed; it is masked first."""
    return suggest(Statement(free_text(text).text, tuple(service_types)), table, model, taxonomy)


def _ranked(
    statement: Statement,
    text: str,
    evidence: Floats,
    table: Crosswalk,
    model: TextModel,
    taxonomy: Taxonomy,
) -> list[Suggestion]:
    """Return every item with any strength that no more detailed one stands for, best first."""
    meant, category = _meant(evidence, table, model)
    stated = taxonomy.type_codes(statement.service_types)
    words = [shared_words(entry.item, text) for entry in table.entries]
    named = [bool(stated & set(entry.item.types)) for entry in table.entries]
    strength = [
        _strength(meant[i], words[i][0], named[i], i in table.tied)
        for i in range(len(table.entries))
    ]
    best = max(strength, default=0.0)
    rows = [
        i for i in _detailed(strength, table) if strength[i] > 0 and strength[i] >= _BESIDE * best
    ]
    labels = [t for t in statement.service_types if taxonomy.type_codes((t,))]
    found = []
    for i in rows:
        item = table.entries[i].item
        types = [t for t in labels if taxonomy.type_codes((t,)) & set(item.types)]
        about = None if category[i] < 0 else model.lexicon.categories[category[i]].name
        reasons = _reasons(types if named[i] else [], about, words[i][1])
        score = round(1.0 - math.exp(-_STEEPNESS * strength[i]), _DECIMALS)
        found.append(Suggestion(table.entries[i], score, reasons, _cautions(table.entries[i])))
    return sorted(found, key=lambda s: (-s.score, s.entry.item.code, s.entry.directory.version))


def _strength(meant: float, words: float, stated: bool, tied: bool) -> float:
    """Return an entry's strength; where categories speak for it, words at most double those.

    Names of items are phrases that stand in many texts (社会治理): there they prove nothing alone.
    """
    said = min(_WORDS * words, meant) if tied else _WORDS * words
    return meant + said + _STATED * stated if meant or said else 0.0


def _meant(evidence: Floats, table: Crosswalk, model: TextModel) -> tuple[list[float], list[int]]:
    """Return for each entry the most that a category says for it, and that category (-1: none)."""
    meant = [0.0] * len(table.entries)
    category = [-1] * len(table.entries)
    inside = in_scope(model)
    taken = _OUTSIDE_TAKES * max(0.0, float(np.max(evidence[~inside], initial=0.0)))
    for row, weights in enumerate(table.weights):
        own = float(evidence[row]) - taken
        if inside[row] and own > 0:
            for index, weight in weights.items():
                if weight * own > meant[index]:
                    meant[index], category[index] = weight * own, row
    return meant, category


def _detailed(strength: Sequence[float], table: Crosswalk) -> list[int]:
    """Return the entries without those that a supported item below them stands for."""
    value = {
        (entry.directory.file, entry.item.code): own
        for entry, own in zip(table.entries, strength, strict=True)
    }
    replaced = {
        (entry.directory.file, above)
        for entry, own in zip(table.entries, strength, strict=True)
        for above in entry.directory.ancestors(entry.item)
        if own > 0 and own >= _INSTEAD * value.get((entry.directory.file, above), 0.0)
    }
    return [
        i for i, e in enumerate(table.entries) if (e.directory.file, e.item.code) not in replaced
    ]


def _reasons(types: Sequence[str], category: str | None, words: Sequence[str]) -> tuple[str, ...]:
    said = []
    if types:
        said.append(f"需求的服务类型“{'、'.join(types)}”属于此项。")
    if category is not None:
        said.append(f"内容与服务分类“{category}”相近，该分类归入此项。")
    if words:
        said.append(f"文字提到“{'”“'.join(words)}”。")
    return tuple(said)


def _cautions(entry: Entry) -> tuple[str, ...]:
    """Return what has to be kept in mind when the item is chosen (四(三), 五(三))."""
    item = entry.item
    said = [f"目录标明此项不满足“{name}”，购买前请核实。" for name in item.conditions.missing_zh]
    if item.in_principle_social:
        said.append("此项原则上由社会组织承接（五(三)），选择其他主体须写明理由。")
    if item.burden_reduction:
        said.append("此项属于社区减负事项。")
    return tuple(said)
