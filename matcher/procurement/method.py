"""The hint which way of purchase is lawful for a need (五(四), docs/procurement.md).

A hint, not a decision: it says what an amount asks for and where the need states something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..model import Need
from .amounts import Budget, YearAmount, amount_zh, budget_of, years_of
from .funding import funding_notes, funding_warnings, term_warnings
from .ladder import KNOWN_NAMES, LADDER, STATUTORY_NAMES, Level, Method, level_of
from .thresholds import ProcurementRules, Thresholds

#: A property of the money, not a way of choosing somebody.
GAP = "差额购买"
VENTURE = "公益创投"
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class MethodHint:
    """What a need's amount asks for on one day.

    ``methods`` are lawful at ``level``, the usual one first; ``candidates`` is the least number
    for the method that the need states where that is lawful here, else of a competitive one; None
    where the budget is unknown. ``stated`` as the need writes it, in parts. ``warnings_zh`` must be
    looked at, ``notes_zh`` are for information. ``years`` as :func:`.amounts.years_of`.
    """

    need_id: str
    need_code: str
    need_title: str
    as_of: date
    budget: Budget
    level: Level
    methods: tuple[Method, ...]
    candidates: int | None
    stated: tuple[str, ...]
    warnings_zh: tuple[str, ...]
    notes_zh: tuple[str, ...]
    years: tuple[YearAmount, ...]
    thresholds: Thresholds


def method_hint(need: Need, as_of: date, rules: ProcurementRules) -> MethodHint:
    """Return the hint for a need; InvalidInput when the rules have no thresholds for ``as_of``."""
    thresholds = rules.in_force(as_of)
    budget = budget_of(need)
    level = level_of(budget.counted, thresholds)
    stated = tuple(part for part in need.purchase_mode.split("、") if part.strip())
    return MethodHint(
        need_id=need.id,
        need_code=need.code,
        need_title=need.title,
        as_of=as_of,
        budget=budget,
        level=level,
        methods=LADDER[level],
        candidates=_candidates(level, stated),
        stated=stated,
        warnings_zh=(
            *_level_warnings(budget, level, thresholds),
            *_stated_warnings(stated, level, budget),
            *_venture_warnings(stated, budget, level, rules),
            *funding_warnings(need, budget, GAP in stated),
            *term_warnings(need),
        ),
        notes_zh=(
            *_stated_notes(stated, level),
            *funding_notes(need, budget, GAP in stated, thresholds),
            *confirmation_notes(thresholds),
            *_venture_notes(stated, rules),
        ),
        years=years_of(need),
        thresholds=thresholds,
    )


def confirmation_notes(thresholds: Thresholds) -> tuple[str, ...]:
    """Return that nobody has compared the figures with the official text; empty once confirmed."""
    if thresholds.confirmed:
        return ()
    return (
        f"限额 {amount_zh(thresholds.limit)} 元、公开招标数额 {amount_zh(thresholds.open_tender)} "
        f"元未经核对（{thresholds.source}），请以现行集中采购目录及标准为准。",
    )


def _candidates(level: Level, stated: tuple[str, ...]) -> int | None:
    if level is Level.UNKNOWN:
        return None
    known = {method.name: method.candidates for method in LADDER[level]}
    named = [known[name] for name in stated if name in known]
    return max(named, default=_SEVERAL)


def _level_warnings(budget: Budget, level: Level, thresholds: Thresholds) -> list[str]:
    if budget.public is None:
        return ["预算未定，无法判断采购方式；请先补预算，先有预算后购买（五(二)）。"]
    low, high = budget.public
    if level is Level.UNKNOWN:
        return ["预算为 0，无预算不得采购（五(二)）。"]
    if level_of(low, thresholds) not in (level, Level.UNKNOWN):
        return [
            f"预算是 {amount_zh(low)}–{amount_zh(high)} 元的区间，两端适用的方式不同；"
            "这里按上限判断，请先定下数额。"
        ]
    return []


def _stated_warnings(stated: tuple[str, ...], level: Level, budget: Budget) -> list[str]:
    warnings = [
        f"购买方式“{name}”不在常用名称中，不作判断，请核对。"
        for name in stated
        if name not in KNOWN_NAMES | {GAP, VENTURE}
    ]
    if level in (Level.UNKNOWN, Level.BELOW) or budget.counted is None:
        return warnings
    lawful = {method.name for method in LADDER[level]}
    amount = amount_zh(budget.counted)
    for name in stated:
        if name not in KNOWN_NAMES or name in lawful:
            continue
        if level is Level.STATUTORY:
            usual = "、".join(method.name for method in LADDER[level])
            warnings.append(
                f"预算 {amount} 元已达到分散采购限额，不能用“{name}”，"
                f"应从法定方式中选：{usual}（政府采购法第26条）。"
            )
        elif name in STATUTORY_NAMES:
            warnings.append(
                f"预算 {amount} 元已达到公开招标数额，应公开招标；改用“{name}”"
                "须在采购活动开始前获得财政部门批准（政府采购法第27条）。"
            )
        else:
            warnings.append(
                f"预算 {amount} 元已达到公开招标数额，不能用“{name}”，应公开招标"
                "（政府采购法第27条）。"
            )
    return warnings


def _venture_warnings(
    stated: tuple[str, ...], budget: Budget, level: Level, rules: ProcurementRules
) -> list[str]:
    amount = budget.counted
    if VENTURE not in stated or amount is None:
        return []
    warnings = []
    if level in (Level.STATUTORY, Level.OPEN_TENDER):
        warnings.append(
            f"预算 {amount_zh(amount)} 元已达到分散采购限额，“公益创投”不能代替法定采购方式，"
            "请先确定采购方式（五(四)：严格按照政府采购法）。"
        )
    if amount > rules.venture.project_cap:
        warnings.append(
            f"预算 {amount_zh(amount)} 元超过公益创投每个项目的上限 "
            f"{amount_zh(rules.venture.project_cap)} 元，请调减或改用其他方式。"
        )
    return warnings


def _venture_notes(stated: tuple[str, ...], rules: ProcurementRules) -> list[str]:
    if VENTURE not in stated:
        return []
    notes = ["公益创投公开征集、逐阶段办理（征集到结项），用 duijie venture 记录每一步。"]
    if not rules.venture.confirmed:
        cap = amount_zh(rules.venture.project_cap)
        notes.append(f"公益创投每个项目的上限 {cap} 元未经核对，请以当期征集公告为准。")
    return notes


def _stated_notes(stated: tuple[str, ...], level: Level) -> list[str]:
    chosen = [name for name in stated if name in KNOWN_NAMES]
    if not chosen and VENTURE not in stated and level is not Level.UNKNOWN:
        return [f"需求没有写怎样选承接方，可从上面选一种，常用“{LADDER[level][0].name}”。"]
    free = [name for name in chosen if name in STATUTORY_NAMES - {"询价"}]
    if level is Level.BELOW and free:
        return [f"限额以下不必采用“{'、'.join(free)}”；自愿采用的，按该方式的程序办。"]
    return []
