"""Ranking weights and parameters: versioned data with ranges, never code (docs/ranking.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from .errors import InvalidInput
from .model import PART_NAMES

#: Allowed range of each part's weight out of 100 (docs/ranking.md).
RANGES: Mapping[str, tuple[float, float]] = {
    "fit": (35, 60),
    "performance": (15, 35),
    "capacity": (5, 20),
    "budget": (5, 15),
    "coverage": (0, 10),
    "rating": (0, 5),
    "continuity": (0, 5),
}


#: What the parts are called, in presentation order.
PARTS_ZH: Mapping[str, str] = {
    "fit": "需求契合",
    "performance": "履约绩效",
    "capacity": "承接能力",
    "budget": "预算契合",
    "coverage": "服务可达",
    "rating": "评估等级",
    "continuity": "连续性",
}


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Parameters of the evaluation mean, symbols as in docs/ranking.md.

    ``k`` prior strength (2–5), ``mu`` prior mean, ``mu_min_records`` third-party records of a
    service type from which their mean replaces ``mu``, ``half_life_months`` (18–36),
    ``max_age_months`` beyond which a record is ignored, ``self_cap`` total weight of self
    evaluations, ``source`` weight per evaluator type, ``small_sample`` weight of beneficiary
    surveys below ``min_sample``, ``other_type`` relevance of another service type,
    ``standardise_from`` records of one evaluator from which its scores are put on one scale.
    """

    k: float
    mu: float
    mu_min_records: int
    half_life_months: float
    max_age_months: int
    self_cap: float
    source: Mapping[str, float]
    min_sample: int
    small_sample: float
    other_type: float
    standardise_from: int = 20

    def __hash__(self) -> int:
        return hash((self.k, self.mu, self.half_life_months, self.max_age_months, self.self_cap))


@dataclass(frozen=True, slots=True)
class Weights:
    """One version of the ranking weights; the seven parts sum to 100.

    ``fit_threshold``: below this best fit the answer is 暂无合适组织. ``fit_split`` divides the fit
    part into similarity, service type and beneficiaries (sum 45 by default).
    """

    version: str
    parts: Mapping[str, float]
    fit_split: Mapping[str, float]
    fit_threshold: float
    shrinkage: Shrinkage

    def __post_init__(self) -> None:
        if set(self.parts) != set(PART_NAMES):
            raise InvalidInput("权重必须正好包含七个部分。", field="parts")
        total = sum(self.parts[name] for name in PART_NAMES)
        if abs(total - 100) > 1e-9:
            raise InvalidInput(f"七个部分的权重之和为 {total:g}，必须为 100。", field="parts")
        for name in PART_NAMES:
            low, high = RANGES[name]
            if not low <= self.parts[name] <= high:
                raise InvalidInput(
                    f"“{name}”的权重 {self.parts[name]:g} 超出允许范围 {low:g}–{high:g}。",
                    field=name,
                )


def weights_from_json(text: str) -> Weights:
    """Parse one weights document; raises :class:`InvalidInput` when it breaks a rule."""
    body = json.loads(text)
    return Weights(**{**body, "shrinkage": Shrinkage(**body["shrinkage"])})


def default_weights() -> Weights:
    """Return the shipped weights (docs/ranking.md)."""
    return weights_from_json(default_weights_json())


def default_weights_json() -> str:
    """Return the shipped weights document as text, to seed the store with."""
    return resources.files("matcher").joinpath("data/weights.json").read_text(encoding="utf-8")
