"""What a need states as its directory items, against the versions in force (T43b, W14)."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..model import Need
from .values import Directories, Entry

#: As likely a slip of the pen as another item.
_NEAR = 0.6


class ItemState(StrEnum):
    """Where a stated item stands on a day."""

    IN_FORCE = "in_force"
    RETIRED = "retired"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ItemCheck:
    """One stated item: as written, its state, the item meant, its successors in force.

    ``detail_zh`` follows “目录项“…”” in a sentence; "" for an item in force.
    """

    reference: str
    state: ItemState
    entry: Entry | None
    successors: tuple[Entry, ...]
    detail_zh: str


def check_items(need: Need, directories: Directories, as_of: date) -> tuple[ItemCheck, ...]:
    """Return the finding for each item that ``need`` states, in its order; () without any."""
    return tuple(check_item(text, directories, as_of) for text in need.directory_items)


def check_item(reference: str, directories: Directories, as_of: date) -> ItemCheck:
    """Return what one reference means on ``as_of``."""
    entry = directories.find(reference, as_of)
    if entry is None:
        return ItemCheck(reference, ItemState.UNKNOWN, None, (), _unknown(reference, directories))
    version = entry.directory
    if version.covers(as_of):
        return ItemCheck(reference, ItemState.IN_FORCE, entry, (), "")
    if version.effective_from > as_of:
        detail = f"属于{version.version}版，自 {version.effective_from} 起才使用，请核对。"
        return ItemCheck(reference, ItemState.FUTURE, entry, (), detail)
    following = directories.successors(entry, as_of)
    ended = (
        f"属于{version.version}版（“{entry.item.name}”），该版用到 {version.effective_to} 为止，"
    )
    if following:
        names = "、".join(f"“{f.item.title}”" for f in following)
        detail = f"{ended}现行目录对应{names}，请核对后改写。"
    else:
        detail = f"{ended}现行目录没有直接对应的项，请另选一项。"
    return ItemCheck(reference, ItemState.RETIRED, entry, following, detail)


def _unknown(reference: str, directories: Directories) -> str:
    """Return the sentence for what no version has, with the likeliest item of all."""
    near = [
        (difflib.SequenceMatcher(None, reference, text, autojunk=False).ratio(), item.title)
        for version in directories.versions
        for item in version.items
        for text in (item.title, item.name)
    ]
    share, title = max(near, default=(0.0, ""), key=lambda pair: (pair[0], pair[1]))
    hint = f"是否为“{title}”？" if share >= _NEAR else ""
    return f"在各版目录里都没有，或代码与名称不是同一项，请核对。{hint}"
