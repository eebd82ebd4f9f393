"""Names of organizations: when two spellings are the same, a short form, or only alike.

Only the same *written* name (width, spaces and brackets aside) is the same name. A fold that drops
administrative endings and generic endings finds short forms; it proposes, it never proves: two
places may have a centre of the same name (docs/import-rules.md).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

from ...identity import normalised_name
from ...text import simplified

_ABBREVIATIONS = (("社工", "社会工作"), ("社服", "社会服务"), ("志协", "志愿者协会"))
_ADMINISTRATIVE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:特别行政区|自治区|自治州|省|市|县)")
_DISTRICT = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<!社)(?<!小)(?<!园)(?<!片)区")
_GENERIC_END = re.compile(r"(?:服务|事务|发展)*(?:中心|总社|社|工作站|站|所|机构)$")
#: Likeness of folded names from which a person is asked whether they are one organization.
NEAR_NAME = 0.85


def written_key(name: str) -> str:
    """Return the written name in one width, without spaces; two names with one key are one name."""
    return normalised_name(name).casefold()


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return the written name in simplified characters as well: enough to look it up."""
    return written_key(simplified(name))


@lru_cache(maxsize=65536)
def folded_name(name: str) -> str:
    """Return what a short form and the full name have in common: ``南京惠仁社会工作``."""
    key = name_key(name)
    for short, full in _ABBREVIATIONS:
        key = key.replace(short, full)
    key = _DISTRICT.sub("", _ADMINISTRATIVE.sub("", key))
    folded = _GENERIC_END.sub("", key)
    return folded if len(folded) >= 2 else key


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """Return the names in ``known`` that may mean ``name``, nearest first, at most three."""
    wanted = folded_name(name)
    scored = []
    for other in known:
        folded = folded_name(other)
        if folded == wanted:
            scored.append((1.0, other))
        elif abs(len(folded) - len(wanted)) <= 4:
            ratio = difflib.SequenceMatcher(None, wanted, folded, autojunk=False).ratio()
            if ratio >= NEAR_NAME:
                scored.append((ratio, other))
    return [other for _, other in sorted(scored, key=lambda s: (-s[0], s[1]))[:3]]
