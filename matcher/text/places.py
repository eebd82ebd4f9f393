"""Place names in running text (三(一): where an organization is registered must not count, F1, F5).

Known names (provinces, prefectures, counties, Beijing's streets and towns) come from
``data/places.json``; other streets, towns, communities and villages are found by their ending.
A short name that is also an ordinary word (朝阳, 和平, 安康) is a place only with its ending or
beside another place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..wordlists import gazetteer, is_ordinary
from .folding import normalise, simplified
from .localities import find_localities

Span = tuple[int, int]

_PEOPLES = (
    "朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|"
    "蒙古|维吾尔|哈萨克|柯尔克孜|锡伯|塔吉克|满族|瑶族|各族|畲族|黎族|仡佬族|水族|佤族|拉祜族|"
    "布朗族|"
    "独龙族|怒族|普米族|纳西族|毛南族|仫佬族|达斡尔族|鄂温克族|保安族|东乡族|撒拉族|裕固族|土族"
)
_ENDING = re.compile(
    rf"(?:{_PEOPLES})*(?:自治州|自治县|自治旗|自治区|特别行政区|地区|林区|新区|矿区|特区|省|盟|"
    r"市|县|区|旗|镇)$"
)
#: Words that begin with the last character of a name: 北京市民 is 北京 + 市民, not 北京市 + 民.
_RUN_ON = re.compile(
    r"市(?:民(?![政族间俗生办营乐兵])|场|容|面|井|值|政工程|政设施)|区(?:分|别|划|域|间|块)|县(?:域|志)|镇(?:静|"
    r"定|痛)"
)
#: Characters a short name may follow; they are no part of a longer word there.
_OPENERS = frozenset("自在于从由向对与和及或的到赴驻是为至")
#: Function words behind a name; they are no part of a longer word there.
_CLOSERS = frozenset("的在和与及等")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_LISTED_AFTER = re.compile(r"[、,/和与及 ]{0,2}")


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """Names by their first two characters, longest first; ``doubtful`` need a place beside them."""

    certain: dict[str, tuple[str, ...]]
    doubtful: dict[str, tuple[str, ...]]


def stem(name: str) -> str:
    """Return ``name`` without its ending (海淀区 → 海淀); a stem of one character keeps it."""
    short = _ENDING.sub("", name)
    if len(short) < 2:
        short = name.removesuffix("自治区")  # 内蒙古 is the name, not a people behind it
    return short


def by_head(names: set[str]) -> dict[str, tuple[str, ...]]:
    """Return ``names`` by their first two characters, longest first."""
    table: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        table.setdefault(name[:2], []).append(name)
    return {head: tuple(found) for head, found in table.items()}


@lru_cache(maxsize=1)
def place_names() -> PlaceNames:
    """Return the tables made of ``data/places.json``."""
    raw = gazetteer()
    full = {*raw["provinces"], *raw["prefectures"], *raw["counties"]}
    doubtful = set(raw["ambiguous"]) | set(raw["ambiguous_full"])
    certain = (full | {stem(name) for name in full}) - doubtful
    certain |= {simplified(name) for name in certain}  # folded texts write 乾县 as 干县
    # 重庆 is certain; a stem that some other county shares with a word stays doubtful everywhere.
    certain |= set(raw["beijing_quarters"])
    for name in raw["beijing_streets"]:
        certain |= {f"{name}街道", f"{name}地区", f"{name}街道办事处"}
    for name in raw["beijing_towns"]:
        certain |= {f"{name}镇", f"{name}乡", f"{name}地区"}
    return PlaceNames(by_head(certain), by_head(doubtful))


def known_places() -> tuple[str, ...]:
    """Return every place name that is masked wherever it stands, sorted."""
    return tuple(sorted(name for names in place_names().certain.values() for name in names))


def runs_on(text: str, end: int) -> bool:
    """Whether the ending of a name that ends at ``end`` begins a word: 北京市民 is 北京 + 市民."""
    return _RUN_ON.match(text, end - 1) is not None


def _accepts(text: str, start: int, name: str) -> bool:
    """Whether ``name`` at ``start`` is a place: not run on into a word, not inside two words."""
    end = start + len(name)
    if runs_on(text, end):
        return False
    if len(name) > 2 or name[-1] in "县市区旗" or name in _major():
        return True
    return _starts_word(text, start) and _ends_word(text, end)


def _starts_word(text: str, start: int) -> bool:
    """Whether a short name may begin at ``start``.

    每天等待 holds no 天等; 服务丁青居民 holds 丁青, behind a word of its own.
    """
    before = text[start - 1 : start]
    if not _HANZI.match(before) or before in _OPENERS:
        return True
    return is_ordinary(text[max(start - 2, 0) : start]) and not is_ordinary(
        text[start - 1 : start + 1]
    )


def _ends_word(text: str, end: int) -> bool:
    """Whether a short name may end at ``end``.

    Its last character makes no word with the next, or the next begins a word of its own
    (南开|开展, 东安|心理, 道真|的).
    """
    return (
        not is_ordinary(text[end - 1 : end + 1])
        or text[end : end + 1] in _CLOSERS
        or is_ordinary(text[end : end + 2])
        or is_ordinary(text[end : end + 3])
    )


@lru_cache(maxsize=1)
def _major() -> frozenset[str]:
    raw = gazetteer()
    beijing = "东城 西城 海淀 丰台 石景山 门头沟 房山 通州 顺义 昌平 大兴 怀柔 平谷 密云 延庆"
    return frozenset(stem(n) for n in (*raw["provinces"], *raw["prefectures"])) | frozenset(
        beijing.split()
    )


def _lookup(text: str, start: int, table: dict[str, tuple[str, ...]]) -> str | None:
    for name in table.get(text[start : start + 2], ()):
        if text.startswith(name, start) and _accepts(text, start, name):
            return name
    return None


def _known(text: str) -> list[Span]:
    spans: list[Span] = []
    certain = place_names().certain
    start = 0
    while start < len(text) - 1:
        # Behind another place the text starts afresh (浙江永嘉).
        fresh = bool(spans) and spans[-1][1] == start
        name = _lookup(text[start:], 0, certain) if fresh else _lookup(text, start, certain)
        if name is None:
            start += 1
            continue
        spans.append((start, start + len(name)))
        start += len(name)
    return spans


def _beside(text: str, spans: list[Span]) -> list[Span]:
    """Add the doubtful names that stand right behind or, in a list, beside a place."""
    doubtful = place_names().doubtful
    found = sorted(spans)
    queue = list(found)
    while queue:
        start, end = queue.pop()
        gap = _LISTED_AFTER.match(text, end)
        behind = gap.end() if gap else end
        name = _lookup(text, behind, doubtful)
        extra: Span | None = None
        if name is not None and not is_ordinary(name) and (behind == end or text[end] in "、,/ "):
            extra = (behind, behind + len(name))
        elif start >= 3 and text[start - 1] in "、,/":
            head = next((n for n in (4, 3, 2) if _is_doubtful(text[start - 1 - n : start - 1])), 0)
            extra = (start - 1 - head, start - 1) if head else None
        if extra is not None and extra not in found:
            found.append(extra)
            queue.append(extra)
    return sorted(found)


def _is_doubtful(word: str) -> bool:
    return word in place_names().doubtful.get(word[:2], ()) and not is_ordinary(word)


def find_places(text: str) -> tuple[Span, ...]:
    """Return the spans of place names in ``text`` (NFKC, simplified), sorted, not overlapping."""
    known = _beside(text, _known(text))
    spans = sorted(set(known) | set(find_localities(text, known)))
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def mask_places(text: str) -> str:
    """Return ``text`` without place names; the text is folded by :func:`normalise` first."""
    folded = normalise(text)
    kept: list[str] = []
    last = 0
    for start, end in find_places(folded):
        kept.append(folded[last:start])
        last = end
    kept.append(folded[last:])
    return "".join(kept)
