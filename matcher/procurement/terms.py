"""Terms of contracts and renewals: at most 36 months, then an open choice again (五(五), T55)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..dates import months_between
from ..errors import Conflict, InvalidInput, NotFound
from ..model import Contract, ContractStatus, PartialDate
from ..publication import LONGEST_TERM

#: A contract of at most this many months needs no conditions (财政部令第102号 Art. 24).
ONE_YEAR = 12
#: The four conditions of 五(五) in the order of ``Need.continuity_conditions``.
CONDITIONS_ZH = ("需求相对固定", "连续性强", "价格变化较小", "年度预算能够保障")
Conditions = tuple[bool, bool, bool, bool]
_NONE: Conditions = (False, False, False, False)


@dataclass(frozen=True, slots=True)
class TermCheck:
    """Whether one more contract fits: months behind it, its own, and together.

    ``allowed`` only without ``problems_zh``. ``recompete``: the same provider has used up the 36
    months, so that a fresh recommendation with at least 3 alternatives must come first.
    """

    months_before: int
    next_months: int
    total: int
    allowed: bool
    recompete: bool
    problems_zh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expiring:
    """A running contract near its end (W16); ``days_left`` >= 0, 0 = ends on the day itself."""

    contract: Contract
    days_left: int
    sentence_zh: str


def months_of_contract(contract: Contract) -> int:
    """Return the months that a contract runs or ran, >= 0; InvalidInput if its end is before.

    Both ends counted as in :func:`matcher.dates.months_between`. One that was ended early counts to
    its real end.
    """
    if contract.end < contract.start:
        raise InvalidInput(
            f"合同 {contract.code} 的结束日期 {contract.end} 早于开始日期 {contract.start}，"
            "请核对。",
            field="end",
        )
    end = contract.end if contract.ended_on is None else min(contract.end, contract.ended_on)
    if end < contract.start:
        return 0
    return months_between(_partial(contract.start), _partial(end))


def chain_of(contract: Contract, contracts: Iterable[Contract]) -> tuple[Contract, ...]:
    """Return the contract and those it prolongs with the same provider, the oldest first.

    A predecessor of another provider begins nothing that counts: the chain starts after it. Raises
    NotFound when a predecessor is not among ``contracts``, Conflict when they prolong each other in
    a circle.
    """
    known = {found.id: found for found in contracts}
    known[contract.id] = contract
    chain, seen = [contract], {contract.id}
    while (before := chain[-1].renewal_of) != "":
        if before in seen:
            codes = "、".join(found.code for found in chain)
            raise Conflict(f"合同 {codes} 互为续签，成了循环；请更正“续签自”一栏。")
        found = known.get(before)
        if found is None:
            raise NotFound(
                f"合同 {chain[-1].code} 写明续签自 {before}，但没有这份合同；"
                "请先登记原合同，或更正“续签自”一栏。"
            )
        if found.organization_id != contract.organization_id:
            break
        seen.add(before)
        chain.append(found)
    return tuple(reversed(chain))


def over_term(
    chain: Sequence[Contract], next_months: int, conditions: Conditions = _NONE
) -> TermCheck:
    """Return whether a contract of ``next_months`` (>= 1) may follow ``chain`` (may be empty).

    ``chain`` is what the same provider had before, as :func:`chain_of` gives it. More than 12
    months, in one contract or together, need all four ``conditions``.
    """
    if next_months < 1:
        raise InvalidInput("合同期限须不少于 1 个月。", field="months")
    before = sum(map(months_of_contract, chain))
    total = before + next_months
    recompete = bool(chain) and total > LONGEST_TERM
    problems = []
    if next_months > LONGEST_TERM:
        problems.append(
            f"合同期限 {next_months} 个月，超过 {LONGEST_TERM} 个月（五(五)），请缩短期限。"
        )
    if recompete:
        problems.append(
            f"同一组织已连续承接 {before} 个月，加上这次 {next_months} 个月共 {total} 个月，"
            f"超过 {LONGEST_TERM} 个月：请重新推荐、至少比较 3 家，不能直接续签（五(五)）。"
        )
    missing = [name for name, met in zip(CONDITIONS_ZH, conditions, strict=True) if not met]
    if total > ONE_YEAR and missing:
        problems.append(
            f"期限共 {total} 个月，超过 {ONE_YEAR} 个月须四项条件都具备（五(五)），"
            f"还没有确认：{'、'.join(missing)}。"
        )
    return TermCheck(before, next_months, total, not problems, recompete, tuple(problems))


def expiring(contracts: Iterable[Contract], as_of: date, days: int = 90) -> tuple[Expiring, ...]:
    """Return the running contracts that end within ``days`` (>= 0) from ``as_of``, soonest first.

    Contracts that have not begun yet or are over are not among them (W16).
    """
    if days < 0:
        raise InvalidInput("提前天数须不小于 0。", field="days")
    found = [
        Expiring(contract, left, _ends_soon(contract, left))
        for contract in contracts
        if contract.status is ContractStatus.RUNNING
        and contract.start <= as_of
        and 0 <= (left := (contract.end - as_of).days) <= days
    ]
    return tuple(sorted(found, key=lambda e: (e.contract.end, e.contract.code, e.contract.id)))


def _ends_soon(contract: Contract, left: int) -> str:
    when = "今天到期" if left == 0 else f"还有 {left} 天到期"
    return (
        f"合同 {contract.code}“{contract.title}”于 {contract.end.isoformat()} 到期（{when}），"
        "请安排末期评估，并决定结项、续签还是重新选择。"
    )


def _partial(day: date) -> PartialDate:
    return PartialDate(day.isoformat())
