"""Where the header of a sheet is, what kind of sheet it makes, and which column is which field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..cells import Column, TableKind
from ..columns import JOINER, ColumnTable, Mapped, stated_unit
from .grid import Grid, column_letter

#: A header lies within the first rows; below, it would be data that looks like one.
HEADER_ROWS = 15
#: Wider sheets exist only by accident (a formatted row to the last column).
MAX_COLUMNS = 300

_ANCHORS: Mapping[TableKind, tuple[frozenset[str], ...]] = MappingProxyType(
    {
        TableKind.NEEDS: (frozenset({"title", "description"}),),
        TableKind.ORGANIZATIONS: (frozenset({"name"}),),
        TableKind.EVALUATIONS: (
            frozenset({"name", "uscc", "organization_id"}),
            frozenset({"score", "grade", "satisfaction", "evaluator_type"}),
        ),
    }
)
#: In this order: a directory of needs speaks of organizations too, a table of scores of both.
_WORDS: Mapping[TableKind, re.Pattern[str]] = MappingProxyType(
    {
        TableKind.EVALUATIONS: re.compile("绩效|评价|考核|得分"),
        TableKind.NEEDS: re.compile("需求|need", re.IGNORECASE),
        TableKind.ORGANIZATIONS: re.compile("供给|组织|机构|名录|org|suppl", re.IGNORECASE),
    }
)
_MONEY_FIELDS = frozenset({"budget", "budget_public", "largest_similar_project"})


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: 0-based first row, one or two rows deep, and the columns it names.

    ``counters`` are 0-based columns of running numbers, which alone make no row of data.
    """

    row: int
    depth: int
    kind: TableKind
    columns: tuple[Column, ...]
    counters: frozenset[int]

    @property
    def body(self) -> int:
        """Return the 0-based row where data begin."""
        return self.row + self.depth

    @property
    def mapped(self) -> int:
        """Return how many columns have a field."""
        return sum(column.field is not None for column in self.columns)


def find_header(grid: Grid, table: ColumnTable, file: str = "") -> Header | None:
    """Return the header that maps most columns in the first 15 rows, or None.

    Of equals two rows win when cells merged over both say that they belong together, then the kind
    that the names of file and sheet or the title speak of, then one row before two (a title above
    the header must not become its group), then the upper row, then the order of
    :class:`TableKind`.
    """
    spoken = _spoken_of(grid, file)
    best: Header | None = None
    best_score = (0, 0, 0, 0)
    for row in range(min(HEADER_ROWS, len(grid.rows))):
        for depth in (1, 2) if row + 2 <= HEADER_ROWS else (1,):
            labels = _labels(grid, row, depth)
            spanned = depth == 2 and any(m[0] == row and m[2] == row + 1 for m in grid.merges)
            for kind in TableKind:
                header = _header(grid, table, kind, row, depth, labels)
                if header is None:
                    continue
                score = (header.mapped, int(spanned), int(kind is spoken), -depth)
                if best is None or score > best_score:
                    best, best_score = header, score
    return best


def _spoken_of(grid: Grid, file: str) -> TableKind | None:
    titles = [str(c) for line in grid.rows[:1] for c in line[:1] if c is not None]
    for text in (*titles, grid.sheet, file):
        for kind, words in _WORDS.items():
            if words.search(text):
                return kind
    return None


def _header(
    grid: Grid,
    table: ColumnTable,
    kind: TableKind,
    row: int,
    depth: int,
    labels: list[tuple[str, str]],
) -> Header | None:
    found = [table.recognise(kind, group, child) for group, child in labels]
    owners = _owners(found)
    fields = frozenset(owners)
    if len(fields) < 2 or not all(anchor & fields for anchor in _ANCHORS[kind]):
        return None
    above = [str(c) for line in grid.rows[:row] for c in line if isinstance(c, str)]
    sheet_unit = next((unit for unit in map(stated_unit, above) if unit), "")
    columns = []
    for index, ((group, child), mapped) in enumerate(zip(labels, found, strict=True)):
        label = _shown(group, child)
        if not label:
            continue
        field = mapped.field if mapped.field and owners[mapped.field] == index else None
        unit = mapped.unit or (sheet_unit if field in _MONEY_FIELDS else "")
        columns.append(Column(column_letter(index), label, field, unit))
    counters = frozenset(i for i, (g, c) in enumerate(labels) if table.is_counter(c or g))
    return Header(row, depth, kind, tuple(columns), counters)


def _owners(found: list[Mapped]) -> dict[str, int]:
    """Return field → column; of several the surest, then the usual name, then the leftmost."""
    owners: dict[str, int] = {}
    for index, mapped in enumerate(found):
        if mapped.field is None:
            continue
        owner = owners.get(mapped.field)
        if owner is None or found[owner].claim < mapped.claim:
            owners[mapped.field] = index
    return owners


def _labels(grid: Grid, row: int, depth: int) -> list[tuple[str, str]]:
    """Return (group, child) for each column; a one-row header has groups only."""
    width = min(grid.width, MAX_COLUMNS)
    if depth == 1:
        return [(_text(grid, row, column), "") for column in range(width)]
    labels = []
    group = ""
    for column in range(width):
        own, child = _text(grid, row, column), _text(grid, row + 1, column)
        if own:
            group = own
        elif not child or not _under_group(grid, row, column):
            group = ""
        labels.append((group, child))
    return labels


def _under_group(grid: Grid, row: int, column: int) -> bool:
    """Return whether the empty cell belongs to the group on its left.

    A sheet without any merged range (CSV) has lost them; there an empty cell continues the group.
    """
    if not any(m[0] <= row <= m[2] for m in grid.merges):
        return True
    return any(m[0] <= row <= m[2] and m[1] < column <= m[3] for m in grid.merges)


def _text(grid: Grid, row: int, column: int) -> str:
    value = grid.cell(row, column)
    return "" if value is None or isinstance(value, bool) else "".join(str(value).split())


def _shown(group: str, child: str) -> str:
    return JOINER.join(part for part in dict.fromkeys((group, child)) if part)
