"""Which supply rows are one organization. Only a credit code, or the same written name, proves it.

1. Rows with the same written name are one organization (several services on several lines).
2. Rows with the same valid code and names that are short, former or other forms of each other are
   one organization; the other names are kept. The same code under unrelated names is a conflict:
   nothing is merged and nobody keeps the code until a person has looked.
3. A row with a valid code whose name is a short form of a row with an *unreadable* code, and whose
   service is the same word for word, is that organization: name, service and code agree, and
   nothing speaks against it. It is merged and told.
4. A row without a code that looks like another organization is only a candidate: it makes no
   record before a person has confirmed its name or given its code (docs/import-rules.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ...identity import natural_id, record_id
from ...model import Organization
from .drafts import OrganizationDraft
from .names import folded_name, name_key, written_key


@dataclass(slots=True)
class Group:
    """Rows of one organization, in reading order, with the code that is theirs."""

    rows: list[OrganizationDraft]
    code: str | None = None
    conflicting: str | None = None
    merged: list[tuple[OrganizationDraft, str]] = field(default_factory=list)

    def absorb(self, other: Group, proof: str) -> None:
        """Take over the rows of ``other``; ``proof`` says why it is the same organization."""
        self.merged += [*other.merged, *((row, proof) for row in other.rows)]
        self.rows += other.rows
        self.code = self.code or other.code
        self.conflicting = self.conflicting or other.conflicting
        other.rows, other.code, other.merged = [], None, []

    @property
    def head(self) -> OrganizationDraft:
        """Return the row that gives the name and, first, the facts."""
        formers = {name_key(f) for row in self.rows for f in row.draft.record.former_names}
        current = [r for r in self.rows if name_key(r.draft.record.name) not in formers]
        rows = [r for r in current or self.rows if not r.reader.row.continued] or self.rows
        longest = max(len(folded_name(r.draft.record.name)) for r in rows)
        full = [r for r in rows if len(folded_name(r.draft.record.name)) == longest]
        length = max(len(r.draft.record.name) for r in full)
        return next(r for r in full if len(r.draft.record.name) == length)

    @property
    def names(self) -> set[str]:
        """Return the keys of all names that the rows give the organization."""
        return {key for row in self.rows for key in _name_keys(row.draft.record)}

    @property
    def current(self) -> set[str]:
        """Return the keys of the names that the rows bear."""
        return {name_key(row.draft.record.name) for row in self.rows}

    @property
    def folds(self) -> set[str]:
        """Return the folded written names."""
        return {folded_name(row.draft.record.name) for row in self.rows}


def group_rows(
    drafts: Iterable[OrganizationDraft], existing: Sequence[Organization]
) -> list[Group]:
    """Return the organizations behind ``drafts``, in the order of their first rows."""
    groups = _by_written_name(drafts)
    groups = _by_code(groups, existing)
    return _by_current_name(_by_unreadable_code(groups))


def own_id(group: Group) -> str:
    """Return the id that the rows themselves give: by code, by contested code and name, by name."""
    record = group.head.draft.record
    if group.conflicting is not None:
        return record_id("organization", group.conflicting, written_key(record.name))
    return natural_id(replace(record, uscc=group.code))


def related(first: Group, second: Group) -> bool:
    """Return whether a name now borne by one is a name or a form of a name of the other.

    A former name that both have had says nothing: it was given up.
    """
    borne = first.current & second.names or second.current & first.names
    return bool(borne or first.folds & second.folds)


def _by_written_name(drafts: Iterable[OrganizationDraft]) -> list[Group]:
    by_name: dict[tuple[str, str], list[OrganizationDraft]] = {}
    codes: dict[str, set[str]] = defaultdict(set)
    rows = list(drafts)
    for row in rows:
        if row.draft.record.uscc is not None:
            codes[written_key(row.draft.record.name)].add(row.draft.record.uscc)
    for row in rows:
        record = row.draft.record
        name = written_key(record.name)
        if record.uscc is None and codes[name]:
            # A remark in the name is no proof that it is the organization with the code.
            name = written_key(row.written_name)
        # One name under two valid codes is two organizations of the same name.
        code = (record.uscc or "") if len(codes[name]) > 1 else ""
        by_name.setdefault((name, code), []).append(row)
    return [_group(members) for members in by_name.values()]


def _group(members: list[OrganizationDraft]) -> Group:
    found = [r.draft.record.uscc for r in members if r.draft.record.uscc is not None]
    again = [r for r in members[1:] if not r.reader.row.continued]
    group = Group(members, code=found[0] if found else None)
    group.merged = [(r, "same") for r in again if r.draft.record.uscc is not None]
    return group


def _by_code(groups: list[Group], existing: Sequence[Organization]) -> list[Group]:
    by_code: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.code is not None:
            by_code[group.code].append(group)
    for code, sharing in by_code.items():
        parts = _connected(sharing)
        strangers = [o for o in existing if _claims(o, code) and not _known(o, sharing)]
        for part in parts:
            first = part[0]
            for other in part[1:]:
                first.absorb(other, "code")
            if len(parts) > 1 or strangers:
                first.code, first.conflicting = None, code
    return [group for group in groups if group.rows]


def _connected(groups: list[Group]) -> list[list[Group]]:
    parts: list[list[Group]] = []
    for group in groups:
        near = [part for part in parts if any(related(group, other) for other in part)]
        merged = [group] if not near else [*(g for part in near for g in part), group]
        parts = [*(part for part in parts if part not in near), merged]
    return parts


def _claims(stored: Organization, code: str) -> bool:
    return code in (stored.uscc, stored.uscc_as_written)


def _known(stored: Organization, groups: list[Group]) -> bool:
    keys, fold = _name_keys(stored), folded_name(stored.name)
    name = name_key(stored.name)
    return any(g.current & keys or name in g.names or fold in g.folds for g in groups)


def _by_unreadable_code(groups: list[Group]) -> list[Group]:
    unreadable = [g for g in groups if g.code is None and g.conflicting is None and _refused(g)]
    by_name: dict[str, list[Group]] = defaultdict(list)
    for other in groups:
        if other.code is not None:
            for key in sorted(other.names | other.folds):
                by_name[key].append(other)
    for group in unreadable:
        near = {id(o): o for key in group.names | group.folds for o in by_name[key] if o.rows}
        proofs = [o for o in near.values() if related(group, o) and _services(group, o)]
        if len(proofs) != 1:
            continue
        group.absorb(proofs[0], "unreadable")
    return [group for group in groups if group.rows]


def _by_current_name(groups: list[Group]) -> list[Group]:
    """Put a group without a code to the one group whose current name is its written name."""
    by_name: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_name[written_key(group.head.draft.record.name)].append(group)
    for group in groups:
        if group.code is None and group.conflicting is None:
            named = by_name[written_key(group.head.written_name)]
            others = [g for g in named if g is not group and g.rows]
            if len(others) == 1:
                others[0].absorb(group, "same")
    return [group for group in groups if group.rows]


def _refused(group: Group) -> bool:
    return any(row.draft.record.uscc_as_written for row in group.rows)


def _services(first: Group, second: Group) -> bool:
    return bool(_service_keys(first) & _service_keys(second))


def _service_keys(group: Group) -> set[tuple[str, ...]]:
    services = [row.service.record for row in group.rows if row.service is not None]
    return {(name_key(s.title), name_key(s.description), *s.service_types) for s in services}


def _name_keys(organization: Organization) -> set[str]:
    names = (organization.name, *organization.former_names, *organization.aliases)
    return {name_key(name) for name in names}
