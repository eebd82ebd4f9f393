"""Who may apply in a 公益创投 call: caps, and no project twice (五(四), T54c)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..errors import InvalidInput, NotAllowed
from ..identity import normalised_name
from .amounts import amount_zh
from .thresholds import VentureRules
from .venture import Stage, VentureApplication, VentureState

_CYCLE_LENGTH = 20
_PROJECT_LENGTHS = (2, 60)


def admit(
    application: VentureApplication, others: Iterable[VentureState], rules: VentureRules
) -> None:
    """Return when an application may be made beside the ``others`` of all cycles.

    Raises InvalidInput for an unusable cycle, project or amount, NotAllowed above a cap or for a
    project that the organization has applied with in this cycle, or has still running from another.
    Withdrawn applications count for nothing, rejected ones do.
    """
    _usable(application)
    check_cap(application.amount, rules)
    own = [
        state
        for state in others
        if state.application.organization_id == application.organization_id
        and state.stage is not Stage.WITHDRAWN
    ]
    for state in own:
        same_cycle = state.application.cycle == application.cycle
        if same_project(state.application, application) and (same_cycle or not state.ended):
            raise NotAllowed(
                f"“{application.organization_name}”已用同一项目申报过（{state.application.id}，"
                f"{state.application.cycle}，现为“{state.stage}”），不能重复申报。"
            )
    used = sum(state.application.cycle == application.cycle for state in own)
    if used >= rules.applications_per_organization:
        raise NotAllowed(
            f"“{application.organization_name}”在“{application.cycle}”已申报 {used} 个项目，"
            f"每家最多 {rules.applications_per_organization} 个；可先撤回一个再申报。"
        )


def check_cap(amount: Decimal, rules: VentureRules) -> None:
    """Raise NotAllowed for an amount in 元 above the cap of one project."""
    if amount > rules.project_cap:
        raise NotAllowed(
            f"申请金额 {amount_zh(amount)} 元超过每个项目的上限 "
            f"{amount_zh(rules.project_cap)} 元，请调减。"
        )


def same_project(one: VentureApplication, other: VentureApplication) -> bool:
    """Return whether two applications are for one project: the same need, or the same name."""
    if one.need_id and one.need_id == other.need_id:
        return True
    return normalised_name(one.project).casefold() == normalised_name(other.project).casefold()


def _usable(application: VentureApplication) -> None:
    if not application.cycle.strip() or len(application.cycle) > _CYCLE_LENGTH:
        raise InvalidInput(f"请写明是哪一期征集（1–{_CYCLE_LENGTH} 个字）。", field="cycle")
    low, high = _PROJECT_LENGTHS
    if not low <= len(application.project.strip()) <= high:
        raise InvalidInput(f"项目名称须为 {low}–{high} 个字。", field="project")
    if not application.amount.is_finite() or application.amount <= 0:
        raise InvalidInput("申请金额须大于 0 元。", field="amount")
