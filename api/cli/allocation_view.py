"""Allocations and joint bids on the screen, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .console import say, table

if TYPE_CHECKING:
    from matcher.allocation import Allocation, NeedAllocation
    from matcher.joint import Proposal
    from matcher.service.allocation import AllocationReport
    from matcher.service.joint import JointReport

_COLUMNS = ("编号", "需求", "组织", ">自己名单第几", ">得分", ">少得", "")


def show_allocation(report: AllocationReport) -> None:
    """Print the report."""
    allocation = report.allocation
    say(f"统一安排 {len(allocation.needs)} 条需求，每条 {allocation.k} 家", style="bold")
    say(
        f"仅供参考，不作为评审依据 · 权重 {report.weights_version} · "
        f"数据截至 {report.as_of.isoformat()}"
    )
    table(_COLUMNS, [row for need in allocation.needs for row in _rows(need)])
    for need in allocation.needs:
        _reasons(need)
    say()
    _totals(allocation)
    _newcomers(allocation)
    for line in allocation.lines:
        say(
            f"{line.name}：额度 {_amount(line.limit)} 元，需求合计 {_amount(line.asked)} 元，"
            f"已安排 {_amount(line.used)} 元"
        )
    if report.skipped:
        say(f"没有参加的需求 {len(report.skipped)} 条：")
    for left_out in report.skipped:
        say(f"   {left_out.code} {left_out.title}：{left_out.reason_zh}")
    say(f"安排编号 {allocation.id}；每条需求的推荐都已存档，可用 duijie rerun 核对")


def _rows(need: NeedAllocation) -> Iterator[tuple[object, ...]]:
    if not need.given:
        yield need.code, need.title, "（未安排）", "", "", "", ""
    for given in need.given:
        yield (
            need.code,
            need.title,
            given.organization_name,
            given.rank,
            f"{given.points:.1f}",
            f"{given.given_up:.1f}" if given.given_up else "",
            "新" if given.newcomer else "",
        )


def _reasons(need: NeedAllocation) -> None:
    for given in need.given:
        if given.reason_zh:
            say(f"   {need.code} 得到第 {given.rank} 位“{given.organization_name}”：", style="dim")
            say(f"      {given.reason_zh}")
    if need.missing_zh:
        say(f"   {need.code} {'只' if need.given else '未'}安排{_count(need)}：{need.missing_zh}")


def _count(need: NeedAllocation) -> str:
    return f" {len(need.given)} 家" if need.given else ""


def _totals(allocation: Allocation) -> None:
    say(
        f"共安排 {allocation.places} 个名额，合计 {allocation.total:.1f} 分；"
        f"按编号逐条挑选为 {allocation.one_by_one:.1f} 分"
    )
    if not allocation.proved:
        say("计算量到了上限，这是目前找到的最好安排，还没有证明不存在更好的。")


def _newcomers(allocation: Allocation) -> None:
    found = allocation.newcomers
    text = f"新组织（36 个月内没有评价）得到 {found.given} 个名额，最低份额要求 {found.wanted} 个"
    if found.given < found.wanted:
        text += f"；名单里契合度达标的新组织最多只能安排 {found.possible} 个，不硬凑"
    if found.cost:
        text += f"；为此合计少 {found.cost:.1f} 分"
    say(text)


def _amount(value: object) -> str:
    return f"{value:,.2f}".removesuffix(".00")


def show_joint(report: JointReport) -> None:
    """Print the joint bids of one need."""
    joint = report.joint
    say(report.need_title, style="bold")
    say("仅供参考，不作为评审依据")
    if len(joint.tasks) > 1:
        say(f"包含 {len(joint.tasks)} 项任务：{'、'.join(joint.tasks)}")
    say(joint.answer_zh, style="bold")
    for name in joint.alone[1:]:
        say(f"   也可以独自承担：{name}")
    for sentence in joint.barred_zh:
        say(f"⚠ {sentence}")
    for number, proposal in enumerate(joint.proposals, start=1):
        _proposal(number, proposal)
    say(f"推荐编号 {report.run_id}（duijie recommend {report.need_code} 看每项任务适合的组织）")


def _proposal(number: int, proposal: Proposal) -> None:
    say()
    say(f"{number}. {proposal.kind.value} · {proposal.lead_name}{_state(proposal)}")
    for member in proposal.members:
        reason = f"（R08 {member.reason_zh}）" if member.reason_zh else ""
        tasks = "、".join(member.tasks)
        say(f"   {member.role_zh} {member.organization_name}{'：' if tasks else ''}{tasks}{reason}")
    if proposal.missing:
        say(f"   ⚠ 还缺：{'、'.join(proposal.missing)}")
    for sentence in proposal.blocks_zh:
        say(f"   ⚠ {sentence}")
    for sentence in proposal.terms_zh:
        say(f"   {sentence}", style="dim")


def _state(proposal: Proposal) -> str:
    return "" if proposal.exportable else "（不能作为合同当事人导出）"
