"""Past evaluation 履约绩效: the shrunken mean of what others judged (五(七), docs/ranking.md).

``E = (k·μ + Σ wᵢxᵢ) / (k + Σ wᵢ)``: few records leave the mean near the prior, so that one lucky
score wins nothing and a newcomer loses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..candidates import Candidates
from ..catalog import Catalog
from ..dates import age_in_months, first_day
from ..model import Evaluation, EvaluatorType, EvidenceRecord, Need
from ..taxonomy import taxonomy
from ..weights import Shrinkage, Weights
from .column import PartColumn, column
from .evaluators import NO_SCALE, Scale, common_scale

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


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return clip((E − 60) / 35, 0, 1) for every candidate."""
    found = all_evidence(need, candidates, catalog, weights, as_of)

    def detail(index: int) -> str:
        e = found[index]
        if e.used == 0:
            return f"没有可用的评价记录，按平均水平 {e.prior:g} 分计。"
        return (
            f"有效评价 {e.used} 次，其中第三方 {e.third_party} 次，平均 {e.plain_mean:.1f} 分，"
            f"按来源、时间和类型加权（权重合计 {e.weight:.2f}）并向平均水平 {e.prior:g} 分收缩后为 "
            f"{e.mean:.2f} 分。"
        )

    return column([(e.mean - _FLOOR) / _SPAN for e in found], detail)


def all_evidence(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> tuple[Evidence, ...]:
    """Return the evidence of every candidate, judged by the need's service types.

    A need that states none is judged by the types of the service that was found for it.
    """
    stated = taxonomy().type_codes(need.service_types)
    rule = weights.shrinkage
    scale = common_scale(
        catalog.evaluations, lambda r: _counts(r, as_of, rule), rule.standardise_from
    )
    priors: dict[frozenset[str], float] = {}
    found = []
    for organization, service in zip(candidates.organization, candidates.service, strict=True):
        types = stated or taxonomy().type_codes(catalog.services[service].service_types)
        if types not in priors:
            priors[types] = prior_mean(catalog.evaluations, types, as_of, rule, scale)
        records = catalog.evaluations_of[organization]
        found.append(evidence(records, types, as_of, rule, priors[types], scale))
    return tuple(found)


def evidence(
    records: Iterable[Evaluation],
    types: frozenset[str],
    as_of: date,
    rule: Shrinkage,
    prior: float,
    scale: Scale = NO_SCALE,
) -> Evidence:
    """Return the shrunken mean of one organization's records as of a day."""
    used = [r for r in records if _counts(r, as_of, rule)]
    self_total = sum(_weight(r, types, as_of, rule) for r in used if _is_self(r))
    self_factor = min(1.0, rule.self_cap / self_total) if self_total > 0 else 1.0
    kept = []
    total, weighted = 0.0, 0.0
    for record in used:
        factor = self_factor if _is_self(record) else 1.0
        weight = _weight(record, types, as_of, rule) * factor
        points = scale.points(record)
        total += weight
        weighted += weight * points
        kept.append(_kept(record, points, weight))
    return Evidence(
        mean=(rule.k * prior + weighted) / (rule.k + total),
        weight=total,
        used=len(used),
        third_party=sum(_source(r) is EvaluatorType.THIRD_PARTY for r in used),
        plain_mean=sum(_points(r) for r in used) / len(used) if used else None,
        prior=prior,
        records=tuple(kept),
    )


def _kept(record: Evaluation, points: float, weight: float) -> EvidenceRecord:
    source = _source(record)
    return EvidenceRecord(
        evaluation_id=record.id,
        project=record.project,
        source_zh="" if source is None else source.value,
        evaluator=record.evaluator_org,
        evaluated_on=str(record.evaluated_on),
        score=round(_points(record), 6),
        points=round(points, 6),
        weight=round(weight, 6),
    )


def prior_mean(
    records: Iterable[Evaluation],
    types: frozenset[str],
    as_of: date,
    rule: Shrinkage,
    scale: Scale = NO_SCALE,
) -> float:
    """Return μ: the mean of third-party scores of these service types when enough are in force."""
    scores = [
        scale.points(r)
        for r in records
        if _source(r) is EvaluatorType.THIRD_PARTY
        and _counts(r, as_of, rule)
        and not types.isdisjoint(taxonomy().type_codes(r.service_types))
    ]
    if len(scores) < max(rule.mu_min_records, 1):
        return rule.mu
    return sum(sorted(scores)) / len(scores)


def _counts(record: Evaluation, as_of: date, rule: Shrinkage) -> bool:
    """Return whether a record takes part; an undated one cannot be aged and is left out."""
    if not record.valid or record.disputed or record.score is None:
        return False
    if record.evaluator_type is None or record.evaluated_on is None:
        return False
    if first_day(record.evaluated_on) > as_of:
        return False
    return age_in_months(record.evaluated_on, as_of) <= rule.max_age_months


def _source(record: Evaluation) -> EvaluatorType | None:
    """Return who judged; an evaluator tied to the evaluated counts as the evaluated itself."""
    return EvaluatorType.SELF if record.conflict else record.evaluator_type


def _is_self(record: Evaluation) -> bool:
    return _source(record) is EvaluatorType.SELF


def _points(record: Evaluation) -> float:
    return min(max(record.score or 0.0, 0.0), 100.0)


def _weight(record: Evaluation, types: frozenset[str], as_of: date, rule: Shrinkage) -> float:
    """Return source × 0.5^(age / half-life) × relevance."""
    source = _source(record)
    if source is None or record.evaluated_on is None:
        return 0.0
    worth = rule.source[source.value]
    small = record.sample_n is None or record.sample_n < rule.min_sample
    if source is EvaluatorType.BENEFICIARY and small:
        worth = rule.small_sample
    age = age_in_months(record.evaluated_on, as_of)
    same = not types.isdisjoint(taxonomy().type_codes(record.service_types))
    decay = math.exp2(-age / rule.half_life_months)
    return worth * decay * (1.0 if same else rule.other_type)
