"""Where the region words at the head of an organization's name end (三(一), F1).

Names of social organizations open with the division that registered them (社会组织名称管理办法),
and a brand may itself be a place name (北京市安康社会工作事务所). To tell the two apart would need
a guess that differs with what stands before; so every place name at the head goes, brand or not,
and 安康社会工作事务所 leaves the same words as 北京市安康社会工作事务所.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..lexicon import gazetteer
from .localities import find_localities
from .places import by_head, place_names, runs_on

_SEPARATORS = frozenset(" ,、·-—_/")
_STREET = re.compile(r"(?:街道(?:办事处|办)?|地区(?:办事处)?)$")
_BRACKETED = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")


@lru_cache(maxsize=1)
def _head_names() -> dict[str, tuple[str, ...]]:
    """Return every name cut at the head: certain and doubtful ones, Beijing's streets, 中国.

    Left out are short names that say what is done (互助, 平安): never cut, so alike everywhere.
    """
    raw = gazetteer()
    tables = place_names()
    names = {n for t in (tables.certain, tables.doubtful) for found in t.values() for n in found}
    names |= {*raw["beijing_streets"], *raw["beijing_towns"], *raw["national_heads"]}
    return by_head(names - set(raw["name_words"]))


def head_names() -> tuple[str, ...]:
    """Return the names that are cut at the head of an organization's name, sorted."""
    return tuple(sorted(name for found in _head_names().values() for name in found))


def _steps(text: str, start: int) -> list[int]:
    """Return where a place or separator that begins at ``start`` may end."""
    if text[start] in _SEPARATORS:
        return [start + 1]
    names = _head_names().get(text[start : start + 2], ())
    ends = [start + len(n) for n in names if text.startswith(n, start)]
    rest = text[start:]
    # The rest is read as if it stood alone, whatever was cut before it.
    spans = [s for s in find_localities(rest, [(0, 0)]) if _STREET.search(rest[slice(*s)])]
    spans += find_localities(rest, [])
    return [e for e in ends if not runs_on(text, e)] + [start + e for s, e in spans if s == 0]


@lru_cache(maxsize=65536)
def head_end(text: str) -> int:
    """Return where the leading places of ``text`` (folded) end; 0 where there is none.

    The chain of names that reaches farthest counts, not the longest first name: 济宁|市中, not 济宁市|中.
    """
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached.update(_steps(text, start))
    return max(reached)


def bracketed_places(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of brackets that hold places only, brackets included: （厦门）."""
    return tuple(
        match.span() for match in _BRACKETED.finditer(text) if head_end(match[1]) == len(match[1])
    )
