"""差额购买 and the term of a need: what does not add up, in Chinese (五(四), 五(五))."""

from __future__ import annotations

from decimal import Decimal

from ..model import Need
from .amounts import Budget, amount_zh, months_of
from .ladder import level_of
from .terms import over_term
from .thresholds import Thresholds

#: Largest share that an organization may be asked to raise (docs/catalog.md).
LARGEST_GAP = Decimal("0.5")
_ROUNDING = Decimal(1)


def funding_warnings(need: Need, budget: Budget, gap: bool) -> list[str]:
    """Return where total, public share and self-raised ratio disagree.

    ``gap``: whether the need states 差额购买. A difference of less than 1 元 is rounding.
    """
    warnings = []
    ratio, public, total = need.self_raised_ratio, need.budget_public, budget.total
    if ratio is not None and not 0 <= ratio <= LARGEST_GAP:
        warnings.append(
            f"自筹比例 {ratio:%} 不在 0–50% 之内，请核对；自筹过高等于把政府职责转给组织。"
        )
    if public is not None and total is not None and public > total[1]:
        warnings.append(
            f"财政资金 {amount_zh(public)} 元多于总预算 {amount_zh(total[1])} 元，请核对。"
        )
    elif public is not None and total is not None and ratio is not None:
        expected = total[1] * (1 - ratio)
        if total[0] == total[1] and abs(expected - public) >= _ROUNDING:
            warnings.append(
                f"总预算 {amount_zh(total[1])} 元、自筹比例 {ratio:%}，财政资金应为 "
                f"{amount_zh(expected)} 元，需求写的是 {amount_zh(public)} 元，请核对。"
            )
    if gap and public is None and not ratio:
        warnings.append("购买方式写了“差额购买”，但没有财政资金数额或自筹比例，请补上（五(四)）。")
    return warnings


def funding_notes(need: Need, budget: Budget, gap: bool, thresholds: Thresholds) -> list[str]:
    """Return which amount is compared with the thresholds where part of it is self-raised."""
    if budget.total is None or budget.public is None or budget.public[1] >= budget.total[1]:
        return []
    public, total = budget.public[1], budget.total[1]
    notes = [
        f"总预算 {amount_zh(total)} 元，其中财政资金 {amount_zh(public)} 元，"
        f"组织自筹 {amount_zh(total - public)} 元；采购方式按财政资金判断（实施条例第2条）。"
    ]
    if level_of(public, thresholds) is not level_of(total, thresholds):
        notes.append(
            "按总预算判断会高一级；自筹部分如果其实由采购人出、且不能与财政资金分开采购，"
            "应按总预算办理（实施条例第2条）。"
        )
    if not gap:
        notes.append("有自筹部分而购买方式没有写“差额购买”，请补写，便于组织判断（五(四)）。")
    return notes


def term_warnings(need: Need) -> list[str]:
    """Return what stands against the term of the need's own contract (五(五))."""
    if need.period.open_ended:
        return ["服务期限为“长期”，最长 36 个月，请写明起止（五(五)）。"]
    months = months_of(need)
    if months is None or months < 1:
        return []
    return list(over_term((), months, need.continuity_conditions).problems_zh)
