"""Streets, towns, communities and villages that no list knows, found by their ending."""

from __future__ import annotations

import re
from functools import lru_cache

from ..wordlists import gazetteer, is_ordinary

Span = tuple[int, int]

#: Endings that only places carry, and endings that ordinary phrases carry as well (智慧社区).
_STRONG = re.compile(r"街道(?:办事处|办)?|地区办事处")
_WEAK = re.compile(
    r"社区(?:居委会|居民委员会)?|(?:镇|乡)(?:人民政府|政府)?|村(?:委会|民委员会)?|(?:新?区|市|县)"
)
_HANZI = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def _breaks() -> frozenset[str]:
    """Characters that a stem never reaches across."""
    return frozenset("".join(gazetteer()["locality_breaks"]))


@lru_cache(maxsize=1)
def _not_stems() -> frozenset[str]:
    """Words that stand before an ending without making a name: 智慧社区, 全市, 本街道."""
    return frozenset(gazetteer()["locality_not_stems"])


@lru_cache(maxsize=1)
def _words_ending() -> tuple[str, ...]:
    """Words that end like a place but are none: 小区, 市区, 集市, 邻村."""
    return tuple(sorted(gazetteer()["locality_words"]))


#: Endings that may follow only a stem which begins at a boundary.
_STREET_ENDS = frozenset("路街里门桥庄园屯坊营家")
_SHORT = frozenset("镇乡村区市县新")


def _stem_start(text: str, end: int, limit: int) -> int:
    """Return where the name that ends at ``end`` starts: at most four Chinese characters back."""
    start = end
    while start > limit and end - start < 4:
        character = text[start - 1]
        if not _HANZI.match(character) or character in _breaks():
            break
        start -= 1
    # 服务南里社区: cut behind the last ordinary word that leaves a stem of two characters.
    for cut in range(end - 2, start + 1, -1):
        if text[end - 1] in _STREET_ENDS and text[cut - 2 : cut] not in _not_stems():
            continue  # 幸福大街街道, 安定门街道: the words belong to the name
        if is_ordinary(text[cut - 2 : cut]) and not is_ordinary(text[cut - 1 : cut + 1]):
            return cut
    return start


def _at_boundary(text: str, start: int, known_ends: frozenset[int]) -> bool:
    if start == 0 or start in known_ends:
        return True
    before = text[start - 1]
    return not _HANZI.match(before) or before in _breaks()


def _is_name(stem: str, ending: str, *, anchored: bool, behind_place: bool) -> bool:
    if (
        len(stem) < 2
        or stem[-1] in "上下进出到回"
        or stem in _not_stems()
        or (stem + ending[0]).endswith(_words_ending())
    ):
        return False
    if any(stem.endswith(word) for word in _not_stems() if len(word) >= 2):
        return behind_place and len(stem) == 2 and ending[0] in "街社镇乡村"
    if ending.startswith("街道"):
        return behind_place or not (is_ordinary(stem) or is_ordinary(stem[-2:]))
    if ending[0] in _SHORT and ending[0] not in "镇乡村":
        return (anchored or behind_place) and len(stem) <= 3 and not is_ordinary(stem)
    plain = stem[-1] in _STREET_ENDS or not is_ordinary(stem[-2:])
    return behind_place or (anchored and not is_ordinary(stem) and plain)


def find_localities(text: str, known: list[Span]) -> list[Span]:
    """Return the spans of street, town, community and village names outside ``known``.

    A chain (青禾区柳岸街道南里社区) is read from the left, so that each name anchors the next.
    """
    taken = sorted(known)
    found: list[Span] = []
    endings = sorted(
        [*_STRONG.finditer(text), *_WEAK.finditer(text)], key=lambda m: (m.start(), -m.end())
    )
    for match in endings:
        ends = frozenset(end for _, end in (*taken, *found))
        if any(start < match.end() and match.start() < end for start, end in (*taken, *found)):
            continue
        limit = max((e for e in ends if e <= match.start()), default=0)
        start = _stem_start(text, match.start(), limit)
        stem = text[start : match.start()]
        follows = start in ends
        anchored = _at_boundary(text, start, ends) or (
            start >= 2 and is_ordinary(text[start - 2 : start])
        )
        if _run_on(text, match) or not _is_name(
            stem, match.group(), anchored=anchored, behind_place=follows
        ):
            continue
        found.append((start, match.end()))
    return found


_RUN_ON = re.compile(
    r"市(?:民(?![政族间俗生办营乐兵])|场|容|面|井|值|级)|区(?:分|别|划|域|间|块|级)|县(?:域|志|级)|镇(?:静|定|"
    r"痛)|村(?:民|落|级)|乡(?:村|亲|愁|土|音)"
)


def _run_on(text: str, match: re.Match[str]) -> bool:
    return _RUN_ON.match(text, match.start()) is not None and match.group() not in {"村民委员会"}
