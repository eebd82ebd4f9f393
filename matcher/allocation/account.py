"""The account of an allocation: what every need got, gave up, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .counterfactual import Counterfactuals
from .problem import Layout, cents
from .reasons import Holder, missing_zh, not_first_zh
from .solver import Integers
from .values import Asking, Batch, Given, LineUse, NeedAllocation, Rules


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """Places by need (ranks in its own list) and by organization (who holds its slots)."""

    batch: Batch
    rules: Rules
    needs: tuple[Asking, ...]
    taken: dict[str, tuple[int, ...]]
    holders: dict[str, tuple[Holder, ...]]
    otherwise: Counterfactuals

    @classmethod
    def of(
        cls,
        layout: Layout,
        batch: Batch,
        rules: Rules,
        arcs: Integers,
        otherwise: Counterfactuals,
    ) -> Account:
        """Collect the chosen arcs; needs and holders stand in the order of codes."""
        needs = tuple(sorted(layout.needs, key=lambda n: (n.code, n.need_id)))
        ranks: dict[str, list[int]] = {need.need_id: [] for need in needs}
        for arc in arcs.tolist():
            need = layout.needs[int(layout.problem.need[arc])]
            ranks[need.need_id].append(int(layout.ranks[arc]))
        taken = {need_id: tuple(sorted(found)) for need_id, found in ranks.items()}
        holders: dict[str, list[Holder]] = {}
        for need in needs:
            for rank in taken[need.need_id]:
                choice = need.choices[rank]
                holder = Holder(need.code or need.title, choice.points)
                holders.setdefault(choice.organization_id, []).append(holder)
        named = {o: tuple(held) for o, held in holders.items()}
        return cls(batch, rules, needs, taken, named, otherwise)

    def full(self, organization_id: str) -> bool:
        """Return whether all slots of an organization are given."""
        return len(self.holders.get(organization_id, ())) >= self.batch.slots[organization_id]


def need_allocations(account: Account) -> tuple[NeedAllocation, ...]:
    """Return every need's places, in the order of codes."""
    lines = line_uses(account)
    return tuple(_allocation(account, need, lines) for need in account.needs)


def line_uses(account: Account) -> tuple[LineUse, ...]:
    """Return what every budget line was asked for and what was given from it."""
    found = []
    for line in account.batch.lines:
        inside = [need for need in account.needs if need.need_id in line.need_ids]
        given = [need for need in inside if account.taken[need.need_id]]
        found.append(LineUse(line.name, line.limit, _sum(inside), _sum(given)))
    return tuple(found)


def _sum(needs: Sequence[Asking]) -> Decimal:
    return sum((need.budget for need in needs if need.budget is not None), Decimal(0))


def _allocation(account: Account, need: Asking, lines: tuple[LineUse, ...]) -> NeedAllocation:
    ranks = account.taken[need.need_id]
    k = account.rules.k
    # Alone the need would have its first k: what lies behind them stands for one that it missed.
    missed = (rank for rank in range(min(k, len(need.choices))) if rank not in ranks)
    given = tuple(
        _given(account, need, rank, next(missed) if rank >= k else None) for rank in ranks
    )
    short = len(ranks) < k
    return NeedAllocation(
        need_id=need.need_id,
        code=need.code,
        title=need.title,
        run_id=need.run_id,
        choices=len(need.choices),
        given=given,
        missing_zh=_missing(account, need, lines) if short else "",
    )


def _given(account: Account, need: Asking, rank: int, missed: int | None) -> Given:
    """Return one place; ``missed`` is the rank of the first choice that it stands for, if any."""
    choice = need.choices[rank]
    newcomer = choice.organization_id in account.batch.newcomers
    given_up, reason = 0.0, ""
    if missed is not None:
        first = need.choices[missed]
        full = account.full(first.organization_id)
        given_up = round(first.points - choice.points, 6)
        reason = not_first_zh(
            missed,
            first,
            choice,
            holders=account.holders.get(first.organization_id, ()) if full else None,
            newcomer=newcomer,
            loss=account.otherwise.loss(need.need_id, missed),
        )
    return Given(
        organization_id=choice.organization_id,
        organization_name=choice.organization_name,
        newcomer=newcomer,
        rank=rank + 1,
        points=choice.points,
        given_up=given_up,
        reason_zh=reason,
    )


def _missing(account: Account, need: Asking, lines: tuple[LineUse, ...]) -> str:
    mine = [
        use
        for use, line in zip(lines, account.batch.lines, strict=True)
        if need.need_id in line.need_ids
    ]
    ranks = account.taken[need.need_id]
    open_choices = [
        choice
        for rank, choice in enumerate(need.choices)
        if rank not in ranks and not account.full(choice.organization_id)
    ]
    budget = cents(need.budget)
    short = [use for use in mine if cents(use.used) + budget > cents(use.limit)]
    return missing_zh(
        need,
        lines=mine,
        short=short if open_choices and not ranks else [],
        holders=[account.holders.get(choice.organization_id, ()) for choice in need.choices],
        got=len(ranks),
        k=account.rules.k,
    )
