"""What organizations declare of themselves and a need asks for: licences, free slots (E10, E11)."""

from __future__ import annotations

from ..model import Need, Organization, Service


def missing_licence(need: Need | None, services: tuple[Service, ...]) -> str | None:
    """Return the first required licence that no service lists, or None (E10)."""
    held = {_squeezed(name) for service in services for name in service.licences}
    required = () if need is None else need.required_licences
    return next((name for name in required if _squeezed(name) not in held), None)


def is_full(organization: Organization) -> bool:
    """Return whether the projects in hand reach the self-declared limit (E11)."""
    current, limit = organization.concurrent_projects, organization.max_concurrent
    return current is not None and limit is not None and current >= limit


def _squeezed(name: str) -> str:
    return "".join(name.split())
