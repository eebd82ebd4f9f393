"""Headers → fields: the synonym table of column names, and units stated in a header.

The first name of each field is the one that exports and templates write. A header that the table
does not list stays unmapped and is reported; it is never guessed (docs/import-rules.md).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from .cells import TableKind

#: Between group and child of a two-row header, in labels shown to people.
JOINER = "／"
_BRACKETS = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_EDGES = re.compile(r"^[*★☆#·\s]+|[*★☆:。.\s]+$")
_NUMBERING = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、]")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
#: 2024年报名人数 is no annual report.
_ANNUAL = re.compile(r"年检|年报(?![名送价批备])|年度检查|年度报告|annual_check")
_UNIT = r"亿元|百万元|万元|千元|元|千分制|百分制|十分制|五分制|%|人次|人|户|场|小时"
_UNIT_HINT = re.compile(rf"^(?:单位|计量单位)?:?({_UNIT})(?:/.*)?$")
_UNIT_TAIL = re.compile(rf"(?:[/:,、]|单位:?)?({_UNIT})$")
_FULL_MARKS = re.compile(r"满分:?(?:为)?(\d+)分?")
_SCALES = {"5": "五分制", "10": "十分制", "100": "百分制", "1000": "千分制"}


@dataclass(frozen=True, slots=True)
class Mapped:
    """A header recognised: its field, its unit, and how sure.

    ``quality`` is 3 for a whole path, 2 for a child alone, 1 for a header without child; ``rank``
    is the place among the synonyms of the field, the usual names first.
    """

    field: str | None
    unit: str
    quality: int
    rank: int = 0

    @property
    def claim(self) -> tuple[int, int]:
        """Return what decides between two columns for one field; the greater wins."""
        return self.quality, -self.rank


class Synonym(NamedTuple):
    """A known name: its field and its place among the names of that field."""

    field: str
    rank: int


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """The synonym table; ``preferred`` is (kind → field → header), ``known`` its inverse."""

    version: str
    preferred: Mapping[TableKind, Mapping[str, str]]
    known: Mapping[TableKind, Mapping[str, Synonym]]
    ignored: frozenset[str]

    def recognise(self, kind: TableKind, group: str, child: str) -> Mapped:
        """Return what the header ``group`` / ``child`` (one may be empty) means in ``kind``."""
        unit = _unit(child) or _unit(group)
        annual = _annual_check(group, child) if kind is TableKind.ORGANIZATIONS else None
        if annual:
            return Mapped(annual, "", 3)
        known = self.known[kind]
        if group and child:
            for first in _forms(group):
                for second in _forms(child):
                    found = known.get(f"{first}/{second}") or known.get(first + second)
                    if found:
                        return Mapped(found.field, unit, 3, found.rank)
        for form in _forms(child or group):
            if form in known:
                found = known[form]
                return Mapped(found.field, unit, 2 if child else 1, found.rank)
        return Mapped(None, unit, 0)

    def is_counter(self, label: str) -> bool:
        """Return whether ``label`` heads a running number, which is no data."""
        return any(form in self.ignored for form in _forms(label))


def folded(text: str) -> str:
    """Return ``text`` as headers are compared: NFKC, lower case, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def stated_unit(text: str) -> str:
    """Return the money unit that a line above the header states (``单位：万元``), or ``""``."""
    match = re.search(r"单位(?:为|是|均为)?[:为]?(亿元|百万元|万元|千元|元)", folded(text))
    return match.group(1) if match else ""


def _forms(label: str) -> list[str]:
    """Return the spellings under which ``label`` is looked up, the fullest first."""
    full = _NUMBERING.sub("", _EDGES.sub("", folded(label)))
    base = _EDGES.sub("", _BRACKETS.sub("", full))
    bare = _UNIT_TAIL.sub("", base)
    return [form for form in dict.fromkeys((full, base, bare)) if form]


def _unit(label: str) -> str:
    text = folded(label)
    for hint in [*_BRACKETS.findall(text), text]:
        marks = _FULL_MARKS.search(hint)
        if marks and marks.group(1) in _SCALES:
            return _SCALES[marks.group(1)]
    for hint in _BRACKETS.findall(text):
        match = _UNIT_HINT.match(hint)
        if match:
            return match.group(1)
    tail = _UNIT_TAIL.search(_BRACKETS.sub("", text))
    # 人 and the like end ordinary words (联系人); only money, marks and % are units unbracketed.
    return tail.group(1) if tail and re.search("元$|分制$|%", tail.group(1)) else ""


def _annual_check(group: str, child: str) -> str | None:
    text = folded(group + child)
    years = set(_YEAR.findall(text))
    return f"annual_check_{years.pop()}" if len(years) == 1 and _ANNUAL.search(text) else None


@lru_cache(maxsize=1)
def column_table() -> ColumnTable:
    """Return the synonym table shipped with the product."""
    path = resources.files(__package__.rsplit(".", 1)[0]).joinpath("data/columns.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    preferred: dict[TableKind, Mapping[str, str]] = {}
    known: dict[TableKind, Mapping[str, Synonym]] = {}
    for kind in TableKind:
        fields: dict[str, list[str]] = raw[kind.value]
        preferred[kind] = MappingProxyType({field: names[0] for field, names in fields.items()})
        inverse: dict[str, Synonym] = {}
        for field, names in fields.items():
            for rank, name in enumerate(names):
                inverse.setdefault(folded(name), Synonym(field, rank))
        known[kind] = MappingProxyType(inverse)
    ignored = frozenset(folded(name) for name in raw["ignored"])
    return ColumnTable(
        str(raw["version"]), MappingProxyType(preferred), MappingProxyType(known), ignored
    )
