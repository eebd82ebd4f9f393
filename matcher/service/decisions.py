"""After the list: a named human decides with a reason (F10), and an organization asks why (F21)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..audit import AuditEntry
from ..canonical import canonical_json
from ..errors import InvalidInput, NotAllowed, NotFound
from ..model import Organization, PartScore, Reason, Run
from ..runs import run_from_json
from .governance import person_named, reason_given

if TYPE_CHECKING:
    from ..store import Store
    from .recommendations import RecommendationService

_MOST = 200
_ACTION = "选定承接组织"


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
    ground_zh: str
    source: str
    advice_zh: tuple[str, ...]


class DecisionService:
    """Decisions are entries of the audit log: made once, by somebody, for a reason."""

    def __init__(
        self, store: Store, recommendations: RecommendationService, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._recommendations = recommendations
        self._clock = clock

    def decide(self, run_id: str, reference: str, person: str, reason: str) -> AuditEntry:
        """Record who was chosen; NotAllowed for an organization that the gate keeps out.

        The list is advice: any eligible organization may be chosen, by a person, with a reason.
        """
        decider, why = person_named(person), reason_given(reason)
        run, organization = self._run(run_id), self._organization(reference)
        out = next((e for e in run.excluded if e.organization_id == organization.id), None)
        if out is not None:
            raise NotAllowed(f"“{organization.name}”不能承接本需求：{out.ground_zh}")
        if run.inputs.mode == "scout":
            raise InvalidInput("寻访不针对某条需求，不能据此选定承接组织。", field="run_id")
        place = self._place(run_id, organization.id)
        detail = canonical_json((organization.id, organization.name, place, why))
        with self._store.write() as repo:
            return repo.append_audit(decider, _ACTION, run_id, detail, now=self._clock())

    def decisions(self, run_id: str) -> tuple[AuditEntry, ...]:
        """Return the decisions on a run, the last one last."""
        with self._store.read() as repo:
            return tuple(
                e for e in repo.audit_entries() if e.subject == run_id and e.action == _ACTION
            )

    def why(self, run_id: str, reference: str) -> OwnAnswer:
        """Return what an organization may know of its own place in a run."""
        run, organization = self._run(run_id), self._organization(reference)
        out = next((e for e in run.excluded if e.organization_id == organization.id), None)
        full = self._full(run_id)
        listed = full.candidates or full.nearest
        mine = next((c for c in listed if c.organization_id == organization.id), None)
        return OwnAnswer(
            run_id=run_id,
            organization_name=organization.name,
            rank=None if mine is None or not full.candidates else mine.rank,
            of=run.counts.eligible,
            total=None if mine is None else mine.total,
            parts=() if mine is None else mine.parts,
            reasons=() if mine is None else mine.reasons,
            ground_zh="" if out is None else out.ground_zh,
            source="" if out is None else out.source,
            advice_zh=_advice(out is not None, None if mine is None else mine.parts),
        )

    def _run(self, run_id: str) -> Run:
        with self._store.read() as repo:
            return run_from_json(repo.run(run_id))

    def _full(self, run_id: str) -> Run:
        return run_from_json(self._recommendations.rerun(run_id, _MOST).text)

    def _place(self, run_id: str, organization_id: str) -> int | None:
        listed = self._full(run_id).candidates
        return next((c.rank for c in listed if c.organization_id == organization_id), None)

    def _organization(self, reference: str) -> Organization:
        with self._store.read() as repo:
            try:
                return repo.get(Organization, reference)
            except NotFound:
                found = repo.find_organization(reference)
        if len(found) != 1:
            number = "没有" if not found else "不止一家"
            raise InvalidInput(
                f"{number}名称、信用代码或内部编号为“{reference}”的组织。", field="organization"
            )
        return found[0]


def _advice(excluded: bool, parts: tuple[PartScore, ...] | None) -> tuple[str, ...]:
    """Return what would help, from the organization's own parts that are least filled."""
    if excluded:
        return ("对上述事实有异议的，请向登记机关或街道更正信息；更正后重新推荐会得到新的结果。",)
    if parts is None:
        return ("服务内容与这条需求相差较远；供给目录里可补充更具体的服务说明。",)
    missed = [(p.weight * (1 - p.value), p) for p in parts if p.value is not None]
    missed.sort(key=lambda item: (-item[0], item[1].name))
    return tuple(part.detail_zh for points, part in missed[:2] if points > 0)
