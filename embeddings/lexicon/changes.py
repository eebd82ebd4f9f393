"""What an edit of the lexicon changes, as lists."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Category, Group, Lexicon


@dataclass(frozen=True, slots=True)
class Changes:
    """Codes and wordings that differ; pairs are (code of category or group, wording)."""

    added_categories: tuple[str, ...]
    removed_categories: tuple[str, ...]
    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.added_categories or self.removed_categories or self.added or self.removed)


def compare(before: Lexicon, after: Lexicon) -> Changes:
    """Return what ``after`` has and has not, in the order of the lexicons."""
    old, new = _wordings(before), _wordings(after)
    return Changes(
        added_categories=tuple(code for code in new if code not in old),
        removed_categories=tuple(code for code in old if code not in new),
        added=_only(new, old),
        removed=_only(old, new),
    )


def _wordings(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    entries: tuple[Category | Group, ...] = (*lexicon.categories, *lexicon.groups)
    return {
        entry.code: entry.wordings if isinstance(entry, Category) else entry.names
        for entry in entries
    }


def _only(
    these: dict[str, tuple[str, ...]], those: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (code, wording)
        for code, wordings in these.items()
        for wording in wordings
        if wording not in those.get(code, ())
    )
