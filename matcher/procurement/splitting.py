"""Purchases that together reach a threshold which each stays below (W10, T54a).

政府采购法 Art. 28 forbids splitting; 实施条例 Art. 28: the same item or class, one fiscal year,
several purchases other than by open tender. A finding is a question to a person, not a verdict.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..identity import normalised_name
from ..model import Need, NeedStatus
from ..taxonomy import taxonomy
from .amounts import amount_zh, budget_of
from .thresholds import ProcurementRules, Thresholds

_OPEN_TENDER = "公开招标"


@dataclass(frozen=True, slots=True)
class SplitMember:
    """One need of a group with its public amount in 元 (upper end of a range)."""

    need_id: str
    code: str
    title: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SplitGroup:
    """Needs of one street, item and year: each below ``limit``, ``total`` reaches it.

    ``limit_zh`` names the threshold: 分散采购限额 or 公开招标数额. At least two ``members``,
    by code.
    """

    street: str
    item_zh: str
    year: int
    limit_zh: str
    limit: Decimal
    total: Decimal
    members: tuple[SplitMember, ...]
    sentence_zh: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A need with everything that decides whether it belongs together with another one."""

    need: Need
    amount: Decimal
    street: str
    year: int
    types: frozenset[str]
    items: frozenset[str]


def split_groups(
    needs: Iterable[Need],
    as_of: date,
    rules: ProcurementRules,
    year_of: Callable[[Need], int | None],
    items_of: Callable[[Need], frozenset[str]] | None = None,
) -> tuple[SplitGroup, ...]:
    """Return every group that looks split, in a fixed order whatever the order of ``needs``.

    ``items_of`` names the directory items of a need alike however they are written; None compares
    them as written. Left out: withdrawn needs, and needs whose street, year, item or budget is not
    known. The same need given twice (id, or code with title) counts once. InvalidInput without
    thresholds for ``as_of``.
    """
    thresholds = rules.in_force(as_of)
    places: dict[tuple[str, int], list[_Known]] = defaultdict(list)
    for known in _known(needs, year_of, items_of or stated_items):
        places[known.street, known.year].append(known)
    groups = [
        group
        for (_, year), held in sorted(places.items())
        for group in _groups_of(held, year, thresholds)
    ]
    return tuple(groups)


def _known(
    needs: Iterable[Need],
    year_of: Callable[[Need], int | None],
    items_of: Callable[[Need], frozenset[str]],
) -> Iterator[_Known]:
    seen: set[tuple[str, ...]] = set()
    for need in sorted(needs, key=lambda n: (n.code, n.id)):
        keys = {("id", need.id), ("code", need.code or need.id, normalised_name(need.title))}
        if seen & keys or need.status is NeedStatus.WITHDRAWN:
            continue
        seen |= keys
        amount, year, street = budget_of(need).counted, year_of(need), street_key(need.street)
        types = frozenset(map(_type_key, need.service_types))
        items = items_of(need)
        if amount and year is not None and street and (types or items):
            yield _Known(need, amount, street, year, types, items)


def _groups_of(held: list[_Known], year: int, thresholds: Thresholds) -> list[SplitGroup]:
    limits = (
        ("分散采购限额", thresholds.limit),
        (_OPEN_TENDER + "数额", thresholds.open_tender),
    )
    found: list[SplitGroup] = []
    for limit_zh, limit in limits:
        below = [k for k in held if k.amount < limit and _OPEN_TENDER not in k.need.purchase_mode]
        made = [
            _group(item, members, year, limit_zh, limit)
            for item, members in sorted(_items(below).items(), key=lambda entry: entry[0])
            # Each is below, so that one alone never reaches it.
            if sum(k.amount for k in members) >= limit
        ]
        found = _without_repeats([*found, *made])
    return found


def _items(held: list[_Known]) -> dict[str, list[_Known]]:
    """Return the needs by item: a directory item, or a service type where none is stated.

    Two needs that state directory items are alike only in those. One that states none may belong to
    any of its type: leaving the item out must not hide it.
    """
    found: dict[str, list[_Known]] = {}
    by_type: dict[str, list[_Known]] = defaultdict(list)
    for known in held:
        for item in known.items:
            found.setdefault(f"目录项“{item}”", []).append(known)
        for code in known.types:
            by_type[code].append(known)
    for code, same in by_type.items():
        name = _type_name(code)
        bare = [k for k in same if not k.items]
        found[f"“{name}”"] = bare
        for item in {item for k in same for item in k.items} if bare else ():
            found[f"“{name}”（含目录项“{item}”）"] = [
                k for k in same if not k.items or item in k.items
            ]
    return found


def _without_repeats(groups: list[SplitGroup]) -> list[SplitGroup]:
    """Drop a group that says nothing new: inside another of its limit, or the same needs again."""
    kept: list[SplitGroup] = []
    for group in sorted(groups, key=lambda g: (-len(g.members), -g.limit, g.item_zh)):
        ids = {member.need_id for member in group.members}
        if not any(_says(other, ids, group.limit) for other in kept):
            kept.append(group)
    return sorted(kept, key=lambda g: (g.limit, g.item_zh))


def _says(other: SplitGroup, ids: set[str], limit: Decimal) -> bool:
    others = {member.need_id for member in other.members}
    return ids == others or (ids < others and limit == other.limit)


def _group(item: str, held: list[_Known], year: int, limit_zh: str, limit: Decimal) -> SplitGroup:
    members = tuple(SplitMember(k.need.id, k.need.code, k.need.title, k.amount) for k in held)
    total = sum((m.amount for m in members), Decimal(0))
    # One way to write the street among several: the first by code point, whoever comes first.
    street = min(k.need.street.strip() for k in held)
    codes = "、".join(m.code or m.title for m in members)
    sentence = (
        f"{street} {year} 年{item}的 {len(members)} 条需求（{codes}）合计 {amount_zh(total)} 元，"
        f"达到{limit_zh} {amount_zh(limit)} 元，而每条都不到，疑似拆分采购（政府采购法第28条）。"
        "请合并采购，或写明确实不同的理由。"
    )
    return SplitGroup(street, item, year, limit_zh, limit, total, members, sentence)


def street_key(street: str) -> str:
    """Return what makes two ways of writing a street the same; empty for none.

    北京市东城区××街道办事处 and 东城区××街道 are one. A street without its district is never
    taken for one with a district: the same name stands in several.
    """
    text = _folded(street).removeprefix("北京市")
    text = text.removesuffix("办事处").removesuffix("人民政府")
    return text.removesuffix("办") if text.endswith("街道办") else text


def stated_items(need: Need) -> frozenset[str]:
    """Return the directory items of a need as written, folded to half width and without spaces."""
    return frozenset(filter(None, map(_folded, need.directory_items)))


def _type_key(label: str) -> str:
    term = taxonomy().service_types.find(label)
    return _folded(label) if term is None else term.code


def _type_name(code: str) -> str:
    term = taxonomy().service_types.by_code.get(code)
    return code if term is None else term.name


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
