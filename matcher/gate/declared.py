"""What organizations declare of themselves: licences, free slots, their scope (E10, E11, E14)."""

from __future__ import annotations

from ..model import Need, Organization, Service
from ..taxonomy import taxonomy
from ..text import find_negated, fold_with_map


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


def excluded_by_scope(need: Need | None, organization: Organization) -> str | None:
    """Return the words of the scope of business that leave out all of the need's service types.

    Only what the scope itself rules out counts (“不含学科培训”, “除养老服务外”): a scope that
    does not mention a service says nothing, and to guess there would shut people out.
    """
    if need is None or not organization.scope:
        return None
    wanted = sorted(taxonomy().type_codes(need.service_types))
    folded = fold_with_map(organization.scope)
    ruled_out = [folded.text[first:last] for first, last in find_negated(folded.text)]
    found = [next((t for t in ruled_out if _names_type(t, code)), None) for code in wanted]
    return found[0] if found and None not in found else None


def _names_type(text: str, code: str) -> bool:
    term = taxonomy().service_types.by_code[code]
    return any(label in text for label in (term.name, *term.labels))
