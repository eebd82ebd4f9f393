"""Which groups of supply rows make an organization, and which only look like one.

Everything is looked up by name key and by folded name, so that the work grows with the rows, not
with their pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...model import Organization
from ..values import is_valid_uscc
from .grouping import Group, own_id, related
from .names import folded_name, name_key, written_key


@dataclass(frozen=True, slots=True)
class Lookalike:
    """The organization a candidate resembles: in this import (``group``) or in the store."""

    name: str
    group: Group | None = None
    stored: Organization | None = None


class StoredNames:
    """Stored organizations by code, by current name, and by any name."""

    def __init__(self, organizations: Sequence[Organization]) -> None:
        self.by_id = {o.id: o for o in organizations}
        self.by_code = {o.uscc: o for o in organizations if o.uscc is not None}
        self._current: dict[str, list[Organization]] = defaultdict(list)
        self._other: dict[str, list[Organization]] = defaultdict(list)
        self._fold: dict[str, list[Organization]] = defaultdict(list)
        self._written: dict[str, list[Organization]] = defaultdict(list)
        for organization in organizations:
            self._current[name_key(organization.name)].append(organization)
            self._written[written_key(organization.name)].append(organization)
            self._fold[folded_name(organization.name)].append(organization)
            for name in (*organization.aliases, *organization.former_names):
                self._other[name_key(name)].append(organization)

    def find(self, group: Group) -> Organization | None:
        """Return the stored organization of ``group``: by code, else by its exact current name.

        A name that several stored organizations bear, an alias or a former name proves nothing
        without a code: such a row is a candidate. Rows of a contested code find their own record.
        """
        if group.code is not None and group.code in self.by_code:
            return self.by_code[group.code]
        head = group.head
        found = self._written.get(written_key(head.written_name), [])
        if not found and group.code is None:
            # Where no code was ever valid the name is the identity, whatever remark is in it.
            named = self._written.get(written_key(head.draft.record.name), [])
            found = [o for o in named if o.uscc is None and not is_valid_uscc(o.uscc_as_written)]
        # Another valid code is another organization of the same name.
        fitting = [o for o in found if group.code is None or o.uscc is None]
        if len(fitting) == 1:
            return fitting[0]
        return self.by_id.get(own_id(group)) if group.conflicting is not None else None

    def resolved(self, groups: Iterable[Group]) -> tuple[list[Group], dict[int, Organization]]:
        """Return ``groups`` with those of one stored organization put together, and the matches.

        Matches are by ``id(group)``. Two valid codes are never put together: the first claims the
        record that has no code yet.
        """
        first: dict[str, Group] = {}
        kept: list[Group] = []
        matches: dict[int, Organization] = {}
        for group in groups:
            match = self.find(group)
            known = None if match is None else first.get(match.id)
            if match is not None and known is None:
                first[match.id] = group
                matches[id(group)] = match
            elif known is not None and None in (known.code, group.code):
                known.absorb(group, "stored")
                continue
            kept.append(group)
        return kept, matches

    def alike(self, group: Group) -> Organization | None:
        """Return a stored organization whose names are forms of the group's."""
        alike: list[Organization] = []
        for key in sorted(group.current):
            alike += [*self._current.get(key, ()), *self._other.get(key, ())]
        for key in sorted(group.names):
            alike += self._current.get(key, ())
        for fold in sorted(group.folds):
            alike += self._fold.get(fold, ())
        return alike[0] if alike else None


def find_lookalikes(
    groups: Iterable[Group], stored: StoredNames, matches: dict[int, Organization]
) -> dict[int, Lookalike]:
    """Return, by ``id(group)``, what each candidate resembles; all other groups make records.

    A candidate has no code of its own, is not stored under its written name, and no person has
    confirmed its name in this import. Of two such groups the one with the fuller name stays.
    """
    by_key: dict[str, list[Group]] = defaultdict(list)
    listed = list(groups)
    for group in listed:
        for key in sorted(group.names | group.folds):
            by_key[key].append(group)
    found: dict[int, Lookalike] = {}
    for group in listed:
        if group.code is not None or group.conflicting is not None or _confirmed(group):
            continue
        if id(group) in matches:
            continue
        others = [
            other
            for key in sorted(group.names | group.folds)
            for other in by_key[key]
            if other is not group and related(other, group) and _outranks(other, group, matches)
        ]
        known = stored.alike(group)
        if others:
            found[id(group)] = Lookalike(others[0].head.draft.record.name, group=others[0])
        elif known is not None:
            found[id(group)] = Lookalike(known.name, stored=known)
    return found


def _confirmed(group: Group) -> bool:
    return any(row.reader.answered("name") for row in group.rows)


def _outranks(other: Group, group: Group, matches: dict[int, Organization]) -> bool:
    if other.code is not None or other.conflicting is not None or _confirmed(other):
        return True
    if id(other) in matches:
        return True
    return _rank(other) > _rank(group)


def _rank(group: Group) -> tuple[int, str, int]:
    """Return what puts the fuller name first, and of one name the row without a remark in it."""
    head = group.head
    name = head.draft.record.name
    return (len(name), name, -len(head.written_name))
