"""公益创投 events as entries of the audit log, and back (F15)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..audit import AuditEntry
from ..canonical import canonical_json, typed
from ..errors import MatchingError, Unavailable
from .venture import Stage, VentureApplication, VentureEvent, VentureState, advanced, opened

#: Actions of the log; the subject is the id of the application.
APPLIED = "公益创投申报"
MOVED = "公益创投推进"


@dataclass(frozen=True, slots=True)
class _Applied:
    cycle: str
    organization_id: str
    organization_name: str
    via: str
    project: str
    need_id: str
    amount: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Moved:
    stage: str
    passed: bool | None
    amount: str | None
    reason: str


def applied_detail(state: VentureState) -> str:
    """Return the detail of the first entry of an application."""
    made = state.application
    return canonical_json(
        _Applied(
            made.cycle,
            made.organization_id,
            made.organization_name,
            made.via,
            made.project,
            made.need_id,
            str(made.amount),
            state.events[0].reason,
        )
    )


def moved_detail(event: VentureEvent) -> str:
    """Return the detail of every further entry."""
    amount = None if event.amount is None else str(event.amount)
    return canonical_json(_Moved(event.stage.value, event.passed, amount, event.reason))


def states_of(entries: Iterable[AuditEntry]) -> dict[str, VentureState]:
    """Return the state of every application by id, in the order they were made.

    Other entries of the log are passed over. Unavailable, naming the entry, when the log holds
    something that the rules could not have written.
    """
    states: dict[str, VentureState] = {}
    for entry in entries:
        if entry.action not in (APPLIED, MOVED):
            continue
        try:
            if entry.action == APPLIED:
                states[entry.subject] = _opened(entry)
            else:
                states[entry.subject] = advanced(states[entry.subject], _event(entry))
        except (MatchingError, KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise Unavailable(
                f"决定日志第 {entry.number} 条（公益创投）读不出来，"
                "请运行 duijie audit verify 核对日志是否被改动。"
            ) from error
    return states


def _opened(entry: AuditEntry) -> VentureState:
    held = typed(_Applied, json.loads(entry.detail))
    application = VentureApplication(
        id=entry.subject,
        cycle=held.cycle,
        organization_id=held.organization_id,
        organization_name=held.organization_name,
        project=held.project,
        amount=Decimal(held.amount),
        need_id=held.need_id,
        via=held.via,
    )
    event = VentureEvent(Stage.CALLED, entry.actor, entry.at, held.reason)
    return opened(application, event)


def _event(entry: AuditEntry) -> VentureEvent:
    held = typed(_Moved, json.loads(entry.detail))
    amount = None if held.amount is None else Decimal(held.amount)
    return VentureEvent(Stage(held.stage), entry.actor, entry.at, held.reason, held.passed, amount)
