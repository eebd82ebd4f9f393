"""What the directory has for a need, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .values import Entry


class Fit(StrEnum):
    """What the directory has for a need."""

    SUGGESTED = "suggested"
    GAP = "gap"
    OUT_OF_SCOPE = "out_of_scope"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One item in force, its score in [0, 1] and the grounds in Chinese.

    ``cautions``: what the directory's flags ask for (三个条件, 五(三) 原则上, 社区减负).
    """

    entry: Entry
    score: float
    reasons: tuple[str, ...]
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer for one need: best first, equal scores by code.

    ``nearest`` is the best item below the floor where there is no suggestion; ``outside`` the name
    of the kind of business that is nobody's, "" where it is not that.
    """

    fit: Fit
    said_zh: str
    items: tuple[Suggestion, ...] = ()
    nearest: Suggestion | None = None
    outside: str = ""

    @property
    def near_zh(self) -> str:
        """Return what the need comes nearest to: an item's title or a kind of business, or ""."""
        best = self.items[0] if self.items else self.nearest
        return self.outside or ("" if best is None else best.entry.item.title)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is read of a need: masked text and labels of the service types that it states."""

    text: str
    service_types: tuple[str, ...] = ()
