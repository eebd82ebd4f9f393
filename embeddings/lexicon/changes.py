"""What an edit of the lexicon changes, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from .model import Category, Group, Lexicon

Entry = Category | Group
Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One category or group that differs.

    ``added`` and ``removed`` are wordings (names of a group); ``fields`` the names of all fields
    that differ, () for an entry that is new or gone.
    """

    code: str
    name: str
    is_group: bool
    kind: Kind
    added: tuple[str, ...]
    removed: tuple[str, ...]
    fields: tuple[str, ...]


def compare(before: Lexicon, after: Lexicon) -> tuple[Change, ...]:
    """Return what differs: categories, then groups, in the order of ``after``, what is gone last.

    () with two fingerprints means that only the order of entries differs.
    """
    pairs: tuple[tuple[tuple[Entry, ...], tuple[Entry, ...]], ...] = (
        (before.categories, after.categories),
        (before.groups, after.groups),
    )
    return tuple(change for old, new in pairs for change in _changes(old, new))


def _changes(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> list[Change]:
    old = {entry.code: entry for entry in before}
    new = {entry.code: entry for entry in after}
    found = []
    for code, entry in new.items():
        earlier = old.get(code)
        if earlier is None:
            found.append(_change(entry, "added", _wordings(entry), (), ()))
        elif earlier != entry:
            found.append(_edited(earlier, entry))
    gone = [entry for code, entry in old.items() if code not in new]
    return found + [_change(entry, "removed", (), _wordings(entry), ()) for entry in gone]


def _edited(before: Entry, after: Entry) -> Change:
    old, new = _wordings(before), _wordings(after)
    differ = tuple(
        field.name
        for field in fields(after)
        if getattr(before, field.name) != getattr(after, field.name)
    )
    added = tuple(wording for wording in new if wording not in set(old))
    removed = tuple(wording for wording in old if wording not in set(new))
    return _change(after, "changed", added, removed, differ)


def _change(
    entry: Entry,
    kind: Kind,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    differ: tuple[str, ...],
) -> Change:
    is_group = isinstance(entry, Group)
    return Change(entry.code, entry.name, is_group, kind, added, removed, differ)


def _wordings(entry: Entry) -> tuple[str, ...]:
    return entry.wordings if isinstance(entry, Category) else entry.names
