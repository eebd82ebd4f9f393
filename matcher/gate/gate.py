"""The gate: each organization is allowed, or excluded with code, ground, source and date (F8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..areas import area_zh, excludes, need_district
from ..catalog import Catalog, Mask
from ..codes import sentence
from ..identity import normalised_name
from ..model import (
    Exclusion,
    LegalStatus,
    Meta,
    Need,
    Organization,
    OrganizationType,
    Service,
)
from .credit import CODE_OF, listing
from .declared import excluded_by_scope, is_full, missing_licence
from .federation import Federations, Standing, is_filed, names_of
from .ties import CONTROLS, Tie, Ties


@dataclass(frozen=True, slots=True)
class Route:
    """How an organization would contract: ``prime`` itself, ``federation`` through ``via``."""

    kind: str
    via: str | None = None


PRIME = Route("prime")
_BARRED_TYPES = frozenset({OrganizationType.INSTITUTION_1, OrganizationType.MASS_ORGANIZATION})


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """Who is in: ``allowed`` (n_organization,) and ``services`` (n_service,), both bool.

    ``services`` are the active services of allowed organizations whose declared area does not leave
    the need out. ``routes`` by organization row, for allowed rows. ``exclusions`` in row order:
    eligible + excluded = universe.
    """

    allowed: Mask
    services: Mask
    routes: dict[int, Route]
    exclusions: tuple[Exclusion, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    code: str
    ground_zh: str
    source: str
    checked_on: date | None = None


def gate(need: Need | None, catalog: Catalog, as_of: date) -> Gate:
    """Return who may be suggested for ``need`` on ``as_of``; ``need`` None asks only the general.

    The first code that applies, in the order of :data:`matcher.codes.CODES`, is the one reported.
    """
    examiner = _Examiner(need, catalog, as_of)
    allowed = np.ones(len(catalog), dtype=np.bool_)
    routes: dict[int, Route] = {}
    exclusions: list[Exclusion] = []
    for row, organization in enumerate(catalog.organizations):
        finding, route = examiner.examine(row, organization)
        if finding is None:
            routes[row] = route
            continue
        allowed[row] = False
        exclusions.append(
            Exclusion(
                organization_id=organization.id,
                organization_name=organization.name,
                code=finding.code,
                ground_zh=finding.ground_zh,
                source=finding.source,
                checked_on=finding.checked_on,
            )
        )
    district = need_district(need)
    reached = [not excludes(s.area, district) for s in catalog.services]
    services = catalog.service_active & np.array(reached, dtype=np.bool_)
    services &= allowed[catalog.service_organization]
    return Gate(allowed, services, routes, tuple(exclusions))


class _Examiner:
    """The rules for one need and one day."""

    def __init__(self, need: Need | None, catalog: Catalog, as_of: date) -> None:
        self._need = need
        self._catalog = catalog
        self._as_of = as_of
        self._district = need_district(need)
        self._federations = Federations(catalog, as_of)
        drafters = () if need is None else need.drafters
        self._drafters = frozenset({*drafters, *map(normalised_name, drafters)})
        self._ties = Ties(
            o for o in catalog.organizations if not self._drafters.isdisjoint(names_of(o))
        )
        self._rules: tuple[Callable[[int, Organization], _Finding | None], ...] = (
            self._status,
            self._credit,
            self._drafter,
            self._related,
            self._area,
            self._licence,
            self._slots,
            self._type,
        )

    def examine(self, row: int, organization: Organization) -> tuple[_Finding | None, Route]:
        """Return the first finding, or None with the route."""
        standing = self._standing(organization)
        route = PRIME
        if standing is not None and standing.signer is not None:
            route = Route("federation", standing.signer.name)
        if standing is not None and standing.code == "E01":
            ground = sentence("E01", name=organization.name)
            return _Finding("E01", ground, _source(organization.meta, "登记信息")), route
        findings = (rule(row, organization) for rule in self._rules)
        first = next((f for f in findings if f is not None), None)
        if first is None and standing is not None and standing.code == "E13":
            ground = sentence("E13", federation=standing.federation_name)
            first = _Finding("E13", ground, _source(organization.meta, "联合会信息"))
        if first is None:
            first = self._scope(organization)
        if first is None and organization.paused:
            ground = sentence("E15", name=organization.name)
            first = _Finding("E15", ground, _source(organization.meta, "组织申请"))
        return first, route

    def _standing(self, organization: Organization) -> Standing | None:
        if not is_filed(organization):
            return None
        street = "" if self._need is None else self._need.street
        return self._federations.standing(organization, street)

    def _status(self, _row: int, organization: Organization) -> _Finding | None:
        if organization.legal_status is LegalStatus.NORMAL or is_filed(organization):
            return None
        ground = sentence("E02", name=organization.name, status=organization.legal_status.value)
        return _Finding("E02", ground, _source(organization.meta, "登记信息"))

    def _credit(self, row: int, organization: Organization) -> _Finding | None:
        for register, code in CODE_OF.items():
            check = listing(self._catalog.credit_of[row], register, self._as_of)
            if check is not None:
                reason = check.ground or register.value
                ground = sentence(code, name=organization.name, ground=reason)
                source = check.checked_with or _source(check.meta, register.value)
                return _Finding(code, ground, source, check.checked_on)
        return None

    def _drafter(self, _row: int, organization: Organization) -> _Finding | None:
        if self._drafters.isdisjoint(names_of(organization)):
            return None
        ground = sentence("E07", name=organization.name)
        meta = None if self._need is None else self._need.meta
        return _Finding("E07", ground, _source(meta, "需求记录"))

    def _related(self, _row: int, organization: Organization) -> _Finding | None:
        """One person at the head of both, or one controls: no rival of the drafter (条例第18条)."""
        tie = self._ties.of(organization)
        if tie is None and normalised_name(organization.controller) in self._drafters:
            # The drafter itself need not be in the catalog.
            tie = Tie(organization.controller, CONTROLS)
        if tie is None:
            return None
        ground = sentence("E08", name=organization.name, drafter=tie.other, tie=tie.kind_zh)
        return _Finding("E08", ground, _source(organization.meta, "登记信息"))

    def _area(self, row: int, _organization: Organization) -> _Finding | None:
        services = self._active(row)
        if not services or not all(excludes(s.area, self._district) for s in services):
            return None
        street = "" if self._need is None else self._need.street
        first = services[0]
        ground = sentence("E09", service=first.title, area=area_zh(first.area), street=street)
        return _Finding("E09", ground, _source(first.meta, "供给目录"))

    def _licence(self, row: int, organization: Organization) -> _Finding | None:
        missing = missing_licence(self._need, self._active(row))
        if missing is None:
            return None
        ground = sentence("E10", licence=missing)
        return _Finding("E10", ground, _source(organization.meta, "供给目录"))

    def _slots(self, _row: int, organization: Organization) -> _Finding | None:
        if not is_full(organization):
            return None
        current, limit = organization.concurrent_projects, organization.max_concurrent
        ground = sentence("E11", current=current, limit=limit)
        return _Finding("E11", ground, _source(organization.meta, "组织自报"))

    def _type(self, _row: int, organization: Organization) -> _Finding | None:
        if organization.type not in _BARRED_TYPES:
            return None
        ground = sentence("E12", type=organization.type.value)
        return _Finding("E12", ground, _source(organization.meta, "登记信息"))

    def _scope(self, organization: Organization) -> _Finding | None:
        stretch = excluded_by_scope(self._need, organization)
        if stretch is None:
            return None
        ground = sentence("E14", name=organization.name, stretch=stretch)
        return _Finding("E14", ground, _source(organization.meta, "登记信息"))

    def _active(self, row: int) -> tuple[Service, ...]:
        services = (self._catalog.services[r] for r in self._catalog.services_of[row])
        return tuple(s for s in services if s.active)


def _source(meta: Meta | None, otherwise: str) -> str:
    """Return the file, sheet and row that a record was read from."""
    if meta is None:
        return otherwise
    places = [meta.source.file]
    if meta.source.sheet is not None:
        places.append(meta.source.sheet)
    if meta.source.row is not None:
        places.append(f"第{meta.source.row}行")
    return " ".join(places)
