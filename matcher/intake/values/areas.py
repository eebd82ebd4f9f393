"""Declared service areas (服务区域): the whole city, the country, or districts of Beijing.

What an organization declares counts, never where it is registered (三(一)). Empty means 全市;
an area that cannot be read is 区 without districts, which the ranking treats as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ...districts import NEIGHBOURS, district_name
from ...model import ServiceArea
from ..cells import CellValue
from ..issues import Finding, Parsed
from .findings import ask, info, unreadable
from .lists import split_list
from .text import compact, is_empty, is_undecided, join_notes, light_text, quote, split_cell

WHOLE_CITY, NATION, DISTRICTS = "全市", "全国", "区"
#: GB/T 2260 codes of Beijing, with those of districts since merged or renamed.
_CODES: Mapping[str, str] = MappingProxyType(
    {
        code: name
        for name, codes in {
            "东城": "110101 110103",
            "西城": "110102 110104",
            "朝阳": "110105",
            "丰台": "110106",
            "石景山": "110107",
            "海淀": "110108",
            "门头沟": "110109",
            "房山": "110111",
            "通州": "110112",
            "顺义": "110113",
            "昌平": "110114 110221",
            "大兴": "110115 110224",
            "怀柔": "110116 110227",
            "平谷": "110117 110226",
            "密云": "110118 110228",
            "延庆": "110119 110229",
        }.items()
        for code in codes.split()
    }
)
_OLD_NAMES = MappingProxyType({"崇文": "东城", "宣武": "西城"})
_GROUPS = MappingProxyType(
    {
        "城六区": ("东城", "西城", "朝阳", "海淀", "丰台", "石景山"),
        "核心区": ("东城", "西城"),
        "首都功能核心区": ("东城", "西城"),
        "东西城": ("东城", "西城"),
    }
)
_CITY = re.compile(
    r"(?:北京市?|本市|全市|市域|市)(?:内|全市|全域|全部|范围内?|域内?|行政区域内?)?(?:各|全部|所有|十六|16)*"
    r"(?:个)?(?:区|街道|街乡镇|街道乡镇|乡镇|街镇|社区|城区)?(?:均可)?|不限(?:区域)?|各区|所有区|十六区|16区|1100?00|110100"
)
_COUNTRY = re.compile(r"全国(?:各地|范围内?|均可)?|国内|不限地域|中国")
_NEGATION = re.compile("除|不含|不包括|以外|之外|外$|非|不服务|不到")
_AROUND = re.compile(r"(.*?)(?:及|和|与)?(?:周边|邻近|相邻|毗邻)(?:的?各?区|地区)?")
_TAIL = re.compile(r"(?:全区|全域|各街道|范围内|区内|街道)$")


def parse_area(v: CellValue) -> Parsed[ServiceArea]:
    """Return the declared area; a place that is no district, or a negation, is asked about.

    Old district names and codes give today's district. A remark in brackets is kept (周边).
    """
    text = compact(v)
    if isinstance(v, (bool, date)):
        found = unreadable("AREA_UNREADABLE", "服务区域", v, "“全市”或“东城、西城”")
        return Parsed(ServiceArea(DISTRICTS), (found,))
    if is_empty(text):
        return Parsed(ServiceArea(WHOLE_CITY))
    outside, notes = split_cell(v)
    if _NEGATION.search(text) or is_undecided(outside):
        message = f"服务区域{quote(v)}是否定或不定的写法，不自动取值；请列出服务的区，或填“全市”。"
        return Parsed(_unknown(v), (ask("AREA_NEGATION", message),))
    note = join_notes(*notes)
    if _COUNTRY.fullmatch(outside):
        return Parsed(ServiceArea(NATION, (), note))
    if _CITY.fullmatch(outside):
        return Parsed(ServiceArea(WHOLE_CITY, (), note))
    return _districts(v)


def _districts(v: CellValue) -> Parsed[ServiceArea]:
    names: list[str] = []
    notes: list[str] = []
    strange: list[str] = []
    renamed: list[str] = []
    for item in split_list(v).value:
        around = _AROUND.fullmatch(item.label)
        label = item.label if around is None else around.group(1)
        notes += ["周边"] if around is not None else []
        found = _named(label)
        if item.note:
            notes.append(item.note)
        if _CITY.fullmatch(item.label):
            return Parsed(ServiceArea(WHOLE_CITY, (), join_notes(*notes)))
        elif found:
            names += found
            if any(name not in item.label for name in found):
                renamed.append(f"“{item.label}”读作{'、'.join(found)}")
        elif label:
            strange.append(item.label)
    if strange or not names:
        return Parsed(_unknown(v), (_not_districts(v, strange),))
    area = ServiceArea(DISTRICTS, tuple(dict.fromkeys(names)), join_notes(*notes))
    told = (info("AREA_READ_AS", f"服务区域{'，'.join(renamed)}。"),) if renamed else ()
    return Parsed(area, told)


def _named(label: str) -> tuple[str, ...]:
    """Return the districts that one value names, or ``()``."""
    label = label.replace(" ", "")
    if re.fullmatch(r"[0-9]{6}|[0-9]{9}|[0-9]{12}", label):
        district = _CODES.get(label[:6])
        return () if district is None else (district,)
    if label in _GROUPS:
        return _GROUPS[label]
    name = district_name(_TAIL.sub("", label))
    name = _OLD_NAMES.get(name, name)
    if name in NEIGHBOURS:
        return (name,)
    return _run_together(label)


def _run_together(label: str) -> tuple[str, ...]:
    """Return the districts of ``东城西城朝阳`` or ``东城和西城``, when nothing else is in it."""
    found = re.findall("|".join(NEIGHBOURS), label)
    rest = re.sub("|".join(NEIGHBOURS), "", label)
    return tuple(found) if len(found) > 1 and re.fullmatch("[区和与及两]*", rest) else ()


def _unknown(v: CellValue) -> ServiceArea:
    return ServiceArea(DISTRICTS, (), light_text(v) if isinstance(v, str) else "")


def _not_districts(v: CellValue, strange: list[str]) -> Finding:
    named = "、".join(strange) if strange else compact(v)
    message = (
        f"服务区域{quote(v)}中的{quote(named)}不是本市的区，不自动取值；"
        "请写区名，或填“全市”“全国”。"
    )
    return ask("AREA_UNKNOWN", message)
