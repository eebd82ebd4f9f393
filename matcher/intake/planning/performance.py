"""Evaluation drafts → evaluations: whose they are, what is repeated, who judged himself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ...identity import natural_key, normalised_name, record_id
from ...model import Evaluation, EvaluatorType, Organization
from ...privacy import MARK
from ..plan import Change, Existing
from .compare import change_of
from .drafts import EvaluationDraft
from .names import name_key, near_names
from .reader import is_blank
from .report import Report, ask, warn


class Directory:
    """Finds an organization by code or by any of its exact names."""

    def __init__(self, organizations: Sequence[Organization]) -> None:
        self.by_id = {o.id: o for o in organizations}
        self._by_code = {o.uscc: o.id for o in organizations if o.uscc is not None}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for organization in organizations:
            for key in sorted(all_names(organization)):
                self._by_name[key].append(organization.id)

    def find(self, name: str, code: str | None) -> list[str]:
        """Return the ids that ``code`` or, failing that, ``name`` stands for."""
        if code is not None and code in self._by_code:
            return [self._by_code[code]]
        return self._by_name.get(name_key(name), [])

    def near(self, name: str) -> list[str]:
        """Return current names that may be meant by ``name``, nearest first."""
        return near_names(name, (o.name for o in self.by_id.values()))


@dataclass(slots=True)
class Performance:
    """What the evaluation rows come to, and the draft behind each evaluation id."""

    changes: list[Change] = field(default_factory=list)
    rows: dict[str, EvaluationDraft] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Owned:
    """A draft with its organization and the id that its written cells give it."""

    draft: EvaluationDraft
    organization: Organization
    id: str


def plan_evaluations(
    drafts: Sequence[EvaluationDraft],
    organizations: Sequence[Organization],
    existing: Existing,
    report: Report,
    now: datetime,
) -> Performance:
    """Return the changes that ``drafts`` make; ``organizations`` are planned and stored ones."""
    directory = Directory(organizations)
    owned = [found for draft in drafts if (found := _owner(draft, directory, report)) is not None]
    stored = {evaluation.id: evaluation for evaluation in existing.evaluations}
    by_key: dict[tuple[str, ...], list[Evaluation]] = defaultdict(list)
    for evaluation in existing.evaluations:
        by_key[natural_key(evaluation)].append(evaluation)
    identified = _identified(_without_repeats(owned, report))
    taken = {entry.id for entry in identified}
    performance = Performance()
    for entry in identified:
        judge = _judge_under_same_head(entry, directory)
        record = _record(entry, judge)
        match = stored.get(entry.id)
        if match is None:
            same = [e for e in by_key[natural_key(record)] if e.id not in taken]
            match = same[0] if same else None
        if match is not None:
            taken.add(match.id)
            record = replace(record, id=match.id)
        place, unstated = entry.draft.draft.place, entry.draft.draft.unstated
        change = change_of(record, match, unstated, place, now)
        if judge is not None and isinstance(change.record, Evaluation) and change.record.conflict:
            _tell_same_head(entry, judge)
        performance.changes.append(change)
        performance.rows[record.id] = entry.draft
    return performance


def all_names(organization: Organization) -> set[str]:
    """Return the keys of every name of ``organization``."""
    names = (organization.name, *organization.aliases, *organization.former_names)
    return {name_key(name) for name in names}


def _owner(draft: EvaluationDraft, directory: Directory, report: Report) -> _Owned | None:
    found = directory.find(draft.name, draft.code)
    if len(found) == 1:
        organization = directory.by_id[found[0]]
        if draft.name and name_key(draft.name) not in all_names(organization):
            message = (
                f"代码属于“{organization.name}”，名称写的是“{draft.name}”，按代码对应，请核对。"
            )
            draft.reader.tell("name", warn("NAME_DISAGREES", message))
        return _Owned(draft, organization, "")
    if found:
        near = [directory.by_id[i].name for i in found]
        message = f"“{draft.name}”对应多个组织：{'、'.join(near)}，请填信用代码。"
    else:
        near = directory.near(draft.name)
        message = f"未匹配组织：供给目录中没有“{draft.name}”，不新建，本行不产生评价。"
        if near:
            message = f"供给目录中没有“{draft.name}”，可能是：{'、'.join(near)}，待人工确认。"
    code = "ORGANIZATION_NEAR" if near else "ORGANIZATION_UNMATCHED"
    draft.reader.tell("name", ask(code, message, near[0] if near else None))
    report.reject(draft.draft.place, message)
    return None


def _without_repeats(owned: Sequence[_Owned], report: Report) -> list[_Owned]:
    first: dict[tuple[str, ...], _Owned] = {}
    for entry in owned:
        key = (entry.organization.id, *entry.draft.content)
        earlier = first.setdefault(key, entry)
        if earlier is not entry:
            places = (earlier.draft.draft.place, entry.draft.draft.place)
            message = f"与第 {places[0].row} 行完全相同，只计一次。"
            entry.draft.reader.tell("name", warn("EVALUATION_REPEATED", message))
            identity = _identity(entry, 1)
            report.pair("exact", "evaluation", (identity, identity), places, message, merged=True)
    return list(first.values())


def _identified(owned: Sequence[_Owned]) -> list[_Owned]:
    """Give ids; rows that differ only in lesser cells are told apart by their content's order."""
    seen: Counter[tuple[str, ...]] = Counter()
    ids: dict[int, str] = {}
    for entry in sorted(owned, key=lambda e: e.draft.content):
        key = (entry.organization.id, *entry.draft.key)
        seen[key] += 1
        ids[id(entry)] = _identity(entry, seen[key])
    return [replace(entry, id=ids[id(entry)]) for entry in owned]


def _identity(entry: _Owned, occurrence: int) -> str:
    return record_id("evaluation", entry.organization.id, *entry.draft.key, str(occurrence))


def _judge_under_same_head(entry: _Owned, directory: Directory) -> Organization | None:
    """Return the evaluator of the directory whose legal representative heads the evaluated too.

    A cell 利益冲突 that says something, also 否, is a person's answer and counts instead.
    """
    written = entry.draft.draft.record.evaluator_org
    head = entry.organization.legal_representative
    if not (written and head.strip()) or "*" in head or MARK in head:
        return None  # nobody named, or a masked name, which many people share
    if not is_blank(entry.draft.reader.raw("conflict")):
        return None
    found = [i for i in directory.find(written, None) if i != entry.organization.id]
    judge = directory.by_id[found[0]] if len(found) == 1 else None
    if judge is None or normalised_name(judge.legal_representative) != normalised_name(head):
        return None
    return judge


def _tell_same_head(entry: _Owned, judge: Organization) -> None:
    message = (
        f"评价机构“{judge.name}”与被评组织的法定代表人同名，标记冲突，按自评的权重计"
        "（五(七)、条例第18条）；如只是同名，请在“利益冲突”列填“否”。"
    )
    entry.draft.reader.tell("evaluator_org", warn("CONFLICT_SAME_HEAD", message))


def _record(entry: _Owned, judge: Organization | None) -> Evaluation:
    record = replace(entry.draft.draft.record, id=entry.id, organization_id=entry.organization.id)
    own = all_names(entry.organization)
    if record.evaluator_org and name_key(record.evaluator_org) in own:
        message = "评价机构就是被评组织自己，标记冲突，按自评处理（五(七)）。"
        entry.draft.reader.tell("evaluator_org", warn("SELF_EVALUATION", message))
        return replace(record, conflict=True, evaluator_type=EvaluatorType.SELF)
    return record if judge is None else replace(record, conflict=True)
