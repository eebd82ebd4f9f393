"""The facts of one organization out of its rows (and its stored names)."""

from __future__ import annotations

from dataclasses import replace

from ...model import Organization
from .drafts import Draft
from .grouping import Group
from .names import name_key


def merged_facts(group: Group, stored: Organization | None) -> Draft[Organization]:
    """Return the record of ``group`` with its names in order, without an id.

    The head row's facts count; other rows only fill what it leaves blank. A code that proved wrong
    or contested is kept as written for the person who corrects it.
    """
    head = group.head
    record, unstated = head.draft.record, set(head.draft.unstated)
    for row in group.rows:
        if row is head:
            continue
        fresh = unstated - row.draft.unstated - {"uscc", "uscc_as_written"}
        filled = {name: getattr(row.draft.record, name) for name in sorted(fresh)}
        record = replace(record, **filled)
        unstated -= fresh
    if group.conflicting is not None:
        record = replace(record, uscc=None, uscc_as_written=group.conflicting)
        unstated |= {"uscc", "uscc_as_written"}
    elif group.code is not None:
        record = replace(record, uscc=group.code, uscc_as_written="")
        unstated -= {"uscc", "uscc_as_written"}
    record = _named(record, group, stored)
    unstated -= {"name", "former_names", "aliases"}
    return Draft(record, frozenset(unstated), head.draft.place)


def _named(record: Organization, group: Group, stored: Organization | None) -> Organization:
    """Return ``record`` under its full name, every other name kept as former name or alias."""
    written = [row.draft.record.name for row in group.rows]
    former = [name for row in group.rows for name in row.draft.record.former_names]
    aliases = [name for row in group.rows for name in row.draft.record.aliases]
    name = record.name
    if stored is not None:
        name = _current(record.name, stored)
        former = [*stored.former_names, *former]
        aliases = [*stored.aliases, *aliases]
        written = [stored.name, *written]
    former = _distinct(former, but=(name,))
    aliases = _distinct([*aliases, *written], but=(name, *former))
    return replace(record, name=name, former_names=tuple(former), aliases=tuple(aliases))


def _current(name: str, stored: Organization) -> str:
    """Return which of both names stays: a known or shorter form never replaces the full name."""
    known = {name_key(n) for n in (stored.name, *stored.aliases, *stored.former_names)}
    if name_key(name) in known or len(name) <= len(stored.name):
        return stored.name
    return name


def _distinct(names: list[str], *, but: tuple[str, ...]) -> list[str]:
    seen = {name_key(name) for name in but}
    kept = []
    for name in names:
        if name_key(name) not in seen:
            seen.add(name_key(name))
            kept.append(name)
    return kept
