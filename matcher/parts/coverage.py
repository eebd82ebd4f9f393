"""Coverage 服务可达: the declared service area against the need's place (三(一)).

Never the registered address, the distance of an office or earlier work nearby.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from ..areas import area_zh, covers, need_district, reaches_neighbour
from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Need, ServiceArea
from ..weights import Weights
from .column import FloatColumn, PartColumn, column
from .offers import offers

_UNKNOWN = 0.8
_ADJACENT = 0.7


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return 1 for a covered place or the whole city, 0.7 next door, 0.8 where it is unknown."""
    district = need_district(need)
    held = offers(catalog)
    places = held.area[candidates.service]

    def detail(index: int) -> str:
        area = held.areas[int(places[index])]
        said = area_zh(area)
        if _whole_city(area):
            return f"申报服务区域：{said}，覆盖本需求。"
        if district is None:
            return f"申报服务区域：{said}；需求所在区未知，按 {_UNKNOWN:g} 计。"
        return f"申报服务区域：{said}，需求在{district}。"

    return column(_reaches(held.areas, district)[places], detail)


@lru_cache(maxsize=64)
def _reaches(areas: tuple[ServiceArea, ...], district: str | None) -> FloatColumn:
    """Return the value of every area for one district, (n_area,) float64."""
    return np.array([reach(area, district) for area in areas], dtype=np.float64)


def reach(area: ServiceArea, district: str | None) -> float:
    """Return the value of a declared area for a district (None: unknown)."""
    if _whole_city(area):
        return 1.0
    if district is None or not area.districts:
        return _UNKNOWN
    if covers(area, district):
        return 1.0
    return _ADJACENT if reaches_neighbour(area, district) else 0.0


def _whole_city(area: ServiceArea) -> bool:
    return area.scope in ("全市", "全国")
