"""Which ways of purchase the law offers at an amount, with ground and least number of candidates.

政府采购法 Arts. 2, 26–32, 34, 36, 38–40; 磋商 after 财库〔2014〕214号. What is below the limit
follows the internal rules of the buyer; three candidates in a 比选 are practice, not law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .thresholds import Thresholds


class Level(StrEnum):
    """Where an amount stands; the limit itself belongs to what is above it."""

    UNKNOWN = "预算未定"
    BELOW = "分散采购限额以下"
    STATUTORY = "分散采购限额以上、公开招标数额以下"
    OPEN_TENDER = "公开招标数额以上"


@dataclass(frozen=True, slots=True)
class Method:
    """One way of purchase: least number of candidates (>= 1), ground, and what to mind."""

    name: str
    candidates: int
    ground_zh: str
    note_zh: str = ""


_INTERNAL = "本单位内部采购制度（限额以下不适用法定采购方式，政府采购法第2条）"
_SOLE = Method(
    "单一来源",
    1,
    "政府采购法第31条、第39条",
    "限于只能从唯一供应商采购、不可预见的紧急情况、或添购不超过原合同金额10%。",
)
_TENDER = Method("公开招标", 3, "政府采购法第26条、第36条", "合格供应商不足 3 家的应予废标。")
_BELOW = (
    Method("直接委托", 1, _INTERNAL, "须符合本单位内控制度并留存选择理由。"),
    Method("比选", 3, _INTERNAL, "邀请不少于 3 家。"),
    Method("询价", 3, _INTERNAL, "向不少于 3 家询价；服务内容标准、统一时适用。"),
)
_STATUTORY = (
    Method("竞争性磋商", 3, "财库〔2014〕214号第3条、第6条", "政府购买服务项目常用。"),
    Method("竞争性谈判", 3, "政府采购法第30条、第38条"),
    Method("询价", 3, "政府采购法第32条、第40条", "法条写的是货物，用于服务项目前请先问财政部门。"),
    _SOLE,
    _TENDER,
    Method("邀请招标", 3, "政府采购法第29条、第34条", "限于供应商范围有限或公开招标费用过高。"),
)
#: Ways of purchase at each level, the usual one first.
LADDER: Mapping[Level, tuple[Method, ...]] = {
    Level.UNKNOWN: (),
    Level.BELOW: _BELOW,
    Level.STATUTORY: _STATUTORY,
    Level.OPEN_TENDER: (
        Method(_TENDER.name, _TENDER.candidates, "政府采购法第27条", _TENDER.note_zh),
    ),
}
#: Names of every way that the law regulates; free to choose below the limit as well.
STATUTORY_NAMES = frozenset(method.name for method in _STATUTORY)
#: Every way of purchase by its name, for what a need states.
KNOWN_NAMES = frozenset(method.name for method in (*_BELOW, *_STATUTORY))


def level_of(amount: Decimal | None, thresholds: Thresholds) -> Level:
    """Return the level of an amount in 元; None = unknown. 0 counts as unknown: nothing to buy."""
    if not amount:
        return Level.UNKNOWN
    if amount < thresholds.limit:
        return Level.BELOW
    return Level.STATUTORY if amount < thresholds.open_tender else Level.OPEN_TENDER


def price_share_zh(name: str, thresholds: Thresholds) -> str:
    """Return how much of the score the price takes in this way of purchase; empty if unregulated.

    The figures are data of :class:`.thresholds.Thresholds`.
    """
    match name:
        case "公开招标" | "邀请招标":
            low, high = thresholds.price_share_tender
        case "竞争性磋商":
            low, high = thresholds.price_share_consultation
        case _:
            return ""
    if high == 1:
        return f"价格分不低于 {_percent(low)}"
    return f"价格分 {_percent(low)}–{_percent(high)}"


def _percent(share: Decimal) -> str:
    return f"{format((share * 100).normalize(), 'f')}%"
