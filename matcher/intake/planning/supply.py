"""Supply drafts → organizations, services, credit checks: what to create, update, leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from ...identity import natural_id, record_id
from ...model import CreditCheck, Organization, Service
from ..issues import Finding
from ..plan import Change, Existing
from ..values import mask_phone
from .candidates import Lookalike, StoredNames, find_lookalikes
from .compare import change_of
from .drafts import Draft, OrganizationDraft
from .grouping import Group, group_rows, own_id
from .merging import merged_facts
from .names import name_key, written_key
from .report import Place, Report, ask, info, warn

#: Facts that a merged row may contradict; told by their column headers.
_COMPARED = ("type", "registered_on", "rating", "staff_full", "social_workers", "legal_status")


@dataclass(slots=True)
class Supply:
    """What the supply rows come to: changes by kind, and the draft behind each organization id."""

    organizations: list[Change] = field(default_factory=list)
    services: list[Change] = field(default_factory=list)
    credit_checks: list[Change] = field(default_factory=list)
    rows: dict[str, OrganizationDraft] = field(default_factory=dict)


def plan_supply(
    drafts: Sequence[OrganizationDraft], existing: Existing, report: Report, now: datetime
) -> Supply:
    """Return the changes that ``drafts`` make; duplicates and candidates go into the report."""
    stored = StoredNames(existing.organizations)
    groups, matches = stored.resolved(group_rows(drafts, existing.organizations))
    lookalikes = find_lookalikes(groups, stored, matches)
    _tell_conflicts(groups, report)
    supply = Supply()
    ids: dict[int, str] = {}
    services = _services_by_owner(existing)
    checks = {check.id: check for check in existing.credit_checks}
    taken = set(stored.by_id)
    for group in groups:
        if id(group) in lookalikes:
            continue
        change = _organization(group, matches.get(id(group)), taken, now)
        organization = change.record
        ids[id(group)] = organization.id
        taken.add(organization.id)
        supply.organizations.append(change)
        supply.rows[organization.id] = group.head
        supply.services += _services(group, organization.id, services, report, now)
        supply.credit_checks += _credit(group, organization.id, checks, now)
        _tell_merged(group, organization.id, report)
    for group in groups:
        if id(group) in lookalikes:
            _tell_candidate(group, lookalikes[id(group)], ids, report)
    return supply


def _organization(
    group: Group, stored: Organization | None, taken: set[str], now: datetime
) -> Change:
    facts = merged_facts(group, stored)
    record = facts.record
    if stored is None:
        identity = own_id(group)
        if identity in taken:  # its code or name has moved on from the record that it once named
            identity = record_id("organization", identity, name_key(record.name))
        return change_of(replace(record, id=identity), None, (), facts.place, now)
    if "*" in record.contact_phone and mask_phone(stored.contact_phone) == record.contact_phone:
        record = replace(record, contact_phone=stored.contact_phone)
    return change_of(replace(record, id=stored.id), stored, facts.unstated, facts.place, now)


def _services_by_owner(existing: Existing) -> dict[str, list[Service]]:
    by_owner: dict[str, list[Service]] = defaultdict(list)
    for service in existing.services:
        by_owner[service.organization_id].append(service)
    return by_owner


def _services(
    group: Group,
    organization_id: str,
    stored: dict[str, list[Service]],
    report: Report,
    now: datetime,
) -> list[Change]:
    drafts: dict[tuple[str, str], Draft[Service]] = {}
    for row in group.rows:
        if row.service is None:
            continue
        service = row.service.record
        key = (name_key(service.title), name_key(service.description))
        if key in drafts:
            _tell_repeated(drafts[key], row.service, organization_id, report)
        else:
            drafts[key] = row.service
    free = list(stored.get(organization_id, ()))
    titles = [draft.record.title for draft in drafts.values()]
    changes = []
    for draft in drafts.values():
        record = replace(draft.record, organization_id=organization_id)
        record = replace(record, id=natural_id(record))
        match = _stored_service(record, free, alone=titles.count(record.title) == 1)
        if match is not None:
            free.remove(match)
        changes.append(change_of(record, match, draft.unstated, draft.place, now))
    return changes


def _stored_service(record: Service, free: list[Service], *, alone: bool) -> Service | None:
    """Return the stored service with this id, else the only one of this title (edited since)."""
    by_id = [s for s in free if s.id == record.id]
    if by_id:
        return by_id[0]
    titled = [s for s in free if s.title == record.title]
    return titled[0] if alone and len(titled) == 1 else None


def _credit(
    group: Group, organization_id: str, stored: dict[str, CreditCheck], now: datetime
) -> list[Change]:
    changes: dict[str, Change] = {}
    for row in group.rows:
        for register, state in row.credit:
            check = CreditCheck(
                id="",
                organization_id=organization_id,
                list=register,
                state=state,
                ground=row.draft.record.remarks,
                checked_with="供给目录备注",
            )
            check = replace(check, id=natural_id(check))
            match = stored.get(check.id)
            if match is not None and match.checked_on is not None:
                continue  # a dated look-up is better evidence than an undated remark
            changes[check.id] = change_of(check, match, (), row.draft.place, now)
    return list(changes.values())


def _tell_conflicts(groups: Sequence[Group], report: Report) -> None:
    by_code: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.conflicting is not None:
            by_code[group.conflicting].append(group)
    for code, sharing in by_code.items():
        message = (
            f"代码 {code} 被名称不同的组织使用：代码冲突，都不自动合并，请人工核对后填写正确代码。"
        )
        for group in sharing:
            for row in group.rows:
                if row.draft.record.uscc == code:
                    row.reader.tell("uscc", ask("USCC_CONFLICT", message))
        for first, second in pairwise(sharing):
            ids = (own_id(first), own_id(second))
            places = (first.head.draft.place, second.head.draft.place)
            report.pair("code", "organization", ids, places, message)


def _tell_merged(group: Group, organization_id: str, report: Report) -> None:
    head = group.head
    told: set[Place] = set()
    for row, proof in group.merged:
        first, second = (head, row) if row is not head else (group.rows[0], head)
        places = (first.draft.place, second.draft.place)
        if second.draft.place in told or places[0] == places[1] or row.reader.row.continued:
            continue
        told.add(second.draft.place)
        found = _merge_finding(proof, head.draft.record.name, row.draft.record.name, group.code)
        row.reader.tell("name", found)
        ids = (organization_id, organization_id)
        report.pair("code", "organization", ids, places, found.message_zh, merged=True)
        _tell_differences(head, row)


def _merge_finding(proof: str, full: str, name: str, code: str | None) -> Finding:
    if proof == "stored":
        return info("SAME_ORGANIZATION", f"“{name}”与“{full}”在目录中已登记为同一组织。")
    if proof == "same":
        return info("SAME_ORGANIZATION", f"“{name}”名称、代码相同，是同一组织。")
    if proof == "code":
        message = f"与“{full}”代码相同，判定为同一组织；“{name}”并入，两条来源都保留。"
        return warn("SAME_ORGANIZATION", message)
    message = (
        f"“{name}”与“{full}”名称相合、服务内容逐字相同，而其中一行的代码不可用："
        f"判定为同一组织，代码取 {code}，两条来源都保留，请核对。"
    )
    return warn("SAME_ORGANIZATION", message)


def _tell_differences(head: OrganizationDraft, row: OrganizationDraft) -> None:
    """Tell which facts of a merged row were not taken, because the head row says otherwise."""
    if row is head:
        return
    stated = set(_COMPARED) - head.draft.unstated - row.draft.unstated
    differing = [
        row.reader.table.label(name) or name
        for name in _COMPARED
        if name in stated and getattr(head.draft.record, name) != getattr(row.draft.record, name)
    ]
    if differing:
        told = "、".join(differing)
        message = f"与第 {head.draft.place.row} 行为同一组织但{told}不同，以该行为准，请核对。"
        row.reader.tell("name", warn("FACTS_DIFFER", message))


def _tell_repeated(
    first: Draft[Service], second: Draft[Service], organization_id: str, report: Report
) -> None:
    record = replace(first.record, organization_id=organization_id)
    identity = natural_id(record)
    message = f"服务“{first.record.title}”与第 {first.place.row} 行相同，只留一条。"
    places = (first.place, second.place)
    report.pair("exact", "service", (identity, identity), places, message, merged=True)


def _tell_candidate(group: Group, alike: Lookalike, ids: dict[int, str], report: Report) -> None:
    row = group.head
    own = record_id("organization", written_key(row.written_name))
    message = f"“{row.written_name}”疑似“{alike.name}”，没有信用代码不自动合并，待人工确认。"
    for member in group.rows:
        member.reader.tell("name", ask("ORGANIZATION_CANDIDATE", message, alike.name))
        report.reject(member.draft.place, message)
    if alike.group is not None:
        first, place = ids.get(id(alike.group), ""), alike.group.head.draft.place
    else:
        stored = alike.stored
        source = None if stored is None or stored.meta is None else stored.meta.source
        first = "" if stored is None else stored.id
        place = Place("", "", 0)
        if source is not None:
            place = Place(source.file, source.sheet or "", source.row or 0)
    report.pair("name", "organization", (first, own), (place, row.draft.place), message)
