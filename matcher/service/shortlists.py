"""The shortlist (候选名单): made by a person from a run, exported only with fresh credit checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..audit import AuditEntry
from ..canonical import canonical_json, sha256_of
from ..codes import sentence
from ..errors import InvalidInput, NotAllowed, NotFound
from ..exchange import Shortlisted, write_shortlist
from ..gate import is_stale, last_checked
from ..model import CreditCheck, Recommendation
from .governance import person_named, reason_given
from .run_reader import RunReader

if TYPE_CHECKING:
    from ..store import Store
    from .recommendations import RecommendationService

#: The action of a shortlist in the audit log; its subject is the run.
SHORTLISTED = "列入候选名单"
_EXPORTED = "导出候选名单"
#: Ways of purchase that compare suppliers need at least so many (政府采购法 Art. 38, 40).
_FEWEST = 3
#: Warnings that whoever makes the list must have read.
_TOLD = frozenset({"W01", "W02", "W07", "W08", "W20"})


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What was recorded: the entry of the log and what a person should know (``notes_zh``)."""

    entry: AuditEntry
    names: tuple[str, ...]
    notes_zh: tuple[str, ...]


class ShortlistService:
    """Shortlists are entries of the audit log; the last one of a run is in force."""

    def __init__(
        self,
        store: Store,
        recommendations: RecommendationService,
        clock: Callable[[], datetime],
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._recommendations = recommendations
        self._runs = RunReader(store, recommendations)
        self._clock = clock
        self._today = today

    def make(self, run_id: str, references: Sequence[str], person: str, reason: str) -> Shortlist:
        """Record who goes on; any eligible organization may, also one that was not shown.

        NotAllowed for one that the gate keeps out; fewer than three, and two that are tied to each
        other (条例第18条), is said, not refused.
        """
        by, why = person_named(person), reason_given(reason)
        if not references:
            raise InvalidInput("请至少写一家组织。", field="organizations")
        chosen: dict[str, tuple[str, Recommendation | None]] = {}
        for reference in references:
            asked = self._runs.asked(run_id, reference)
            name = asked.organization.name
            if asked.exclusion is not None:
                raise NotAllowed(f"“{name}”不能列入：{asked.exclusion.ground_zh}")
            chosen[asked.organization.id] = (name, asked.entry)
        notes = _notes(chosen)
        detail = canonical_json(([[key, name] for key, (name, _) in chosen.items()], why, notes))
        with self._store.write() as repo:
            entry = repo.append_audit(by, SHORTLISTED, run_id, detail, now=self._clock())
        return Shortlist(entry, tuple(name for name, _ in chosen.values()), notes)

    def export(self, run_id: str, person: str) -> bytes:
        """Return the last shortlist of a run as .xlsx; NotFound when there is none.

        NotAllowed while the credit of one of them was never looked up or more than 30 days ago
        (F22): what is exported is shown to others as checked.
        """
        by = person_named(person)
        with self._store.read() as repo:
            made = [
                e for e in repo.audit_entries() if e.subject == run_id and e.action == SHORTLISTED
            ]
            checks = repo.all(CreditCheck)
        if not made:
            raise NotFound(f"推荐 {run_id} 还没有候选名单，请先用 duijie shortlist make 列出。")
        entry = made[-1]
        chosen, why, _ = json.loads(entry.detail)
        checked = {key: self._checked(key, name, checks) for key, name in chosen}
        stale = [note for day, note in checked.values() if note]
        if stale:
            raise NotAllowed("".join(stale) + "请重新查询并登记信用核验后再导出。")
        text = self._recommendations.run_text(run_id)
        lines = []
        for key, name in chosen:
            found = self._runs.asked(run_id, key).entry
            if found is None:
                raise NotAllowed(f"“{name}”不在这次推荐的前 200 名内，没有可导出的得分。")
            lines.append(Shortlisted(found, checked[key][0]))
        digest = sha256_of(text)
        data = write_shortlist(self._recommendations.run(run_id), digest, lines, entry.actor, why)
        with self._store.write() as repo:
            detail = canonical_json((entry.number, digest))
            repo.append_audit(by, _EXPORTED, run_id, detail, now=self._clock())
        return data

    def _checked(
        self, organization_id: str, name: str, checks: Sequence[CreditCheck]
    ) -> tuple[str, str]:
        """Return the day of the last look-up and, where it is too old, the sentence about it."""
        own = tuple(c for c in checks if c.organization_id == organization_id)
        day = last_checked(own, self._today())
        if day is None:
            return "", f"“{name}”：{sentence('W01')}"
        note = sentence("W02", date=day.isoformat()) if is_stale(day, self._today()) else ""
        return day.isoformat(), f"“{name}”：{note}" if note else ""


def _notes(chosen: dict[str, tuple[str, Recommendation | None]]) -> tuple[str, ...]:
    notes = []
    if len(chosen) < _FEWEST:
        notes.append(f"只有 {len(chosen)} 家，供给不足：竞争性方式至少 {_FEWEST} 家，请补充征集。")
    for name, entry in chosen.values():
        if entry is None:
            notes.append(f"“{name}”不在推荐的前 200 名内，由提出人自行加入。")
            continue
        notes += [f"“{name}”：{w.message_zh}" for w in entry.warnings if w.code in _TOLD]
    return tuple(notes)
