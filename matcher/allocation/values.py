"""What allocation takes and gives: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Choice:
    """An organization that a need's own run lists at or above the fit threshold.

    ``points`` is the run's total in [0, 100].
    """

    organization_id: str
    organization_name: str
    points: float


@dataclass(frozen=True, slots=True)
class Asking:
    """One need of the batch with its own list, best first; ``budget`` in 元, None = unknown."""

    need_id: str
    code: str
    title: str
    run_id: str
    budget: Decimal | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money for some of the needs: their budgets together stay within ``limit`` (元)."""

    name: str
    limit: Decimal
    need_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """The needs and what holds for all of them.

    ``slots``: how many needs of this batch each organization can take, >= 0, for every
    organization that a list names. ``newcomers``: ids of those without recent evaluations.
    """

    needs: tuple[Asking, ...]
    slots: Mapping[str, int]
    newcomers: frozenset[str] = frozenset()
    lines: tuple[BudgetLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """How many organizations each need gets (``k`` >= 1) and the newcomers' least share.

    ``newcomer_share`` in [0, 1] of all places given, rounded down: 0.1 is one in every ten.
    """

    k: int = 1
    newcomer_share: Decimal = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Given:
    """One place: the organization, its rank in the need's own list, and what the need gave up.

    ``given_up`` >= 0 in points, against the choice the need would have had alone; ``reason_zh``
    says why it did not get that, empty where it did.
    """

    organization_id: str
    organization_name: str
    newcomer: bool
    rank: int
    points: float
    given_up: float
    reason_zh: str


@dataclass(frozen=True, slots=True)
class NeedAllocation:
    """What one need got: up to k places, and why there are fewer."""

    need_id: str
    code: str
    title: str
    run_id: str
    choices: int
    given: tuple[Given, ...]
    missing_zh: str


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The floor: ``wanted`` = share × places, rounded down, and ``given`` in the end.

    ``unforced`` places went to newcomers before the floor was asked for. ``possible`` is what the
    lists allow at most; it equals ``unforced`` where no more are wanted. ``cost`` >= 0 is what all
    needs together gave up for the floor, in points.
    """

    wanted: int
    possible: int
    given: int
    unforced: int
    cost: float


@dataclass(frozen=True, slots=True)
class LineUse:
    """A budget line: its limit, what all its needs ask for, what was given, in 元."""

    name: str
    limit: Decimal
    asked: Decimal
    used: Decimal


@dataclass(frozen=True, slots=True)
class Allocation:
    """The whole batch, needs in the order of their codes.

    ``total`` points of all places; ``one_by_one`` what needs would get that choose in turn, by
    code, under the same limits and without floor. ``proved`` says that nothing better exists.
    """

    id: str
    k: int
    newcomer_share: Decimal
    places: int
    total: float
    one_by_one: float
    proved: bool
    newcomers: Newcomers
    lines: tuple[LineUse, ...]
    needs: tuple[NeedAllocation, ...]
