"""What organizations declare of themselves: licences, free slots, their scope (E10, E11, E14)."""

from __future__ import annotations

import re

from ..model import Need, Organization, Service
from ..taxonomy import taxonomy
from ..text import find_negated, fold_with_map

_BETWEEN = re.compile("[、,及和与或]")
#: What may stand behind a type that is left out as a whole: 类项目, 等业务, 以外, 不在…之列.
_BEHIND = re.compile(
    "(?:服务)?(?:类|等|项目|业务|活动|工作|内容)*(?:之外|以外|外|除外|不.*|另行.*)?"
)
#: The last characters of what leaves out: 不含, 不包括, 不提供, 不得从事, 除, 除了, 禁止开展, 任何.
_CUE_ENDS = frozenset("含括盖供担责于展接托事得做办除去了开何类切止绝")


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
    does not mention a service says nothing, and to guess there would shut people out. The same of
    one that leaves out a part (“不含养老服务机构”) or names the type as its own elsewhere.
    """
    if need is None or not organization.scope:
        return None
    wanted = sorted(taxonomy().type_codes(need.service_types))
    text = fold_with_map(organization.scope).text
    spans = find_negated(text)
    ruled_out = [text[first:last] for first, last in spans]
    claimed = _outside(text, spans)
    if any(label in claimed for code in wanted for label in _labels(code)):
        return None
    found = [next((t for t in ruled_out if _leaves_out(t, code)), None) for code in wanted]
    return found[0] if found and None not in found else None


def _outside(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Return the text with a line break in the place of each span."""
    kept, last = [], 0
    for first, end in spans:
        kept.append(text[last:first])
        last = max(last, end)
    return "\n".join([*kept, text[last:]])


def _leaves_out(stretch: str, code: str) -> bool:
    """Return whether one item of the enumeration is the type as a whole, not a part of it."""
    items = _BETWEEN.split(stretch)
    return any(
        _BEHIND.fullmatch(item[at + len(label) :]) and (at == 0 or item[at - 1] in _CUE_ENDS)
        for item in items
        for label in _labels(code)
        if (at := item.rfind(label)) >= 0
    )


def _labels(code: str) -> tuple[str, ...]:
    term = taxonomy().service_types.by_code[code]
    return (term.name, *term.labels)
