"""What decides the order of a list: one rule, its weights, and whether newcomers get a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from ..errors import InvalidInput
from ..model import PART_NAMES
from ..parts import PartColumn, column, not_applicable
from ..weights import Weights, default_weights

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

#: "Without shrinkage": the prior weighs nothing as soon as there is one record.
NO_SHRINKAGE = 1e-9


class Rule(StrEnum):
    """What the order is made of.

    ``TRUTH`` and ``LOTTERY`` are the bounds between which the others lie.
    """

    LOTTERY = "抽签"
    SIMILARITY = "只看相似"
    EVALUATION = "只看评价"
    POPULARITY = "只看承接次数"
    BLEND = "综合"
    TRUTH = "知道真实质量"


@dataclass(frozen=True, slots=True)
class TrialWeights(Weights):
    """Weights that only have to sum to 100: what lies outside the ranges can be tried, not used."""

    def __post_init__(self) -> None:
        """Ask for the seven parts and the sum alone."""
        if set(self.parts) != set(PART_NAMES):
            raise InvalidInput("权重必须正好包含七个部分。", field="parts")
        if abs(sum(self.parts[name] for name in PART_NAMES) - 100) > 1e-9:
            raise InvalidInput("七个部分的权重之和必须为 100。", field="parts")
        if min(self.parts[name] for name in PART_NAMES) < 0:
            raise InvalidInput("权重不能为负。", field="parts")


def trial_weights(
    performance: float, k: float | None = None, mu_min_records: int | None = None
) -> TrialWeights:
    """Return the shipped weights with another one for performance, taken from or given to fit.

    ``performance`` from 0 to 70 (fit and performance together); ``k`` the prior strength, > 0;
    ``mu_min_records`` the records from which a type's own mean is the prior.
    """
    shipped = default_weights()
    both = shipped.parts["fit"] + shipped.parts["performance"]
    rule = shipped.shrinkage
    shrinkage = replace(
        rule,
        k=rule.k if k is None else k,
        mu_min_records=rule.mu_min_records if mu_min_records is None else mu_min_records,
    )
    if shrinkage.k <= 0:
        raise InvalidInput("先验强度 k 必须大于 0。", field="k")
    return TrialWeights(
        version=f"trial-{performance:g}-{shrinkage.k:g}-{shrinkage.mu_min_records}",
        parts={**shipped.parts, "performance": performance, "fit": both - performance},
        fit_split=shipped.fit_split,
        fit_threshold=shipped.fit_threshold,
        shrinkage=shrinkage,
    )


@dataclass(frozen=True, slots=True)
class Policy:
    """A named way to order candidates; ``newcomers`` adds a list of one newcomer per five shown."""

    name: str
    rule: Rule
    weights: Weights
    newcomers: bool = False

    @property
    def uses_evaluations(self) -> bool:
        """Return whether past evaluations take part."""
        return self.rule in (Rule.EVALUATION, Rule.BLEND)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What a rule may look at, (n_candidate,) float64 each; None where it does not look."""

    fit: Floats
    performance: Floats | None
    contracts: Floats
    value: Floats


def columns(rule: Rule, facts: Facts) -> Mapping[str, PartColumn]:
    """Return the parts that apply under a rule, for `matcher.rank.rank`.

    The five other parts are left out, as if all were equal in them; under ``LOTTERY`` all are, and
    the neutral order of equals decides.
    """
    applied: dict[str, Floats] = {}
    if rule in (Rule.SIMILARITY, Rule.BLEND):
        applied["fit"] = facts.fit
    if rule in (Rule.EVALUATION, Rule.BLEND) and facts.performance is not None:
        applied["performance"] = facts.performance
    if rule is Rule.POPULARITY:
        applied["performance"] = facts.contracts / max(float(facts.contracts.max()), 1.0)
    if rule is Rule.TRUTH:
        applied["fit"] = facts.value / 100.0
    return {
        name: column(applied[name], _unsaid) if name in applied else not_applicable("模拟中不计。")
        for name in PART_NAMES
    }


def _unsaid(_: int) -> str:
    return "模拟值。"
