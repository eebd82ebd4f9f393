"""Ten years of a city under one policy: lists, choices, projects, evaluations, exits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Evaluation, PartialDate
from ..newcomers import newcomers_list
from ..parts import performance
from ..rank import rank
from .city import City, CityNeed, as_of
from .policy import Facts, Policy, Rule, columns

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

#: Rounds without a contract after which an organization is idle.
_IDLE = 2


@dataclass(frozen=True, slots=True)
class Line:
    """What happened to one need.

    Attributes
    ----------
    round : from 0 after the warm-up, negative in it.
    chosen : row of the organization, -1 where nobody had a free slot.
    value, best : true points of the chosen, and of the best that was free; NaN if nobody.
    newcomer : the chosen had never been evaluated.
    newcomers_shown, newcomers_eligible : share of such on the list and among the free.
    returning : the chosen had won in this round already or in the round before.
    """

    round: int
    type: int
    chosen: int
    value: float
    best: float
    newcomer: bool
    newcomers_shown: float
    newcomers_eligible: float
    returning: bool


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The needs of the rounds that count, and the organizations in the city, (n_round,) int64."""

    lines: tuple[Line, ...]
    active: Ints


@dataclass(slots=True, eq=False)
class _State:
    """What changes from need to need, by organization."""

    present: Mask
    won: Ints
    last_won: Ints
    free: Ints
    newcomer: Mask
    records: list[Evaluation] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def simulate(city: City, policy: Policy) -> History:
    """Run all rounds; the same city and policy give the same history."""
    count, warmup = len(city.catalog), city.settings.warmup
    state = _State(
        present=np.zeros(count, dtype=np.bool_),
        won=np.zeros(count, dtype=np.int64),
        last_won=city.entered - 1,
        free=np.zeros(count, dtype=np.int64),
        newcomer=np.ones(count, dtype=np.bool_),
    )
    lots = replace(policy, rule=Rule.LOTTERY, newcomers=False)
    active = []
    for number, needs in enumerate(city.needs):
        state.present |= city.entered == number
        state.free = np.where(state.present, city.slots, 0).astype(np.int64)
        current = lots if number < warmup else policy
        known = _performance(city, state, number, current)
        active.append(int(state.present.sum()))
        # A year's projects are evaluated after the year: records come in together.
        written = [
            record
            for need in needs
            for record in _serve(city, state, number, need, current, known.get(need.type))
        ]
        _learn(city, state, written)
        _leave(city, state, number)
    counted = tuple(line for line in state.lines if line.round >= 0)
    return History(counted, np.array(active[warmup:], dtype=np.int64))


def with_evaluations(catalog: Catalog, records: list[Evaluation]) -> Catalog:
    """Return the catalog with these evaluations for its own; its hash is left empty.

    Organizations and services are the same in every round: building them anew would take longer
    than the round.
    """
    ordered = tuple(sorted(records, key=lambda r: r.id))
    lists: list[list[Evaluation]] = [[] for _ in range(len(catalog))]
    for record in ordered:
        lists[catalog.organization_row[record.organization_id]].append(record)
    return replace(
        catalog, content_hash="", evaluations=ordered, evaluations_of=tuple(map(tuple, lists))
    )


def _performance(city: City, state: _State, number: int, policy: Policy) -> dict[int, Floats]:
    """Return the product's performance part by type, over all rows; NaN where not offered."""
    if not policy.uses_evaluations:
        return {}
    catalog = with_evaluations(city.catalog, state.records)
    found = {}
    for need in {need.type: need for need in reversed(city.needs[number])}.values():
        rows = need.rows[state.present[need.rows]]
        none = np.zeros(len(rows), dtype=np.float64)
        candidates = Candidates(rows, rows, none, none, none, none, none)
        part = performance.score(need.need, candidates, catalog, policy.weights, as_of(number))
        values = np.full(len(catalog), np.nan)
        if part.values is not None:
            values[rows] = part.values
        found[need.type] = values
    return found


def _serve(
    city: City, state: _State, number: int, need: CityNeed, policy: Policy, known: Floats | None
) -> list[Evaluation]:
    """Let the buyer choose for one need, write the line, and return the project's evaluations."""
    free = np.flatnonzero(state.free[need.rows] > 0)
    counted = number - city.settings.warmup
    if len(free) == 0:
        nobody = Line(counted, need.type, -1, np.nan, np.nan, False, 0.0, 0.0, False)
        state.lines.append(nobody)
        return []
    rows = need.rows[free]
    value = np.clip(
        city.quality[rows, number] - city.settings.mismatch * (1 - need.match[free]), 0.0, 100.0
    )
    facts = Facts(
        fit=need.fit[free],
        performance=None if known is None else known[rows],
        contracts=state.won[rows].astype(np.float64),
        value=value,
    )
    ids = [city.catalog.organizations[row].id for row in rows]
    order = rank(columns(policy.rule, facts), policy.weights, need.need.id, ids).order
    place = _choose(city, policy, need, order, facts.fit, state.newcomer[rows])
    row = int(rows[place])
    line = Line(
        round=counted,
        type=need.type,
        chosen=row,
        value=float(value[place]),
        best=float(value.max()),
        newcomer=bool(state.newcomer[row]),
        newcomers_shown=float(state.newcomer[rows[order[: city.settings.shown]]].mean()),
        newcomers_eligible=float(state.newcomer[rows].mean()),
        returning=bool(state.won[row] > 0 and state.last_won[row] >= number - 1),
    )
    state.lines.append(line)
    state.free[row] -= 1
    state.won[row] += 1
    state.last_won[row] = number
    return _evaluations(city, need, number, row, line.value)


def _choose(
    city: City, policy: Policy, need: CityNeed, order: Ints, fit: Floats, newcomer: Mask
) -> int:
    """Return whom the buyer takes: somebody of the list, of the newcomers' list, or anybody."""
    settings = city.settings
    if need.branch < settings.aside:
        return int(order[int(need.pick * len(order))])
    shown = order[: settings.shown]
    if policy.newcomers and need.branch < settings.aside + settings.newcomer_attention:
        listed = newcomers_list(order, fit, newcomer, settings.shown)
        if len(listed) > 0:
            return int(listed[int(need.pick * len(listed))])
    reach = np.cumsum(settings.attention ** np.arange(len(shown)))
    return int(shown[int(np.searchsorted(reach / reach[-1], need.pick, side="right"))])


def _evaluations(
    city: City, need: CityNeed, number: int, row: int, value: float
) -> list[Evaluation]:
    organization = city.catalog.organizations[row].id
    return [
        Evaluation(
            id=f"{need.need.id}-{place}",
            organization_id=organization,
            project=need.need.id,
            service_types=need.need.service_types,
            evaluator_type=verdict.source,
            evaluator_org=verdict.evaluator,
            score=round(min(max(value + verdict.offset, 0.0), 100.0), 1),
            sample_n=verdict.sample,
            evaluated_on=PartialDate(f"{as_of(number).year}-12-10"),
        )
        for place, verdict in enumerate(need.verdicts)
    ]


def _learn(city: City, state: _State, written: list[Evaluation]) -> None:
    state.records.extend(written)
    for record in written:
        state.newcomer[city.catalog.organization_row[record.organization_id]] = False


def _leave(city: City, state: _State, number: int) -> None:
    """Let organizations go: a few of all, more of those without a contract for two rounds."""
    idle = number - state.last_won >= _IDLE
    chance = np.where(idle, city.settings.leave_idle, city.settings.leave)
    state.present &= city.luck[:, number] >= chance
