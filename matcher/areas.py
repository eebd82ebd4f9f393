"""Whether a declared service area reaches a need's district; unknown never excludes (E09)."""

from __future__ import annotations

from .districts import NEIGHBOURS, district_name, district_of
from .model import Need, ServiceArea

_NEIGHBOUR_WORDS = ("周边", "邻近", "相邻", "毗邻")


def excludes(area: ServiceArea, district: str | None) -> bool:
    """Return whether the declared area certainly leaves out ``district``."""
    if district is None or area.scope != "区" or not area.districts:
        return False
    return not (covers(area, district) or reaches_neighbour(area, district))


def covers(area: ServiceArea, district: str) -> bool:
    """Return whether an area of districts names ``district``."""
    return district in {district_name(name) for name in area.districts}


def reaches_neighbour(area: ServiceArea, district: str) -> bool:
    """Return whether the area's remark offers neighbours (周边) and ``district`` is one."""
    if not any(word in area.note for word in _NEIGHBOUR_WORDS):
        return False
    names = {district_name(name) for name in area.districts}
    return not names.isdisjoint(NEIGHBOURS.get(district, frozenset()))


def need_district(need: Need | None) -> str | None:
    """Return the district that the need's street names, or None."""
    return None if need is None else district_of(need.street)


def area_zh(area: ServiceArea) -> str:
    """Return the area as people write it."""
    return "、".join(area.districts) if area.scope == "区" and area.districts else area.scope
