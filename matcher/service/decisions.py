"""After the list: a named human decides with a reason (F10), and an organization asks why (F21)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..audit import AuditEntry
from ..canonical import canonical_json
from ..clock import BEIJING
from ..errors import InvalidInput, NotAllowed
from ..explain import setbacks
from ..model import (
    OTHER_SUPPLIER_TYPES,
    Caution,
    Contract,
    EvidenceRecord,
    Organization,
    PartScore,
    Reason,
    Recommendation,
    Run,
)
from ..privacy import mask_personal_data
from .governance import person_named, reason_given
from .present import Present
from .recusal import candidates_of, require_unrelated
from .run_reader import RunReader

if TYPE_CHECKING:
    from ..store import Store
    from .recommendations import RecommendationService

#: The action of a decision in the audit log; its subject is the run.
DECIDED = "选定承接组织"
_RED_FLAG = "W08"
#: What an organization itself can do about a part; nothing for what it cannot change.
_HELPS = {
    "fit": "可在供给目录里写明具体做什么、为谁做，并选好服务类型和服务对象。",
    "performance": "可请购买方安排第三方评价并登记；自评只占很小的分量。",
    "capacity": "可补充专职人员、持证社工、在手项目数和最大同类项目。",
    "budget": "可填写参考报价和计价单位。",
    "coverage": "可核对申报的服务区域。",
}


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What one organization may know of one run: its own figures, and nobody else's.

    ``rank`` is None where it was excluded (``ground_zh`` says why, and ``source`` where that was
    read) or is not among the first 200; ``apart``: it counts in the list of other suppliers, which
    stands apart from the one of social organizations. ``advice_zh`` says what it can do.
    """

    run_id: str
    organization_name: str
    rank: int | None
    apart: bool
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

        It is kept out by the run or by what is known today. The list is advice: any eligible
        organization may be chosen, by a person, with a reason. What speaks against it (another
        supplier for what 原则上 goes to social organizations, a failed project) needs a second
        reason, ``despite``, or is NotAllowed. Who heads one of the listed does not decide (F11).
        Personal data in the reasons are masked.
        """
        decider, why = person_named(person), reason_kept(reason)
        asked = self._runs.asked(run_id, reference)
        organization = asked.organization
        if asked.run.inputs.mode == "scout":
            raise InvalidInput("寻访不针对某条需求，不能据此选定承接组织。", field="run_id")
        with self._store.write() as repo:
            now = self._clock()
            today = now.astimezone(BEIJING).date()
            out = asked.exclusion or Present(repo, today).exclusion(organization)
            if out is not None:
                raise NotAllowed(f"“{organization.name}”不能承接本需求：{out.ground_zh}")
            require_unrelated(decider, (organization, *candidates_of(repo, asked.run)))
            own = repo.evaluations_of(organization.id)
            later = setbacks(organization.id, own, repo.all(Contract), today)
            against = objections(asked.run, organization, asked.entry, later)
            if against and not despite.strip():
                raise NotAllowed("".join(against) + "仍要选定的，请另写明理由（--despite）。")
            made: list[object] = [organization.id, organization.name, asked.place, why]
            if against:
                made += [list(against), reason_kept(despite)]
            detail = canonical_json(made)
            return repo.append_audit(decider, DECIDED, run_id, detail, now=now)

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
            apart=asked.apart,
            of=asked.run.counts.eligible,
            total=None if mine is None else mine.total,
            parts=() if mine is None else mine.parts,
            reasons=() if mine is None else mine.reasons,
            evidence=() if mine is None else mine.evidence,
            ground_zh="" if out is None else out.ground_zh,
            source="" if out is None else out.source,
            advice_zh=_advice(out is not None, None if mine is None else mine.parts),
        )


def reason_kept(text: str) -> str:
    """Return a reason as the log may keep it for ever: given, and without personal data."""
    return mask_personal_data(reason_given(text)).text


def objections(
    run: Run,
    organization: Organization,
    entry: Recommendation | None,
    later: Sequence[Caution] = (),
) -> tuple[str, ...]:
    """Return what a choice has to answer for, as Chinese sentences (T53b, W08).

    ``later``: setbacks that are known by now; the run knew those of its own day.
    """
    found = []
    if run.in_principle and organization.type in OTHER_SUPPLIER_TYPES:
        found.append(
            f"这条需求原则上应向社会组织购买（五(三)），“{organization.name}”是{organization.type}。"
        )
    warnings = () if entry is None else entry.warnings
    found += [w.message_zh for w in (*warnings, *later) if w.code == _RED_FLAG]
    return tuple(dict.fromkeys(found))


def _advice(excluded: bool, parts: tuple[PartScore, ...] | None) -> tuple[str, ...]:
    """Return what would help, from the organization's own parts that are least filled."""
    if excluded:
        return ("对上述事实有异议的，请向登记机关或街道更正信息；更正后重新推荐会得到新的结果。",)
    if parts is None:
        return ("服务内容与这条需求相差较远；供给目录里可补充更具体的服务说明。",)
    missed = [(p.weight * (1 - p.value), p) for p in parts if p.value is not None]
    missed.sort(key=lambda item: (-item[0], item[1].name))
    helped = [part for points, part in missed if points > 0 and part.name in _HELPS]
    return tuple(f"{part.detail_zh}{_HELPS[part.name]}" for part in helped[:2])
