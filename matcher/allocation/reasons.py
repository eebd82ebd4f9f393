"""The Chinese sentences of an allocation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .problem import units
from .values import Asking, Choice, LineUse

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """A need that holds a slot of an organization: its code and its points there."""

    code: str
    points: float


def not_first_zh(
    rank: int,
    missed: Choice,
    got: Choice,
    holders: Sequence[Holder] | None,
    newcomer: bool,
    loss: int | None,
) -> str:
    """Return why a need got ``got``, not ``missed``, the choice at ``rank`` (0 = first).

    ``holders``: who has its slots; None where it has one free. Then the two are equal, or ``got``
    is a newcomer that the floor asks for, or the work ran out before the best was proved.
    ``loss``: what all needs together would lose the other way, in units of 1e-6 points.
    """
    name = f"{_choice_zh(rank)}“{missed.organization_name}”"
    if holders is not None:
        if not holders:
            return f"{name}没有空余名额。"
        return f"{name}的 {len(holders)} 个名额已给需求{_holders_zh(holders)}{_loss_zh(loss)}。"
    if units(missed.points) == units(got.points):
        return f"与{name}得分相同，换过来合计不变，由抽签决定。"
    if newcomer:
        instead = got.organization_name
        return f"为达到新组织的最低份额，{name}让给了名单中的新组织“{instead}”{_loss_zh(loss)}。"
    return f"计算到上限为止的安排；{name}还有名额，可以人工调整。"


def _loss_zh(loss: int | None) -> str:
    if loss is None or loss < 0:
        return ""
    if loss == 0:
        return "；换给本需求合计不变，由抽签决定"
    return f"；换给本需求，全部需求合计要少 {max(loss / units(1.0), 0.1):.1f} 分"


def missing_zh(
    need: Asking,
    lines: Sequence[LineUse],
    short: Sequence[LineUse],
    holders: Sequence[Sequence[Holder]],
    got: int,
    k: int,
) -> str:
    """Return why a need got fewer than ``k`` places; ``holders`` by choice."""
    if not need.choices:
        return "没有契合度达到门槛的组织，见这条需求的推荐结果。"
    if need.budget is None and lines:
        names = "、".join(f"“{line.name}”" for line in lines)
        return f"需求没有填写预算，无法核对{names}的额度。"
    if short:
        names = "、".join(
            f"“{line.name}”（额度 {yuan_zh(line.limit)} 元，已安排 {yuan_zh(line.used)} 元）"
            for line in short
        )
        return f"{names}余额不足，未安排本需求（预算 {yuan_zh(need.budget)} 元）。"
    if got and got == len(need.choices):
        return f"契合度达到门槛的组织只有 {got} 家，少于 {k} 家。"
    taken = sorted({holder.code for held in holders for holder in held})
    others = [code for code in taken if code != (need.code or need.title)]
    said = f"名额已给其他需求（{_codes_zh(others)}）" if others else "没有空余名额"
    return (
        f"名单中的 {len(need.choices)} 家组织，其余的{said}。"
        if got
        else (f"名单中的 {len(need.choices)} 家组织{said}。")
    )


def yuan_zh(amount: Decimal | None) -> str:
    """Return an amount of 元 as people write it; unknown is 0."""
    return f"{amount or Decimal(0):,.2f}".removesuffix(".00")


def _choice_zh(rank: int) -> str:
    return "首选" if rank == 0 else f"第 {rank + 1} 选"


def _holders_zh(holders: Sequence[Holder]) -> str:
    said = "、".join(f"{h.code}（{h.points:.1f} 分）" for h in holders[:_NAMED])
    return said if len(holders) <= _NAMED else f"{said}等 {len(holders)} 条"


def _codes_zh(codes: Sequence[str]) -> str:
    said = "、".join(codes[:_NAMED])
    return said if len(codes) <= _NAMED else f"{said}等 {len(codes)} 条"
