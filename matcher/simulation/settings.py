"""The assumptions of a made-up city, each a number that a scenario may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..errors import InvalidInput
from ..model import EvaluatorType


@dataclass(frozen=True, slots=True)
class Source:
    """How one kind of evaluator judges: score = true value + ``bias`` + leniency + noise.

    ``frequency`` share of projects it judges; ``bias`` and ``noise`` (standard deviation) in points
    of 100; ``evaluators`` how many there are, each with a ``leniency`` drawn once with this
    standard deviation.
    """

    frequency: float
    bias: float
    noise: float
    evaluators: int = 1
    leniency: float = 0.0


#: All are kinder than the truth, third parties least; self-evaluations praise (五(七)). With these
#: the recorded third-party mean lies near the shipped prior of 80.
SOURCES: Mapping[EvaluatorType, Source] = MappingProxyType(
    {
        EvaluatorType.THIRD_PARTY: Source(0.5, 8.0, 4.0, evaluators=4, leniency=2.0),
        EvaluatorType.DEPARTMENT: Source(0.2, 9.0, 5.0, evaluators=2, leniency=2.0),
        EvaluatorType.BUYER: Source(0.7, 12.0, 5.0, evaluators=8, leniency=3.0),
        EvaluatorType.BENEFICIARY: Source(0.5, 10.0, 6.0),
        EvaluatorType.SELF: Source(0.5, 20.0, 3.0),
    }
)


@dataclass(frozen=True, slots=True)
class CitySettings:
    """Size, chance and behaviour of a city.

    Attributes
    ----------
    rounds, warmup : yearly rounds that count, and rounds before them in which lots are drawn.
    types, organizations : service types; organizations at the start.
    needs, entrants : mean number of needs per type and round; of new organizations per round.
    leave, leave_idle : chance to leave after a round; for those without a contract in two rounds.
    slots : most projects that an organization can take in one round (drawn from 1 up to it).
    quality_mean, quality_sd : true quality in points of 100; ``persistence`` its correlation from
        one year to the next.
    mismatch : points lost where an organization's ability and the need have nothing in common.
    reach : distance at which ability and need agree by 0.61; positions are drawn from N(0, 1)².
    text_noise : standard deviation between what a text says and what is meant.
    shown : places of the list; ``attention`` factor of a choice from one place to the next.
    aside : chance that the buyer takes anybody eligible, list or not.
    newcomer_attention : chance that a buyer who is shown a newcomers' list takes from it.
    """

    rounds: int = 10
    warmup: int = 2
    types: int = 3
    organizations: int = 48
    needs: float = 8.0
    entrants: float = 4.5
    leave: float = 0.04
    leave_idle: float = 0.12
    slots: int = 3
    quality_mean: float = 78.0
    quality_sd: float = 8.0
    persistence: float = 0.95
    mismatch: float = 25.0
    reach: float = 1.5
    text_noise: float = 0.5
    shown: int = 5
    attention: float = 0.6
    aside: float = 0.05
    newcomer_attention: float = 0.15
    sources: Mapping[EvaluatorType, Source] = field(default_factory=lambda: SOURCES)

    def __post_init__(self) -> None:
        """Refuse a city in which nothing could happen."""
        counts = (self.rounds, self.types, self.organizations, self.slots, self.shown)
        chances = (
            self.leave,
            self.leave_idle,
            self.aside,
            self.newcomer_attention,
            *(source.frequency for source in self.sources.values()),
        )
        spreads = (self.needs, self.entrants, self.quality_sd, self.mismatch, self.text_noise)
        if min(counts) < 1 or self.warmup < 0:
            raise InvalidInput("轮数、类型、组织、名额和名单长度都必须不小于 1。", field="counts")
        if min(chances) < 0 or max(chances) > 1:
            raise InvalidInput("概率必须在 0 到 1 之间。", field="chances")
        if min(spreads) < 0 or self.reach <= 0 or not 0 < self.attention <= 1:
            raise InvalidInput("数量、离散程度和注意力参数超出范围。", field="spreads")
        if not 0 <= self.persistence <= 1:
            raise InvalidInput("质量的年度相关必须在 0 到 1 之间。", field="persistence")
