"""The shortlist (候选名单): made by a person from a run, exported only with fresh credit checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..audit import AuditEntry
from ..canonical import canonical_json, sha256_of
from ..errors import Conflict, InvalidInput, NotAllowed, NotFound
from ..exchange import Shortlisted, write_shortlist
from ..explain import setbacks
from ..gate import Ties
from ..model import Contract, Organization
from .decisions import objections, reason_kept
from .governance import person_named
from .present import Present
from .recusal import candidates_of, require_unrelated
from .run_reader import Asked, RunReader

if TYPE_CHECKING:
    from ..store import Repository, Store
    from .recommendations import RecommendationService

#: The action of a shortlist in the audit log; its subject is the run.
SHORTLISTED = "列入候选名单"
_EXPORTED = "导出候选名单"
#: Ways of purchase that compare suppliers need at least so many (政府采购法 Art. 38, 40).
_FEWEST = 3
#: Warnings of the run that whoever makes the list must have read; credit, ties and failed projects
#: are told as they are by now.
_TOLD = frozenset({"W20", "W24"})


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

        NotAllowed for one that the gate keeps out, by the run or by what is known today, and for
        somebody who heads one of the listed (F11); InvalidInput for a run that answers no need.
        Fewer than three, two that are tied to each other (条例第18条) and what a decision would
        have to answer for are said, not refused. Personal data in the reason are masked.
        """
        by, why = person_named(person), reason_kept(reason)
        if not any(reference.strip() for reference in references):
            raise InvalidInput("请至少写一家组织。", field="organizations")
        if self._recommendations.run(run_id).inputs.mode == "scout":
            raise InvalidInput("寻访不针对某条需求，不能据此列出候选名单。", field="run_id")
        found = [self._runs.asked(run_id, reference) for reference in references]
        chosen = tuple({asked.organization.id: asked for asked in found}.values())
        names = tuple(asked.organization.name for asked in chosen)
        with self._store.write() as repo:
            present = Present(repo, self._today())
            for asked in chosen:
                out = asked.exclusion or present.exclusion(asked.organization)
                if out is not None:
                    raise NotAllowed(f"“{asked.organization.name}”不能列入：{out.ground_zh}")
            run = self._recommendations.run(run_id)
            organizations = tuple(asked.organization for asked in chosen)
            require_unrelated(by, (*organizations, *candidates_of(repo, run)))
            notes = (*_few(len(chosen)), *_ties(chosen), *self._told(repo, present, chosen))
            pairs = [[asked.organization.id, asked.organization.name] for asked in chosen]
            detail = canonical_json((pairs, why, notes))
            entry = repo.append_audit(by, SHORTLISTED, run_id, detail, now=self._clock())
        return Shortlist(entry, names, notes)

    def export(self, run_id: str, person: str) -> bytes:
        """Return the last shortlist of a run as .xlsx; NotFound when there is none.

        NotAllowed while one of them is kept out by what is known today, or while its credit, or
        that of the federation that signs for it, was never looked up or more than 30 days ago
        (F22): what is exported is shown to others as checked. Conflict when the list is made anew
        in the meantime.
        """
        by, text = person_named(person), self._recommendations.run_text(run_id)
        with self._store.read() as repo:
            entry = _last(repo, run_id)
        pairs, why, notes = json.loads(entry.detail)
        chosen = [self._runs.asked(run_id, key) for key, _ in pairs]
        digest = sha256_of(text)
        with self._store.write() as repo:
            if _last(repo, run_id) != entry:
                raise Conflict("候选名单刚被重新列出，请再导出一次。")
            days = self._checked(Present(repo, self._today()), chosen)
            lines = [_line(asked, day) for asked, day in zip(chosen, days, strict=True)]
            run = self._recommendations.run(run_id)
            data = write_shortlist(run, digest, lines, entry.actor, why, notes)
            detail = canonical_json((entry.number, digest))
            repo.append_audit(by, _EXPORTED, run_id, detail, now=self._clock())
        return data

    def _told(self, repo: Repository, present: Present, chosen: Sequence[Asked]) -> list[str]:
        """Return what has to be known of each of them, in the order they were named."""
        contracts, notes = repo.all(Contract), []
        for asked in chosen:
            organization, entry = asked.organization, asked.entry
            own = repo.evaluations_of(organization.id)
            later = setbacks(organization.id, own, contracts, self._today())
            against = objections(asked.run, organization, entry, later)
            notes += [f"“{organization.name}”：{sentence}" for sentence in against]
            notes += [note for o in self._who(asked) if (note := present.unchecked(o))]
            if entry is None:
                notes.append(f"“{organization.name}”不在推荐的前 200 名内，由提出人自行加入。")
                continue
            told = (w.message_zh for w in entry.warnings if w.code in _TOLD)
            notes += [f"“{organization.name}”：{message}" for message in told]
        return notes

    def _checked(self, present: Present, chosen: Sequence[Asked]) -> list[date]:
        """Return the days of the look-ups; NotAllowed with every obstacle there is."""
        problems, days = [], []
        for asked in chosen:
            out = present.exclusion(asked.organization)
            if out is not None:
                raise NotAllowed(
                    f"“{asked.organization.name}”现在不能承接：{out.ground_zh}"
                    "请重新列出候选名单后再导出。"
                )
            who = self._who(asked)
            problems += [note for o in who if (note := present.unchecked(o))]
            days.append(min((d for o in who if (d := present.checked_on(o))), default=date.min))
        if problems:
            raise NotAllowed(
                "".join(dict.fromkeys(problems))
                + "请重新查询并登记信用核验（duijie credit）后再导出。"
            )
        return days

    def _who(self, asked: Asked) -> tuple[Organization, ...]:
        """Return whose credit counts: its own and, for a filed group, that of who signs."""
        via = "" if asked.entry is None or asked.entry.via is None else asked.entry.via
        return (asked.organization, *((self._runs.organization(via),) if via else ()))


def _last(repo: Repository, run_id: str) -> AuditEntry:
    made = [e for e in repo.audit_entries() if e.subject == run_id and e.action == SHORTLISTED]
    if not made:
        raise NotFound(f"推荐 {run_id} 还没有候选名单，请先用 duijie shortlist make 列出。")
    return made[-1]


def _line(asked: Asked, day: date) -> Shortlisted:
    name = asked.organization.name
    return Shortlisted(name, asked.entry, asked.place, day.isoformat(), asked.apart)


def _few(count: int) -> tuple[str, ...]:
    if count >= _FEWEST:
        return ()
    return (f"只有 {count} 家，供给不足：竞争性方式至少 {_FEWEST} 家，请补充征集。",)


def _ties(chosen: Sequence[Asked]) -> list[str]:
    """Return who of the list may not bid beside whom (条例第18条): each with one named before."""
    notes = []
    for count, asked in enumerate(chosen):
        tie = Ties(before.organization for before in chosen[:count]).of(asked.organization)
        if tie is not None:
            notes.append(
                f"“{asked.organization.name}”与“{tie.other}”{tie.kind_zh}，"
                "不得参加同一项目（条例第18条），请只留一家。"
            )
    return notes
