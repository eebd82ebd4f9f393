"""Past evaluation 履约绩效: the shrunken mean of what others judged (五(七), docs/ranking.md).

``E = (k·μ + Σ wᵢxᵢ) / (k + Σ wᵢ)``: few records leave the mean near the prior, so that one lucky
score wins nothing and a newcomer loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Evaluation, EvaluatorType, EvidenceRecord, Need
from ..taxonomy import taxonomy
from ..weights import Shrinkage, Weights
from .column import FloatColumn, PartColumn, column
from .evaluators import NO_SCALE, Scale
from .judged import judged, means, means_each
from .offers import codes_of, offers, type_bits
from .records import counts, recorded_points, source_of, weight_of

#: The value of a mean of 60 is 0 and of 95 is 1.
_FLOOR, _SPAN = 60.0, 35.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The shrunken mean and what it stands on.

    ``mean`` in points of 100, ``weight`` Σw, ``used`` and ``third_party`` counts of records,
    ``plain_mean`` their unweighted mean or None, ``prior`` μ; ``records`` are those used, each with
    its weight and points, of which the mean is made.
    """

    mean: float
    weight: float
    used: int
    third_party: int
    plain_mean: float | None
    prior: float
    records: tuple[EvidenceRecord, ...] = ()

    @property
    def strength_zh(self) -> str:
        """Return 不足 below Σw 1, 一般 up to 3, 充分 above."""
        if self.weight < 1:
            return "不足"
        return "一般" if self.weight <= 3 else "充分"


@dataclass(frozen=True, slots=True, eq=False)
class EvidenceColumns:
    """The evidence of all candidates as columns, (n,) float64; ``at`` puts one together."""

    mean: FloatColumn
    weight: FloatColumn
    at: Callable[[int], Evidence]


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return clip((E − 60) / 35, 0, 1) for every candidate."""
    found = all_evidence(need, candidates, catalog, weights, as_of)

    def detail(index: int) -> str:
        e = found.at(index)
        if e.used == 0:
            return f"没有可用的评价记录，按平均水平 {e.prior:g} 分计。"
        return (
            f"有效评价 {e.used} 次，其中第三方 {e.third_party} 次，平均 {e.plain_mean:.1f} 分，"
            f"按来源、时间和类型加权（权重合计 {e.weight:.2f}）并向平均水平 {e.prior:g} 分收缩后为 "
            f"{e.mean:.2f} 分。"
        )

    return column((found.mean - _FLOOR) / _SPAN, detail)


def all_evidence(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> EvidenceColumns:
    """Return the evidence of every candidate, judged by the need's service types.

    A need that states none is judged by the types of the service that was found for it.
    """
    rule, held = weights.shrinkage, judged(catalog, as_of, weights.shrinkage)
    stated, rows = type_bits(need.service_types), candidates.organization
    types = np.full(len(catalog), stated, dtype=np.int64)
    if not stated:
        types[rows] = offers(catalog).types[candidates.service]
    found = means(held, stated, rule) if stated else means_each(held, types, rule)

    def at(index: int) -> Evidence:
        row = int(rows[index])
        codes = codes_of(int(types[row]), taxonomy().service_types)
        prior = float(found.prior[row])
        return evidence(catalog.evaluations_of[row], codes, as_of, rule, prior, held.scale)

    return EvidenceColumns(found.mean[rows], found.weight[rows], at)


def evidence(
    records: Iterable[Evaluation],
    types: frozenset[str],
    as_of: date,
    rule: Shrinkage,
    prior: float,
    scale: Scale = NO_SCALE,
) -> Evidence:
    """Return the shrunken mean of one organization's records as of a day."""
    used = [r for r in records if counts(r, as_of, rule)]
    self_total = sum(weight_of(r, types, as_of, rule) for r in used if _is_self(r))
    self_factor = min(1.0, rule.self_cap / self_total) if self_total > 0 else 1.0
    kept = []
    total, weighted = 0.0, 0.0
    for record in used:
        factor = self_factor if _is_self(record) else 1.0
        weight = weight_of(record, types, as_of, rule) * factor
        points = scale.points(record)
        total += weight
        weighted += weight * points
        kept.append(_kept(record, points, weight))
    return Evidence(
        mean=(rule.k * prior + weighted) / (rule.k + total),
        weight=total,
        used=len(used),
        third_party=sum(source_of(r) is EvaluatorType.THIRD_PARTY for r in used),
        plain_mean=sum(recorded_points(r) for r in used) / len(used) if used else None,
        prior=prior,
        records=tuple(kept),
    )


def _is_self(record: Evaluation) -> bool:
    return source_of(record) is EvaluatorType.SELF


def _kept(record: Evaluation, points: float, weight: float) -> EvidenceRecord:
    source = source_of(record)
    return EvidenceRecord(
        evaluation_id=record.id,
        project=record.project,
        source_zh="" if source is None else source.value,
        evaluator=record.evaluator_org,
        evaluated_on=str(record.evaluated_on),
        score=round(recorded_points(record), 6),
        points=round(points, 6),
        weight=round(weight, 6),
    )
