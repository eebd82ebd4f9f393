"""Memberships that cannot work: federations without legal personality, circles (三(二)).

Memberships are kept as written. The gate asks only who signs for a group, one step up, so that a
circle never traps it; but nobody can tell who stands for whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from ...gate import is_filed, is_legal_person
from ...model import Federation, LegalStatus, Organization, OrganizationType
from ..issues import Finding
from .drafts import OrganizationDraft
from .federations import ids_by_name
from .names import name_key
from .reader import is_blank
from .report import warn

#: So many organizations of a circle are named; of more, their number.
_NAMED = 5


def tell_memberships(
    organizations: Sequence[Organization],
    federations: Sequence[Federation],
    rows: Mapping[str, OrganizationDraft],
) -> None:
    """Warn at each row of this import whose membership or federation cannot work.

    ``organizations`` and ``federations`` are the planned and the stored ones, ``rows`` the rows
    of this import by organization id.
    """
    by_id = {o.id: o for o in organizations}
    homes = _homes(organizations, federations)
    _tell_powerless(by_id, homes, {f.organization_id for f in federations}, rows)
    circles = {identity: circle for circle in _circles(homes) for identity in circle}
    for identity in by_id:
        if identity in circles and identity in rows:
            others = [by_id[i].name for i in circles[identity][: _NAMED + 1] if i != identity]
            found = _circle_finding(by_id[identity].name, others, len(circles[identity]) - 1)
            rows[identity].reader.tell("federation", found)


def _homes(
    organizations: Sequence[Organization], federations: Sequence[Federation]
) -> dict[str, set[str]]:
    """Return, by member id, the organizations it belongs to: as written and as recorded."""
    known, ids = ids_by_name(organizations), {o.id for o in organizations}
    homes: dict[str, set[str]] = defaultdict(set)
    for organization in organizations:
        found = known.get(name_key(organization.federation)) if organization.federation else None
        if found is not None:
            homes[organization.id].add(found)
    for federation in federations:
        for member in federation.member_ids:
            if member in ids and federation.organization_id in ids:
                homes[member].add(federation.organization_id)
    return dict(homes)


def _tell_powerless(
    by_id: Mapping[str, Organization],
    homes: Mapping[str, set[str]],
    recorded: set[str],
    rows: Mapping[str, OrganizationDraft],
) -> None:
    members: dict[str, list[str]] = defaultdict(list)
    for member, above in homes.items():
        for home in above - {member}:
            members[home].append(member)
    for identity, organization in by_id.items():
        acting = organization.type is OrganizationType.FEDERATION or identity in recorded
        if is_legal_person(organization) or not (acting or members[identity]):
            continue
        if identity in rows:
            found = _powerless(organization, len(members[identity]))
            reader = rows[identity].reader
            stated = (name for name in ("legal_status", "type") if not is_blank(reader.raw(name)))
            reader.tell(next(stated, "remarks"), found)
            continue
        for member in members[identity]:
            if member in rows and is_filed(by_id[member]):
                rows[member].reader.tell("federation", _powerless(organization, 0))


def _powerless(federation: Organization, members: int) -> Finding:
    status = federation.legal_status
    state = f"登记状态为“{status.value}”"
    if status is LegalStatus.NORMAL:
        state = f"组织类型为“{federation.type.value}”"
    named = f"，名下 {members} 个成员不能经它承接" if members else "，成员不能经它承接"
    message = (
        f"联合会“{federation.name}”{state}，没有法人资格，不能代签{named}（三(二)）。"
        "已按填写登记；请核对登记状态，确未登记的请先办理法人登记，或让成员改由有法人资格的联合会代签。"
    )
    return warn("FEDERATION_NO_LEGAL_PERSON", message)


def _circles(homes: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the groups of ids that are members of one another, directly or through others.

    Groups are the strongly connected components of more than one, and those in themselves.
    """
    rest = _without_ends(homes)
    if not rest:
        return []
    # Only a catalog with a circle pays for loading it.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ids = list(rest)
    number = {identity: n for n, identity in enumerate(ids)}
    edges = [(number[a], number[b]) for a in ids for b in sorted(rest[a]) if b in number]
    starts, ends = [a for a, _ in edges], [b for _, b in edges]
    shape = (len(ids), len(ids))
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (starts, ends)), shape=shape)
    _, labels = connected_components(graph.tocsr(), directed=True, connection="strong")
    groups: dict[int, list[str]] = defaultdict(list)
    for identity, label in zip(ids, labels, strict=True):
        groups[int(label)].append(identity)
    return [g for g in groups.values() if len(g) > 1 or g[0] in rest[g[0]]]


def _without_ends(homes: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the memberships among organizations that have both members and a home.

    Most catalogs have none: members are no federations, and street federations that belong to one
    of the district belong to one without a home.
    """
    inner = homes.keys() & {home for found in homes.values() for home in found}
    return {m: above & inner for m, above in homes.items() if m in inner and above & inner}


def _circle_finding(own: str, others: Sequence[str], count: int) -> Finding:
    """Return the finding about ``own``; ``others`` are the first names of ``count`` others."""
    if not count:
        message = (
            f"“{own}”的所属联合会就是它自己，已按填写保留；请改填它加入的联合会，没有加入的请留空。"
        )
        return warn("MEMBERSHIP_CIRCLE", message)
    named = "、".join(f"“{name}”" for name in others[:_NAMED])
    named += f"等 {count} 个组织" if count > _NAMED else ""
    message = (
        f"所属联合会绕成了一圈：“{own}”与{named}互为成员（直接或间接），分不清谁代谁签。"
        "成员关系已按填写保留；请核对这些组织的“所属联合会”，只留一个方向。"
    )
    return warn("MEMBERSHIP_CIRCLE", message)
