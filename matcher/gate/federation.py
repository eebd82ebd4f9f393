"""The route of filed groups: a federation applies and signs for them (三(二)).

A filed group has no legal personality: it never contracts itself and is no 联合体 member.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..catalog import Catalog
from ..identity import normalised_name
from ..model import (
    Federation,
    FederationSupport,
    LegalStatus,
    Organization,
    OrganizationType,
)
from .credit import CODE_OF, listing

NEEDS_FEDERATION = frozenset({LegalStatus.FILED, LegalStatus.UNREGISTERED})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a filed group's federations allow: a signer, or why there is none."""

    signer: Organization | None
    code: str | None
    federation_name: str = ""


def is_filed(organization: Organization) -> bool:
    """Return whether the organization cannot contract in its own name."""
    dissolved = organization.legal_status not in (LegalStatus.NORMAL, *NEEDS_FEDERATION)
    filed = organization.type is OrganizationType.FILED_GROUP
    return not dissolved and (filed or organization.legal_status in NEEDS_FEDERATION)


def is_legal_person(federation: Organization) -> bool:
    """Return whether a federation can sign: registered, in normal standing, not only filed."""
    return federation.legal_status is LegalStatus.NORMAL and not is_filed(federation)


def names_of(organization: Organization) -> frozenset[str]:
    """Return every name and the id that a person may have written for the organization."""
    names = (organization.name, *organization.former_names, *organization.aliases)
    return frozenset({organization.id, *map(normalised_name, names)})


class Federations:
    """The federations of a catalog, by member."""

    def __init__(self, catalog: Catalog, as_of: date) -> None:
        """Look up memberships once, for all groups of one gate."""
        self._catalog = catalog
        self._as_of = as_of
        self._by_member: dict[str, list[Federation]] = {}
        self._by_name: dict[str, list[Federation]] = {}
        for federation in catalog.federations:
            for member in federation.member_ids:
                self._by_member.setdefault(member, []).append(federation)
            row = catalog.organization_row.get(federation.organization_id)
            if row is not None:
                for name in sorted(names_of(catalog.organizations[row])):
                    self._by_name.setdefault(name, []).append(federation)

    def standing(self, group: Organization, street: str) -> Standing:
        """Return who signs for ``group`` in ``street`` (empty: any), or E01 or E13.

        E13 where the federation itself is no legal person; E01 where there is none, or none that
        signs for its members, serves the street and is in good standing.
        """
        powerless = ""
        for federation, signer in self.serving(group, street):
            if not is_legal_person(signer):
                powerless = powerless or signer.name
            elif FederationSupport.SIGNING in federation.supports and self.is_clean(signer):
                return Standing(signer, None)
        return Standing(None, "E13", powerless) if powerless else Standing(None, "E01")

    def serving(self, group: Organization, street: str) -> list[tuple[Federation, Organization]]:
        """Return the federations of ``group`` that serve ``street``, with who each of them is."""
        found = ((federation, self._signer(federation)) for federation in self._of(group))
        return [
            (federation, signer)
            for federation, signer in found
            if signer is not None and _serves(federation, street)
        ]

    def is_clean(self, signer: Organization) -> bool:
        """Return whether no credit register lists the federation."""
        checks = self._catalog.credit_of[self._catalog.organization_row[signer.id]]
        return all(listing(checks, register, self._as_of) is None for register in CODE_OF)

    def _of(self, group: Organization) -> list[Federation]:
        named = normalised_name(group.federation) if group.federation else ""
        found = [*self._by_member.get(group.id, ()), *self._by_name.get(named, ())]
        return sorted({f.id: f for f in found}.values(), key=lambda f: f.id)

    def _signer(self, federation: Federation) -> Organization | None:
        row = self._catalog.organization_row.get(federation.organization_id)
        return None if row is None else self._catalog.organizations[row]


def _serves(federation: Federation, street: str) -> bool:
    return not street or not federation.streets or street in federation.streets
