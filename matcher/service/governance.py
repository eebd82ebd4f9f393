"""Weights by two persons (F20) and the audit log (F15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..audit import AuditEntry, verify_chain
from ..canonical import canonical_json, sha256_of
from ..errors import InvalidInput, NotAllowed
from ..model import DraftStatus, Need, Run, WeightDraft
from ..recommend import recommend
from ..weights import PARTS_ZH, Weights, weights_from_json
from .values import Progress

if TYPE_CHECKING:
    from ..store import Store
    from .keeper import SnapshotKeeper

_SHOWN = 5
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Move:
    """One organization whose place among the first five changes under a draft.

    ``before`` and ``after`` are places from 1, None outside the first five; ``why_zh`` names the
    parts that made the difference.
    """

    organization_id: str
    organization_name: str
    before: int | None
    after: int | None
    why_zh: str


@dataclass(frozen=True, slots=True)
class SimulatedNeed:
    """One need under a draft: whether the first changes, and who moves."""

    need_id: str
    title: str
    first_changes: bool
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """A draft on the newest needs of the catalog; nothing of it is stored."""

    draft: WeightDraft
    needs: int
    first_changes: int
    changed: tuple[SimulatedNeed, ...]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The state of the audit log; ``last_hash`` is what to note elsewhere."""

    entries: int
    last_hash: str
    findings_zh: tuple[str, ...]


class GovernanceService:
    """Proposals of weights and the log of decisions."""

    def __init__(
        self,
        store: Store,
        keeper: SnapshotKeeper,
        clock: Callable[[], datetime],
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._clock = clock
        self._today = today

    def propose_weights(self, body: str, author: str, reason: str) -> WeightDraft:
        """Store a draft; InvalidInput for a document, an author or a reason that is unusable."""
        made = _document(body)
        person, why = person_named(author), reason_given(reason)
        with self._store.write() as repo:
            if made.version in repo.weights_versions():
                raise InvalidInput(
                    f"权重版本 {made.version} 已存在，请换一个版本号。", field="version"
                )
            now = self._clock()
            draft = WeightDraft(
                id=sha256_of(canonical_json((body, person, now)))[:_DIGITS],
                body=body,
                author=person,
                reason=why,
                created_at=now,
            )
            repo.add_draft(draft)
            detail = canonical_json((made.version, why))
            repo.append_audit(person, "提出权重草案", draft.id, detail, now=now)
        return draft

    def approve_weights(self, draft_id: str, person: str, effective_from: date) -> WeightDraft:
        """Put a draft into force from a day on; never by its author, never for the past (F20)."""
        return self._decide(draft_id, person, DraftStatus.APPROVED, effective_from)

    def reject_weights(self, draft_id: str, person: str) -> WeightDraft:
        """Close a draft without putting it into force."""
        return self._decide(draft_id, person, DraftStatus.REJECTED, None)

    def drafts(self) -> tuple[WeightDraft, ...]:
        """Return all drafts, the newest first."""
        with self._store.read() as repo:
            return repo.drafts()

    def simulate(
        self, draft_id: str, count: int = 50, progress: Progress | None = None
    ) -> Simulation:
        """Return what a draft would change on the newest ``count`` needs of the catalog."""
        if count < 1:
            raise InvalidInput("试算的需求数必须不小于 1。", field="count")
        today = self._today()
        with self._store.read() as repo:
            draft = repo.draft(draft_id)
            present = repo.weights(as_of=today)
            needs = sorted(repo.all(Need), key=_made)[-count:]
            version = repo.catalog_version()
        snapshot = self._keeper.for_version(version)
        proposed = weights_from_json(draft.body)
        changed: list[SimulatedNeed] = []
        for done, need in enumerate(needs, start=1):
            runs = [
                recommend(need, snapshot, w, today, _SHOWN, "need") for w in (present, proposed)
            ]
            moves = _moves(*runs)
            if moves:
                changed.append(SimulatedNeed(need.id, need.title, _first_changes(*runs), moves))
            if progress is not None:
                progress(done, len(needs))
        return Simulation(
            draft, len(needs), sum(need.first_changes for need in changed), tuple(changed)
        )

    def verify_audit(self, expected: str | None = None) -> AuditReport:
        """Check the whole chain; ``expected`` is a hash that was noted earlier."""
        with self._store.read() as repo:
            entries = tuple(repo.audit_entries())
        return AuditReport(
            entries=len(entries),
            last_hash=entries[-1].hash if entries else "",
            findings_zh=verify_chain(entries, expected),
        )

    def audit_log(self) -> tuple[AuditEntry, ...]:
        """Return all entries in their order."""
        with self._store.read() as repo:
            return tuple(repo.audit_entries())

    def _decide(
        self, draft_id: str, person: str, status: DraftStatus, effective_from: date | None
    ) -> WeightDraft:
        decider = person_named(person)
        if effective_from is not None and effective_from < self._today():
            raise InvalidInput(
                "生效日期不能早于今天：已做的推荐沿用当时的权重。", field="effective_from"
            )
        with self._store.write() as repo:
            draft = repo.draft(draft_id)
            if decider == draft.author:
                raise NotAllowed("权重由提出人以外的第二人决定，请换一个人批准或否决。")
            now = self._clock()
            closed = replace(
                draft,
                status=status,
                decided_by=decider,
                decided_at=now,
                effective_from=effective_from,
            )
            repo.close_draft(closed)
            if effective_from is not None:
                repo.add_weights(draft.body, effective_from=effective_from, now=now)
            detail = canonical_json((status.value, effective_from))
            repo.append_audit(decider, "决定权重草案", draft.id, detail, now=now)
        return closed


def _made(need: Need) -> tuple[str, str]:
    return ("" if need.meta is None else need.meta.created_at.isoformat(), need.id)


def _document(body: str) -> Weights:
    try:
        return weights_from_json(body)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InvalidInput(
            "权重文件不完整或不是 JSON；可从 docs/ranking.md 所列的全部字段开始。", field="body"
        ) from error


def person_named(name: str) -> str:
    """Return the name of who acts; InvalidInput for none."""
    person = " ".join(name.split())
    if not person or len(person) > 50:
        raise InvalidInput("请写明是谁（1–50 个字）。", field="by")
    return person


def reason_given(text: str) -> str:
    """Return the reason of an act; InvalidInput for none."""
    reason = text.strip()
    if not reason or len(reason) > 500:
        raise InvalidInput("请写明理由（1–500 个字）。", field="reason")
    return reason


def _first_changes(before: Run, after: Run) -> bool:
    old, new = (
        run.candidates[0].organization_id if run.candidates else None for run in (before, after)
    )
    return old != new


def _moves(before: Run, after: Run) -> tuple[Move, ...]:
    """Return whose place changes, in the order of the new list, then of the old."""
    old = {c.organization_id: c for c in before.candidates}
    new = {c.organization_id: c for c in after.candidates}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key), new.get(key)
        if was is not None and now is not None and was.rank == now.rank:
            continue
        some = now or was
        if some is not None:
            found.append(
                Move(
                    key,
                    some.organization_name,
                    None if was is None else was.rank,
                    None if now is None else now.rank,
                    _why(before, after, key),
                )
            )
    return tuple(found)


def _why(before: Run, after: Run, organization_id: str) -> str:
    """Return the two parts whose points change most for an organization shown by either run."""
    shown = [
        next((c for c in run.candidates if c.organization_id == organization_id), None)
        for run in (before, after)
    ]
    if shown[0] is None or shown[1] is None:
        return "进入前五名" if shown[0] is None else "退出前五名"
    points = [{p.name: p.points or 0.0 for p in c.parts} for c in shown if c is not None]
    changes = sorted(
        ((points[1][name] - points[0][name], name) for name in points[0]),
        key=lambda item: (-abs(item[0]), item[1]),
    )
    said = [f"{PARTS_ZH[name]} {change:+.1f} 分" for change, name in changes[:2] if change]
    return "，".join(said) or "自身分数不变，其他组织变动"
