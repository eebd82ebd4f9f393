"""The descriptive part of an organization's name; it may be used (docs/ranking.md)."""

from __future__ import annotations

import re

from .folding import fold_with_map
from .masking import MaskedText, masked_with_map
from .naming import bracketed_places, head_end

#: Legal endings that say what kind of body it is, not what it does.
_ENDING = re.compile(
    r"(?:(?:服务|发展|促进|指导|支持|活动|辅导|研究|评估|培训)?(?:与|和)?(?:服务|发展|促进)?"
    r"(?:事务所|中心|总站|工作站|服务站|站|社|联合会|协会|促进会|学会|研究会|研究院|研究所|"
    r"联盟|基金会|商会|总会|"
    r"分会|院|所|队|会|有限(?:责任)?公司|公司|集团))$"
)
_MIN_LEFT = 2
_MIN_OWN = 6


def descriptive_part(name: str) -> MaskedText:
    """Return ``name`` without place, authority and legal ending, with its map to the original.

    A brand word stays (北京市东城区星光社会工作事务所 → 星光社会工作) unless it is a place name:
    what is left never depends on the places that stand before it or in brackets.
    """
    folded = fold_with_map(name)
    kept = list(range(len(folded.text)))
    for start, end in reversed(bracketed_places(folded.text)):
        del kept[start:end]
    text = "".join(folded.text[index] for index in kept)
    head = head_end(text)
    masked = masked_with_map(text[head:])
    end = len(masked.text)
    ending = _ENDING.search(masked.text)
    if ending is not None and ending.start() >= _MIN_LEFT:
        end = ending.start()
    left = masked.text[:end].rstrip(" ,、")
    offsets = tuple(folded.offsets[kept[head + at]] for at in masked.offsets[: len(left)])
    return MaskedText(left, offsets)


def descriptive_name(name: str) -> str:
    """Return the text of :func:`descriptive_part`."""
    return descriptive_part(name).text


def own_names(name: str) -> tuple[str, ...]:
    """Return how an organization may call itself in a text, folded, longest first.

    The full name, and what is left of it behind each of the places at its head.
    """
    text = fold_with_map(name).text.strip()
    starts = [at for at in range(head_end(text) + 1) if head_end(text[:at]) == at]
    # Shorter ones may be words that the text needs (志愿者协会).
    return tuple(text[at:].strip() for at in starts if len(text) - at >= _MIN_OWN)
