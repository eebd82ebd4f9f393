"""The districts of Beijing as declared service areas name them, and which of them touch.

Used only to compare a need's place with the area that an organization declares (三(一)): never with
where the organization is registered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: District → districts that share a border with it.
NEIGHBOURS: Mapping[str, frozenset[str]] = {
    name: frozenset(touching.split())
    for name, touching in {
        "东城": "西城 朝阳 丰台",
        "西城": "东城 朝阳 海淀 丰台",
        "朝阳": "东城 西城 海淀 丰台 顺义 通州 大兴 昌平",
        "海淀": "西城 朝阳 丰台 石景山 门头沟 昌平",
        "丰台": "东城 西城 朝阳 海淀 石景山 门头沟 房山 大兴",
        "石景山": "海淀 丰台 门头沟",
        "门头沟": "海淀 丰台 石景山 房山 昌平",
        "房山": "丰台 门头沟 大兴",
        "通州": "朝阳 顺义 大兴",
        "顺义": "朝阳 通州 昌平 怀柔 密云 平谷",
        "昌平": "朝阳 海淀 门头沟 顺义 怀柔 延庆",
        "大兴": "朝阳 丰台 房山 通州",
        "怀柔": "顺义 昌平 密云 延庆",
        "平谷": "顺义 密云",
        "密云": "顺义 怀柔 平谷",
        "延庆": "昌平 怀柔",
    }.items()
}
_DISTRICT = re.compile(rf"({'|'.join(NEIGHBOURS)})区")


def district_name(text: str) -> str:
    """Return a district's name without 区 and without 北京市, as :data:`NEIGHBOURS` lists it."""
    short = text.strip().removeprefix("北京市").removeprefix("北京")
    return short.removesuffix("区") if len(short) > 2 else short


def district_of(place: str) -> str | None:
    """Return the district that a need's place names, or None where it names none.

    A bare street name gives None: the same name stands in several districts, and an unknown place
    must not exclude anyone.
    """
    found = _DISTRICT.search(place)
    if found is not None:
        return found[1]
    bare = district_name(place)
    return bare if bare in NEIGHBOURS else None
