"""The cycle of 公益创投 as a fold over events (五(四), T54c).

征集→初审→评审→优化→公示→签约→首款→中期评估→末期评估→结项. A stage is reached when its work is done:
初审 means passed it. The two assessments also have a result; one that failed leads to 整改 or 终止
only, never to the next stage, so that payment stops there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import reduce

from ..errors import InvalidInput, NotAllowed


class Stage(StrEnum):
    """Where an application stands; the last four are ends."""

    CALLED = "征集"
    SCREENED = "初审"
    REVIEWED = "评审"
    OPTIMISED = "优化"
    PUBLICISED = "公示"
    SIGNED = "签约"
    FIRST_PAID = "首款"
    MIDTERM = "中期评估"
    RECTIFYING = "整改"
    FINAL = "末期评估"
    CLOSED = "结项"
    REJECTED = "未通过"
    WITHDRAWN = "撤回"
    TERMINATED = "终止"


#: Before a contract an applicant may withdraw and may fail; afterwards only the contract ends.
_BEFORE = (Stage.REJECTED, Stage.WITHDRAWN)
_NEXT: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.CALLED: (Stage.SCREENED, *_BEFORE),
    Stage.SCREENED: (Stage.REVIEWED, *_BEFORE),
    Stage.REVIEWED: (Stage.OPTIMISED, *_BEFORE),
    Stage.OPTIMISED: (Stage.PUBLICISED, *_BEFORE),
    Stage.PUBLICISED: (Stage.SIGNED, *_BEFORE),
    Stage.SIGNED: (Stage.FIRST_PAID, Stage.TERMINATED),
    Stage.FIRST_PAID: (Stage.MIDTERM, Stage.TERMINATED),
    Stage.MIDTERM: (Stage.FINAL, Stage.TERMINATED),
    Stage.FINAL: (Stage.CLOSED, Stage.TERMINATED),
}
#: Stages with a result; a failed one may be repeated after 整改.
ASSESSED = frozenset({Stage.MIDTERM, Stage.FINAL})
#: Stages after which nothing follows.
ENDS = frozenset({Stage.CLOSED, Stage.REJECTED, Stage.WITHDRAWN, Stage.TERMINATED})


@dataclass(frozen=True, slots=True)
class VentureApplication:
    """One project of one organization in one cycle (a call, e.g. 2026年).

    ``via`` names the federation that applies for a filed group, else empty. ``amount`` in 元 > 0;
    ``need_id`` is the need that the project answers, empty where it answers none.
    """

    id: str
    cycle: str
    organization_id: str
    organization_name: str
    project: str
    amount: Decimal
    need_id: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class VentureEvent:
    """Somebody brought an application to ``stage``, when and why.

    ``passed`` is the result of an assessment, None elsewhere. ``amount`` in 元 > 0 replaces what
    was applied for, only with 优化.
    """

    stage: Stage
    person: str
    at: datetime
    reason: str
    passed: bool | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class VentureState:
    """What the events add up to; ``events`` begins with the 征集 event.

    ``assessed`` is the last assessment and ``passed`` its result, None before the first.
    """

    application: VentureApplication
    stage: Stage
    amount: Decimal
    events: tuple[VentureEvent, ...]
    assessed: Stage | None = None
    passed: bool | None = None

    @property
    def ended(self) -> bool:
        """Return whether nothing follows any more."""
        return self.stage in ENDS


def opened(application: VentureApplication, event: VentureEvent) -> VentureState:
    """Return the state after the first event; NotAllowed when that is not 征集."""
    _complete(event)
    if event.stage is not Stage.CALLED:
        raise NotAllowed(f"公益创投项目须从“{Stage.CALLED}”开始，不能直接进入“{event.stage}”。")
    return VentureState(application, Stage.CALLED, application.amount, (event,))


def advanced(state: VentureState, event: VentureEvent) -> VentureState:
    """Return the state after one more event.

    NotAllowed when the stage does not follow, InvalidInput when the event is incomplete: no person,
    no reason, an assessment without a result (F10).
    """
    _complete(event)
    if event.stage not in next_stages(state):
        raise NotAllowed(_not_next(state, event.stage))
    changed = replace(state, stage=event.stage, events=(*state.events, event))
    if event.stage in ASSESSED:
        return replace(changed, assessed=event.stage, passed=event.passed)
    return changed if event.amount is None else replace(changed, amount=event.amount)


def folded(application: VentureApplication, events: Iterable[VentureEvent]) -> VentureState:
    """Return the state that the events add up to; errors as of :func:`advanced`."""
    history = iter(events)
    first = next(history, None)
    if first is None:
        raise InvalidInput("公益创投项目没有任何记录。", field="events")
    return reduce(advanced, history, opened(application, first))


def next_stages(state: VentureState) -> tuple[Stage, ...]:
    """Return the stages that may follow, the usual one first; empty at an end."""
    if state.stage in ASSESSED and not state.passed:
        return Stage.RECTIFYING, Stage.TERMINATED
    if state.stage is Stage.RECTIFYING and state.assessed is not None:
        return state.assessed, Stage.TERMINATED
    return _NEXT.get(state.stage, ())


def stage_named(name: str) -> Stage:
    """Return the stage with this name; InvalidInput lists them all."""
    try:
        return Stage(name.strip())
    except ValueError as error:
        known = "、".join(Stage)
        raise InvalidInput(f"没有阶段“{name}”，可写：{known}。", field="stage") from error


def _not_next(state: VentureState, wanted: Stage) -> str:
    allowed = next_stages(state)
    if not allowed:
        return f"项目“{state.application.project}”已{_ended_zh(state.stage)}，不能再变动。"
    failed = "（不合格）" if state.stage in ASSESSED and not state.passed else ""
    return (
        f"项目“{state.application.project}”现在是“{state.stage}”{failed}，不能进入“{wanted}”；"
        f"可以进入：{'、'.join(allowed)}。"
    )


def _ended_zh(stage: Stage) -> str:
    return "按“未通过”结束" if stage is Stage.REJECTED else stage.value


def _complete(event: VentureEvent) -> None:
    if not event.person.strip():
        raise InvalidInput("请写明是谁。", field="by")
    if not event.reason.strip():
        raise InvalidInput("请写明理由。", field="reason")
    if (event.stage in ASSESSED) != (event.passed is not None):
        what = "须写明合格或不合格" if event.stage in ASSESSED else "没有合格与否，请不要写"
        raise InvalidInput(f"“{event.stage}”{what}。", field="passed")
    if event.amount is None:
        return
    if event.stage is not Stage.OPTIMISED:
        raise InvalidInput("只有“优化”可以改资助金额。", field="amount")
    if not event.amount.is_finite() or event.amount <= 0:
        raise InvalidInput("资助金额须大于 0 元。", field="amount")
