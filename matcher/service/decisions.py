"""After the list: a named human decides with a reason (F10), and an organization asks why (F21)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..audit import AuditEntry
from ..canonical import canonical_json
from ..errors import InvalidInput, NotAllowed
from ..model import (
    OTHER_SUPPLIER_TYPES,
    EvidenceRecord,
    Organization,
    PartScore,
    Reason,
    Recommendation,
    Run,
)
from .governance import person_named, reason_given
from .run_reader import RunReader

if TYPE_CHECKING:
    from ..store import Store
    from .recommendations import RecommendationService

#: The action of a decision in the audit log; its subject is the run.
DECIDED = "选定承接组织"
_RED_FLAG = "W08"


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What one organization may know of one run: its own figures, and nobody else's.

    ``rank`` is None where it was excluded (``ground_zh`` says why, and ``source`` where that was
    read) or is not among the first 200. ``advice_zh`` says what it can do.
    """

    run_id: str
    organization_name: str
    rank: int | None
    of: int
    total: float | None
    parts: tuple[PartScore, ...]
    reasons: tuple[Reason, ...]
    evidence: tuple[EvidenceRecord, ...]
    ground_zh: str
    source: str
    advice_zh: tuple[str, ...]


class DecisionService:
    """Decisions are entries of the audit log: made once, by somebody, for a reason."""

    def __init__(
        self, store: Store, recommendations: RecommendationService, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._runs = RunReader(store, recommendations)
        self._clock = clock

    def decide(
        self, run_id: str, reference: str, person: str, reason: str, despite: str = ""
    ) -> AuditEntry:
        """Record who was chosen; NotAllowed for an organization that the gate keeps out.

        The list is advice: any eligible organization may be chosen, by a person, with a reason.
        What speaks against it (another supplier for what 原则上 goes to social organizations, a
        failed project) needs a second reason, ``despite``, or is NotAllowed.
        """
        decider, why = person_named(person), reason_given(reason)
        asked = self._runs.asked(run_id, reference)
        organization = asked.organization
        if asked.exclusion is not None:
            raise NotAllowed(f"“{organization.name}”不能承接本需求：{asked.exclusion.ground_zh}")
        if asked.run.inputs.mode == "scout":
            raise InvalidInput("寻访不针对某条需求，不能据此选定承接组织。", field="run_id")
        against = objections(asked.run, organization, asked.entry)
        if against and not despite.strip():
            raise NotAllowed("".join(against) + "仍要选定的，请另写明理由（--despite）。")
        made: list[object] = [organization.id, organization.name, asked.place, why]
        if against:
            made += [list(against), reason_given(despite)]
        with self._store.write() as repo:
            return repo.append_audit(
                decider, DECIDED, run_id, canonical_json(made), now=self._clock()
            )

    def decisions(self, run_id: str) -> tuple[AuditEntry, ...]:
        """Return the decisions on a run, the last one last."""
        with self._store.read() as repo:
            return tuple(
                e for e in repo.audit_entries() if e.subject == run_id and e.action == DECIDED
            )

    def why(self, run_id: str, reference: str) -> OwnAnswer:
        """Return what an organization may know of its own place in a run."""
        asked = self._runs.asked(run_id, reference)
        out, mine = asked.exclusion, asked.entry
        return OwnAnswer(
            run_id=run_id,
            organization_name=asked.organization.name,
            rank=asked.place,
            of=asked.run.counts.eligible,
            total=None if mine is None else mine.total,
            parts=() if mine is None else mine.parts,
            reasons=() if mine is None else mine.reasons,
            evidence=() if mine is None else mine.evidence,
            ground_zh="" if out is None else out.ground_zh,
            source="" if out is None else out.source,
            advice_zh=_advice(out is not None, None if mine is None else mine.parts),
        )


def objections(
    run: Run, organization: Organization, entry: Recommendation | None
) -> tuple[str, ...]:
    """Return what a choice has to answer for, as Chinese sentences (T53b, W08)."""
    found = []
    if run.in_principle and organization.type in OTHER_SUPPLIER_TYPES:
        found.append(
            f"这条需求原则上应向社会组织购买（五(三)），“{organization.name}”是{organization.type}。"
        )
    warnings = () if entry is None else entry.warnings
    found += [w.message_zh for w in warnings if w.code == _RED_FLAG]
    return tuple(found)


def _advice(excluded: bool, parts: tuple[PartScore, ...] | None) -> tuple[str, ...]:
    """Return what would help, from the organization's own parts that are least filled."""
    if excluded:
        return ("对上述事实有异议的，请向登记机关或街道更正信息；更正后重新推荐会得到新的结果。",)
    if parts is None:
        return ("服务内容与这条需求相差较远；供给目录里可补充更具体的服务说明。",)
    missed = [(p.weight * (1 - p.value), p) for p in parts if p.value is not None]
    missed.sort(key=lambda item: (-item[0], item[1].name))
    return tuple(part.detail_zh for points, part in missed[:2] if points > 0)
