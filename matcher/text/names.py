"""The descriptive part of an organization's name; it may be used (docs/ranking.md)."""

from __future__ import annotations

import re

from .masking import MaskedText, masked_with_map

#: Legal endings that say what kind of body it is, not what it does.
_ENDING = re.compile(
    r"(?:(?:服务|发展|促进|指导|支持|活动|辅导|研究|评估|培训)?(?:与|和)?(?:服务|发展|促进)?"
    r"(?:事务所|中心|总站|工作站|服务站|站|社|联合会|协会|促进会|学会|研究会|研究院|研究所|"
    r"联盟|基金会|商会|总会|"
    r"分会|院|所|队|会|有限(?:责任)?公司|公司|集团))$"
)
_MIN_LEFT = 2


def descriptive_part(name: str) -> MaskedText:
    """Return ``name`` without place, authority and legal ending, with its map to the original.

    The brand word stays (北京市东城区星光社会工作事务所 → 星光社会工作): it carries no place,
    and to tell it from the field of work would need a guess.
    """
    masked = masked_with_map(name)
    end = len(masked.text)
    ending = _ENDING.search(masked.text)
    if ending is not None and ending.start() >= _MIN_LEFT:
        end = ending.start()
    text = masked.text[:end].rstrip(" ,、")
    return MaskedText(text, masked.offsets[: len(text)])


def descriptive_name(name: str) -> str:
    """Return the text of :func:`descriptive_part`."""
    return descriptive_part(name).text
