"""Columns of the supply directory: one row for each service, the organization on the first.

A further service repeats only the record number, name and code: the reader knows by the record
number that the row goes on with the same organization. Names of persons stay out (PIPL Art. 28);
a blank cell keeps what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..intake.values import mask_phone
from ..model import Organization, Service
from .format import (
    format_annual_checks,
    format_area,
    format_date,
    format_flag,
    format_labelled,
    format_price,
    format_rating,
    format_staff,
    format_validity,
    format_yuan,
)
from .sheet import ExportCell, Field

_IDENTITY = ("name", "uscc", "id")


ORGANIZATION_FIELDS: tuple[Field[Organization], ...] = (
    Field("name", lambda o: o.name),
    Field("uscc", lambda o: o.uscc or o.uscc_as_written or None),
    Field("former_names", lambda o: o.former_names),
    Field("aliases", lambda o: o.aliases),
    Field("type", lambda o: o.type.value),
    Field("legal_status", lambda o: o.legal_status.value),
    Field("registrar", lambda o: o.registrar or None),
    Field("competent_authority", lambda o: o.competent_authority or None),
    Field("controller", lambda o: o.controller or None),
    Field("registered_on", lambda o: format_date(o.registered_on, o.registered_on_note)),
    Field("address", lambda o: o.address or None),
    Field("scope", lambda o: o.scope or None),
    Field("rating", lambda o: format_rating(o.rating)),
    Field("rating_validity", lambda o: format_validity(o.rating)),
    Field("staff_full", lambda o: format_staff(o.staff_full, o.staff_note)),
    Field("staff_part", lambda o: o.staff_part),
    Field("social_workers", lambda o: o.social_workers),
    Field("volunteers", lambda o: o.volunteers),
    Field("concurrent_projects", lambda o: o.concurrent_projects),
    Field("max_concurrent", lambda o: o.max_concurrent),
    Field("federation", lambda o: o.federation or None),
    Field("federation_supports", lambda o: tuple(s.value for s in o.federation_supports)),
    Field("filed_with", lambda o: o.filed_with or None),
    Field("party", lambda o: o.party or None),
    Field("brand", lambda o: o.brand or None),
    Field("contact_name", lambda _: None),
    Field("contact_phone", lambda o: mask_phone(o.contact_phone) if o.contact_phone else None),
    Field("paused", lambda o: format_flag(o.paused)),
    Field("refuses_shortfall", lambda o: format_flag(o.refuses_shortfall)),
    Field("remarks", lambda o: o.remarks or None),
    Field("id", lambda o: o.id, asked=False),
)

SERVICE_FIELDS: tuple[Field[Service], ...] = (
    Field("service_title", lambda s: s.title or None),
    Field("service_description", lambda s: s.description or None),
    Field("service_types", lambda s: s.service_types),
    Field("beneficiaries", lambda s: format_labelled(s.beneficiaries)),
    Field("service_methods", lambda s: s.methods),
    Field("service_area", lambda s: format_area(s.area)),
    Field("price", lambda s: format_price(s.price)),
    Field("service_licences", lambda s: s.licences),
    Field("service_staff", lambda s: s.staff_required),
    Field("service_capacity", lambda s: s.capacity_per_month),
    Field("largest_similar_project", lambda s: format_yuan(s.largest_similar_project)),
    Field("assured_on", lambda s: None if s.assured_on is None else s.assured_on.isoformat()),
    Field("service_active", lambda s: "启用" if s.active else "停用", asked=False),
    Field("service_id", lambda s: s.id, asked=False),
)


def check_years(organizations: Sequence[Organization]) -> tuple[int, ...]:
    """Return the years of all annual checks, ascending."""
    return tuple(sorted({check.year for o in organizations for check in o.annual_checks}))


def organization_rows(
    organizations: Sequence[Organization], services: Sequence[Service]
) -> list[Mapping[str, ExportCell]]:
    """Return one row for each service, one for an organization without any."""
    years = check_years(organizations)
    rows: list[Mapping[str, ExportCell]] = []
    for organization in sorted(organizations, key=lambda o: (o.name, o.uscc or "", o.id)):
        facts = {f.name: f.get(organization) for f in ORGANIZATION_FIELDS}
        for year in years:
            checks = format_annual_checks(organization.annual_checks, year)
            facts[f"annual_check_{year}"] = checks
        own = sorted(
            (s for s in services if s.organization_id == organization.id),
            key=lambda s: (s.title, s.description, s.id),
        )
        first: Mapping[str, ExportCell] = facts
        for service in own:
            rows.append({**first, **{f.name: f.get(service) for f in SERVICE_FIELDS}})
            first = {name: facts[name] for name in _IDENTITY}
        if not own:
            rows.append(facts)
    return rows
