"""Need drafts → needs: codes, conflicts, repeated rows, near-duplicates, suggestions."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from ...identity import natural_id, record_id
from ...model import Need, NeedStatus, Service
from ..plan import Change, Existing
from .compare import change_of
from .drafts import NeedDraft
from .likeness import NEAR, is_exact, likeness, profile, rows_sharing
from .names import name_key
from .report import Place, Report, ask, warn
from .suggest import TypeSuggester

#: Beginning of codes that the import gives to needs without one.
TEMPORARY = "LS-"


#: A need to compare, where it was read, and its draft when it is of this import.
_Known = tuple[Need, Place, NeedDraft | None]


def plan_needs(
    drafts: Sequence[NeedDraft],
    existing: Existing,
    services: Sequence[Service],
    report: Report,
    now: datetime,
) -> list[Change]:
    """Return the changes that ``drafts`` make; ``services`` help to suggest missing types."""
    drafts = _without_repeats(_with_codes(drafts), report)
    conflicting = _conflicts(drafts, report)
    matches = _matches(drafts, existing.needs)
    taken = {need.id for need in existing.needs}
    coded = {need.code: need for need in existing.needs}
    changes, rows = [], []
    for number, draft in enumerate(drafts):
        need, match = draft.draft.record, matches.get(number)
        if match is None:
            other = coded.get(need.code)
            if other is not None:
                _tell_conflict(draft, other)
            contested = other is not None or need.code in conflicting
            identity = _new_id(need, contested=contested, taken=taken)
            taken.add(identity)
        else:
            identity = match.id
        record = replace(need, id=identity)
        change = change_of(record, match, draft.draft.unstated, draft.draft.place, now)
        changes.append(change)
        rows.append((draft, change))
    _tell_duplicates(rows, existing.needs, report)
    _suggest_types(rows, existing, services)
    return changes


def _with_codes(drafts: Sequence[NeedDraft]) -> list[NeedDraft]:
    """Give needs without a code a temporary one, made from their text so that it never changes."""
    given: dict[str, int] = defaultdict(int)
    coded = []
    for draft in drafts:
        need = draft.draft.record
        if not need.code:
            text = "\x1f".join((need.title, need.description, need.street))
            base = TEMPORARY + hashlib.sha256(text.encode()).hexdigest()[:8].upper()
            given[base] += 1
            code = base if given[base] == 1 else f"{base}-{given[base]}"
            message = f"缺需求编号，先用临时编号 {code}，不与其他行合并；请补正式编号。"
            draft.reader.tell("code", warn("TEMPORARY_CODE", message, code))
            draft = replace(draft, draft=replace(draft.draft, record=replace(need, code=code)))
        coded.append(draft)
    return coded


def _without_repeats(drafts: Sequence[NeedDraft], report: Report) -> list[NeedDraft]:
    """Count a row with code and title of an earlier row once; the earlier row counts."""
    first: dict[tuple[str, str], NeedDraft] = {}
    for draft in drafts:
        need = draft.draft.record
        earlier = first.setdefault((need.code, name_key(need.title)), draft)
        if earlier is not draft:
            message = f"编号和名称与第 {earlier.draft.place.row} 行相同，只计一次，以该行为准。"
            ids = (natural_id(earlier.draft.record), natural_id(need))
            places = (earlier.draft.place, draft.draft.place)
            report.pair("exact", "need", ids, places, message, merged=True)
            report.reject(draft.draft.place, message)
    return list(first.values())


def _conflicts(drafts: Sequence[NeedDraft], report: Report) -> set[str]:
    by_code: dict[str, list[NeedDraft]] = defaultdict(list)
    for draft in drafts:
        by_code[draft.draft.record.code].append(draft)
    conflicting = {code for code, sharing in by_code.items() if len(sharing) > 1}
    for code in sorted(conflicting):
        sharing = by_code[code]
        message = (
            f"编号 {code} 被 {len(sharing)} 条名称不同的需求使用：编号冲突，都保留，请改正编号。"
        )
        for draft in sharing:
            draft.reader.tell("code", warn("CODE_CONFLICT", message))
        for one, two in pairwise(sharing):
            ids = (_conflict_id(one), _conflict_id(two))
            places = (one.draft.place, two.draft.place)
            report.pair("code", "need", ids, places, message)
    return conflicting


def _conflict_id(draft: NeedDraft) -> str:
    return record_id("need", draft.draft.record.code, draft.draft.record.title)


def _new_id(need: Need, *, contested: bool, taken: set[str]) -> str:
    """Return the id of a new need: by its code, by code and title where the code is contested."""
    identity = natural_id(need)
    if contested or identity in taken:
        identity = record_id("need", need.code, need.title)
    return identity if identity not in taken else record_id("need", identity, need.description)


def _matches(drafts: Sequence[NeedDraft], stored: Sequence[Need]) -> dict[int, Need]:
    """Return the stored need of each draft, by place: the surest matches are made first.

    By code and title, then by code alone when the text is an edited form, then by the same text
    under another code (a temporary code replaced, a wrong one corrected).
    """
    by_code: dict[str, list[Need]] = defaultdict(list)
    by_text: dict[tuple[str, str, str], list[Need]] = defaultdict(list)
    for need in stored:
        by_code[need.code].append(need)
        by_text[_text(need)].append(need)
    found: dict[int, Need] = {}
    taken: set[str] = set()

    def settle(number: int, candidates: Sequence[Need]) -> None:
        free = [n for n in candidates if n.id not in taken]
        if number not in found and len(free) == 1:
            found[number] = free[0]
            taken.add(free[0].id)

    needs = [draft.draft.record for draft in drafts]
    for number, need in enumerate(needs):
        settle(number, [n for n in by_code[need.code] if _titled(n) == _titled(need)])
    for number, need in enumerate(needs):
        settle(number, [n for n in by_code[need.code] if _same_need(need, n)])
    for number, need in enumerate(needs):
        settle(number, by_text[_text(need)])
    return found


def _text(need: Need) -> tuple[str, str, str]:
    return (need.title, need.description, need.street)


def _titled(need: Need) -> str:
    return name_key(need.title)


def _same_need(need: Need, stored: Need) -> bool:
    """Return whether ``need`` is an edited form of ``stored`` rather than another need."""
    if need.description and need.description == stored.description:
        return True
    return likeness(profile(need), profile(stored)) >= NEAR


def _tell_conflict(draft: NeedDraft, other: Need) -> None:
    code = draft.draft.record.code
    message = f"编号 {code} 已用于{_quoted(other.title)}：编号冲突，两条都保留，请改正编号。"
    draft.reader.tell("code", warn("CODE_CONFLICT", message))


def _tell_duplicates(
    rows: Sequence[tuple[NeedDraft, Change]], stored: Sequence[Need], report: Report
) -> None:
    """Tell each need of this import which earlier one it resembles most, if any."""
    planned = {change.record.id for _, change in rows}
    known: list[_Known] = [(n, _place_of(n), None) for n in stored if n.id not in planned]
    for draft, change in rows:
        if isinstance(change.record, Need):
            known.append((change.record, draft.draft.place, draft))
    known = [entry for entry in known if entry[0].status is NeedStatus.ACTIVE]
    fresh = sum(draft is None for _, _, draft in known)
    profiles = [profile(need) for need, _, _ in known]
    best: dict[int, tuple[float, int]] = {}
    for one, two in rows_sharing(profiles, fresh):
        near = 2.0 if is_exact(profiles[one], profiles[two]) else 0.0
        near = near or likeness(profiles[one], profiles[two])
        if near >= NEAR and near > best.get(two, (0.0, 0))[0]:
            best[two] = (near, one)
    for two, (near, one) in best.items():
        _tell_pair(known[one], known[two], "exact" if near > 1 else "near", report)


def _tell_pair(first: _Known, second: _Known, kind: str, report: Report) -> None:
    same = "名称、描述相同" if kind == "exact" else "说法不同、意思相近"
    message = (
        f"与{_quoted(first[0].title)}（{first[0].code}）{same}，疑似同一需求，人工确认前不合并。"
    )
    if second[2] is not None:
        second[2].reader.tell("title", ask(f"NEED_{kind.upper()}", message))
    ids, places = (first[0].id, second[0].id), (first[1], second[1])
    report.pair(kind, "need", ids, places, message)


def _quoted(title: str) -> str:
    return title if title.startswith("“") else f"“{title}”"


def _place_of(need: Need) -> Place:
    if need.meta is None:
        return Place("", "", 0)
    source = need.meta.source
    return Place(source.file, source.sheet or "", source.row or 0)


def _suggest_types(
    rows: Sequence[tuple[NeedDraft, Change]], existing: Existing, services: Sequence[Service]
) -> None:
    missing = [(d, c.record) for d, c in rows if isinstance(c.record, Need)]
    missing = [(d, need) for d, need in missing if not need.service_types]
    if not missing:
        return
    needs = [c.record for _, c in rows if isinstance(c.record, Need)]
    suggester = TypeSuggester([*needs, *existing.needs], [*services, *existing.services])
    for draft, need in missing:
        if draft.reader.text("service_types"):
            continue  # a type was written; the classification has told what to do about it
        proposal = suggester.suggest(need)
        way = f"建议“{proposal}”，待人工确认。" if proposal else "请按分类表补充。"
        message = f"缺服务类型，补齐前不得发布（四(一)）；{way}"
        draft.reader.tell("service_types", ask("TYPE_MISSING", message, proposal))
