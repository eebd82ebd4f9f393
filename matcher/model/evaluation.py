"""Past evaluations of delivered projects (绩效评价, docs/catalog.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .base import Meta, PartialDate


class EvaluatorType(StrEnum):
    """Who judged; the weight of each is in :mod:`matcher.weights` (docs/ranking.md)."""

    THIRD_PARTY = "第三方"
    FINANCE = "财政"
    DEPARTMENT = "部门"
    BUYER = "购买方"
    BENEFICIARY = "服务对象"
    SELF = "自评"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One evaluation record; ``score`` is on 0–100 whatever scale it was written in.

    ``score_from_grade`` marks a score converted from a grade; ``evaluator_type`` None = not stated,
    which takes no part in scoring. ``satisfaction`` is in percent. ``disputed`` weighs 0 until
    settled; ``conflict`` (evaluator tied to the evaluated) does not count as third party.
    """

    id: str
    organization_id: str
    project: str = ""
    service_types: tuple[str, ...] = ()
    stage: str = ""
    evaluator_type: EvaluatorType | None = None
    evaluator_org: str = ""
    score: float | None = None
    scale_max: float = 100.0
    grade: str = ""
    score_from_grade: bool = False
    satisfaction: float | None = None
    sample_n: int | None = None
    evaluated_on: PartialDate | None = None
    disputed: bool = False
    conflict: bool = False
    valid: bool = True
    notes: tuple[str, ...] = ()
    remarks: str = ""
    meta: Meta | None = None
