"""How alike two needs are, to propose that they be one (四(一)); nothing here merges anything.

Texts are folded: simplified characters, one width, no punctuation, no masked personal data, and the
synonyms of ``data/synonyms.json`` replaced by one sign each. The title says what is wanted, so it
weighs most; the description supports. Both are compared by character bigrams (Dice coefficient).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from ...model import Need
from ...taxonomy import taxonomy
from ...text import normalise

#: Likeness from which a pair is shown; measured in tests/planning/test_likeness.py.
NEAR = 0.52
_TITLE_SHARE = 0.75
#: A gram in more titles than this says nothing about two of them.
_COMMON = 200
_COMPARED = 20
_NOISE = re.compile(r"\[已脱敏\]|[^\w]|_")
_EMPTY_WORDS = re.compile(r"项目|服务|活动|工作|开展|计划|行动|社区|小区|辖区|提供|组织|安排")
#: Synonym groups are written as single private-use characters.
_FIRST_SIGN, _LAST_SIGN = 0xE000, 0xF900


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one need: grams of title and of all text, exact text, classes."""

    title: Counter[str]
    text: Counter[str]
    exact: tuple[str, str]
    types: frozenset[str]
    groups: frozenset[str]


def profile(need: Need) -> Profile:
    """Return the profile of ``need``."""
    known = taxonomy()
    title, text = fold(need.title), fold(f"{need.title}\n{need.description}")
    return Profile(
        title=grams(title),
        text=grams(text),
        exact=(_NOISE.sub("", normalise(need.title)), _NOISE.sub("", normalise(need.description))),
        types=known.type_codes(need.service_types),
        groups=known.group_codes(tuple(b.label for b in need.beneficiaries)),
    )


def is_exact(first: Profile, second: Profile) -> bool:
    """Return whether title and description are the same (punctuation and spaces aside)."""
    return first.exact == second.exact


def likeness(first: Profile, second: Profile) -> float:
    """Return the likeness in [0, 1]; 0 when types or beneficiary groups have nothing in common."""
    if first.types and second.types and not first.types & second.types:
        return 0.0
    if first.groups and second.groups and not _groups_meet(first.groups, second.groups):
        return 0.0
    title, text = dice(first.title, second.title), dice(first.text, second.text)
    return _TITLE_SHARE * title + (1 - _TITLE_SHARE) * text


def fold(text: str) -> str:
    """Return ``text`` without noise, its synonyms replaced by one sign per group."""
    plain = _NOISE.sub("", normalise(text))
    for pattern, sign in _synonyms():
        plain = pattern.sub(sign, plain)
    return _EMPTY_WORDS.sub("", plain)


def grams(text: str) -> Counter[str]:
    """Return characters and bigrams; a synonym sign, a whole word in one, counts twice."""
    found = Counter(a + b for a, b in pairwise(text))
    found.update(text)
    found.update(char for char in text if _FIRST_SIGN <= ord(char) < _LAST_SIGN)
    return found


def dice(first: Counter[str], second: Counter[str]) -> float:
    """Return the Dice coefficient of two multisets, in [0, 1]; 0 when one is empty."""
    if not first or not second:
        return 0.0
    shared = sum(min(count, second[gram]) for gram, count in first.items() if gram in second)
    return 2 * shared / (first.total() + second.total())


def rows_sharing(profiles: Sequence[Profile], fresh: int = 0) -> list[tuple[int, int]]:
    """Return the index pairs worth comparing: each row from ``fresh`` on with earlier ones.

    Those are the ``_COMPARED`` rows whose titles share most grams, not counting grams that are
    everywhere, and the last row that says the same word for word. The work grows with the rows,
    not with their pairs.
    """
    rows: dict[str, list[int]] = {}
    same: dict[tuple[str, str], int] = {}
    pairs: list[tuple[int, int]] = []
    for row, entry in enumerate(profiles):
        if row >= fresh:
            earlier = [rows.get(gram, ()) for gram in entry.title]
            shared = Counter(r for found in earlier if len(found) <= _COMMON for r in found)
            near = sorted(shared, key=lambda r: (-shared[r], r))[:_COMPARED]
            pairs += ((r, row) for r in sorted({*near, same.get(entry.exact, row)} - {row}))
        for gram in entry.title:
            rows.setdefault(gram, []).append(row)
        same[entry.exact] = row
    return pairs


def _groups_meet(first: frozenset[str], second: frozenset[str]) -> bool:
    terms = taxonomy().beneficiary_groups.by_code
    wide = first.union(*(terms[c].covers for c in first))
    return bool(wide & second) or bool(first & second.union(*(terms[c].covers for c in second)))


@lru_cache(maxsize=1)
def _synonyms() -> tuple[tuple[re.Pattern[str], str], ...]:
    path = resources.files("matcher").joinpath("data/synonyms.json")
    groups = json.loads(path.read_text(encoding="utf-8"))["groups"]
    return tuple(
        (
            re.compile("|".join(group["words"])),
            chr(_FIRST_SIGN + number) if group["role"] == "what" else "",
        )
        for number, group in enumerate(groups)
    )
