"""Where the region words at the head of an organization's name end (三(一), F1).

Names of social organizations open with the division that registered them (社会组织名称管理办法),
and a brand may itself be a place name (北京市安康社会工作事务所). To tell the two apart would need
a guess that differs with what stands before; so every place name at the head goes, brand or not,
and 安康社会工作事务所 leaves the same words as 北京市安康社会工作事务所.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..wordlists import gazetteer, is_ordinary
from .localities import find_localities
from .places import by_head, place_names, runs_on

_SEPARATORS = frozenset(" ,、·-—_/")
_DIVISIONS = frozenset("省市县区旗盟州镇乡村街道")
_ENDINGS = _DIVISIONS | frozenset("南北门")  # 天通苑 + 南开, not 天通苑南 + 开
#: Endings that make a street or town of a short name, unless they begin a word (乡村振兴).
_STREET = re.compile(r"街道(?:办事处|办)?|地区(?:办事处)?|乡(?![村土亲愁情音])|镇(?![静定痛])")
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


def _ends(text: str) -> list[int]:
    """Return where known names at the head of ``text`` may end, the farthest first.

    A shorter one counts where only the ending goes: 北京市|中… or 北京|市中….
    """
    names = [n for n in _head_names().get(text[:2], ()) if text.startswith(n)]
    ends = {len(name) for name in names}
    for name in names:
        street = None if name[-1] in _DIVISIONS else _STREET.match(text, len(name))
        ends |= {street.end()} if street else set()
    farthest = max(ends, default=0)
    return sorted((e for e in ends if set(text[e:farthest]) <= _ENDINGS), reverse=True)


def _opens_with_name(rest: str, least: int = 2) -> bool:
    names = (*_head_names().get(rest[:2], ()), *gazetteer()["name_words"])
    return any(len(name) >= least and rest.startswith(name) for name in names)


def _opens_with_word(rest: str) -> bool:
    kinds = gazetteer()["locality_not_stems"]  # 城市, 农村: words before 社区
    return is_ordinary(rest[:2]) or is_ordinary(rest[:3]) or rest[:2] in kinds


def _known_end(text: str) -> int:
    """Return where the known name at the head of ``text`` ends; 0 where there is none.

    The longest, unless it tears a name (北京|镇海区) or a word (北京|市民) behind a shorter one.
    """
    ends = _ends(text)
    if not ends:
        return 0
    longest, *shorter = ends
    rest = text[longest:]
    for end in shorter:
        if _opens_with_name(text[end:], 3):
            return end
    if not rest or _opens_with_name(rest) or _opens_with_word(rest):
        return longest
    for end in shorter:
        if _opens_with_name(text[end:]):
            return end
    return next((end for end in ends if not runs_on(text, end)), 0)


def _unknown_end(text: str) -> int:
    """Return where a street, town or community that no list knows ends at the head; else 0.

    A street counts as behind a place, anything else as standing alone, whatever was cut before.
    """
    streets = [s for s in find_localities(text, [(0, 0)]) if "街道" in text[slice(*s)]]
    return max((e for s, e in [*streets, *find_localities(text, [])] if s == 0), default=0)


@lru_cache(maxsize=65536)
def head_end(text: str) -> int:
    """Return where the leading places of ``text`` (folded) end; 0 where there is none."""
    end = 0
    while end < len(text):
        rest = text[end:]
        step = 1 if rest[0] in _SEPARATORS else _known_end(rest) or _unknown_end(rest)
        if not step:
            break
        end += step
    return end


def bracketed_places(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of brackets that hold places only, brackets included: （厦门）."""
    return tuple(
        match.span() for match in _BRACKETED.finditer(text) if head_end(match[1]) == len(match[1])
    )
