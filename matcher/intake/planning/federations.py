"""Federations of social organizations: supports given, members, groups in need of one (三(二))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ...gate import is_legal_person
from ...identity import natural_id
from ...model import Federation, Organization, OrganizationType
from ..plan import Change, Existing
from .compare import change_of
from .drafts import OrganizationDraft
from .names import name_key
from .report import Place, warn


@dataclass(frozen=True, slots=True)
class _Directory:
    """Federations by id with their organization and the stored record, if any.

    ``by_name`` finds a federation, ``known`` any organization, by the key of any of its names.
    """

    organizations: dict[str, Organization]
    stored: dict[str, Federation]
    by_name: dict[str, str]
    known: dict[str, str]

    def named(self, name: str) -> str | None:
        """Return the organization id of the federation called ``name``."""
        return self.by_name.get(name_key(name))


def plan_federations(
    organizations: Sequence[Organization],
    rows: dict[str, OrganizationDraft],
    existing: Existing,
    now: datetime,
) -> list[Change]:
    """Return the federation records that ``organizations`` (planned and stored) come to.

    ``rows`` are the draft rows of this import by organization id; only they can change a record.
    A filed group without a federation is told which federations it could join.
    """
    directory = _directory(organizations, existing)
    members: dict[str, list[str]] = {}
    for organization in organizations:
        if organization.id not in rows:
            continue
        home = _home(organization, rows[organization.id], directory)
        if home is not None:
            members.setdefault(home, []).append(organization.id)
    changes = []
    for identity, organization in directory.organizations.items():
        if identity not in rows and identity not in members:
            continue
        stored = directory.stored.get(identity)
        record = _record(organization, stored, members.get(identity, []))
        place = _place(rows, identity, members)
        changes.append(change_of(record, stored, (), place, now))
    return changes


def _directory(organizations: Sequence[Organization], existing: Existing) -> _Directory:
    stored = {f.organization_id: f for f in existing.federations}
    federations = [o for o in organizations if o.id in stored or _gives(o)]
    by_id = {o.id: o for o in federations}
    return _Directory(by_id, stored, ids_by_name(federations), ids_by_name(organizations))


def ids_by_name(organizations: Sequence[Organization]) -> dict[str, str]:
    """Return ids by the key of every name; of two that bear one name the first counts."""
    found: dict[str, str] = {}
    for organization in organizations:
        names = (organization.name, *organization.aliases, *organization.former_names)
        for name in names:
            found.setdefault(name_key(name), organization.id)
    return found


def _gives(organization: Organization) -> bool:
    is_one = organization.type is OrganizationType.FEDERATION or organization.name.endswith(
        "联合会"
    )
    return is_one and bool(organization.federation_supports)


def _home(organization: Organization, row: OrganizationDraft, directory: _Directory) -> str | None:
    if organization.federation:
        found = directory.named(organization.federation)
        if found is None:
            _tell_no_federation(organization, row, directory)
        return found
    if organization.type is OrganizationType.FILED_GROUP:
        known = "、".join(o.name for o in directory.organizations.values() if is_legal_person(o))
        way = f"可加入的联合会：{known}。" if known else "目录中还没有可代签的联合会。"
        message = f"备案组织没有法人资格，不得单独承接，须先加入联合会（三(二)）。{way}"
        row.reader.tell("remarks", warn("FEDERATION_NEEDED", message))
    return None


def _tell_no_federation(
    organization: Organization, row: OrganizationDraft, directory: _Directory
) -> None:
    name = organization.federation
    known = directory.known.get(name_key(name))
    if known == organization.id:
        return  # told as a circle of one
    if known is not None:
        message = (
            f"所属联合会“{name}”在供给目录中，但没有登记任何联合会支持项，这里只记下名称；"
            "请在它那一行填写“联合会支持项”（如项目委托代签）。"
        )
        row.reader.tell("federation", warn("FEDERATION_WITHOUT_SUPPORTS", message))
        return
    message = f"所属联合会“{name}”不在供给目录中，请先登记该联合会。"
    row.reader.tell("federation", warn("FEDERATION_UNKNOWN", message))


def _record(
    organization: Organization, stored: Federation | None, members: list[str]
) -> Federation:
    before = () if stored is None else stored.member_ids
    streets = (organization.filed_with,) if organization.filed_with else ()
    record = Federation(
        id="",
        organization_id=organization.id,
        supports=organization.federation_supports,
        member_ids=tuple(sorted({*before, *members})),
        streets=tuple(dict.fromkeys((*(() if stored is None else stored.streets), *streets))),
    )
    return replace(record, id=natural_id(record) if stored is None else stored.id)


def _place(
    rows: dict[str, OrganizationDraft], identity: str, members: dict[str, list[str]]
) -> Place:
    source = identity if identity in rows else members[identity][0]
    return rows[source].draft.place
