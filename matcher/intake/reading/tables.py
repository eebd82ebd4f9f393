"""Grid → table: rows by field, merged body cells filled down, everything else accounted for.

A row goes on with the organization above when its name or code is merged with it, or when an
export of ours repeats the record number.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..cells import CellValue, IgnoredSheet, SkippedRow, Table, TableKind, TableRow
from ..columns import ColumnTable
from .grid import Grid, column_letter
from .header import Header, find_header
from .skips import skip_reason

#: The sheet that our own exports carry to name their schema; it holds no data.
MARKER_SHEET = "_duijie"


def build_table(file: str, grid: Grid, columns: ColumnTable) -> Table | IgnoredSheet:
    """Return the table of a sheet, or the reason in Chinese why it holds none."""
    if not grid.rows:
        return IgnoredSheet(grid.sheet, "空工作表")
    if grid.hidden:
        return IgnoredSheet(grid.sheet, "隐藏的工作表，没有读取；要导入请先取消隐藏")
    header = find_header(grid, columns, file)
    if header is None:
        return IgnoredSheet(grid.sheet, "前 15 行里没有认出数据表头")
    rows, skipped = _body(grid, header)
    return Table(file, grid.sheet, header.kind, header.columns, tuple(rows), tuple(skipped))


def _body(grid: Grid, header: Header) -> tuple[list[TableRow], list[SkippedRow]]:
    fields = _field_columns(grid, header)
    filled = _filled_down(grid, header.body)
    owners = [fields[f] for f in ("name", "uscc") if f in fields]
    continues = header.kind is TableKind.ORGANIZATIONS
    headers = grid.rows[: header.body]
    rows: list[TableRow] = []
    skipped: list[SkippedRow] = []
    for index in range(header.body, len(grid.rows)):
        raw = grid.rows[index]
        reason = skip_reason(raw, headers, header.counters, frozenset(fields.values()))
        if reason is not None:
            skipped.append(SkippedRow(grid.sheet, grid.first + index, reason))
            continue
        values: dict[str, CellValue] = {
            field: filled.get((index, column), grid.cell(index, column))
            for field, column in fields.items()
        }
        merged = any((index, column) in filled for column in owners)
        repeated = bool(rows) and _same_record(rows[-1].values, values)
        continued = continues and (merged or repeated)
        rows.append(TableRow(grid.first + index, values, continued))
    return rows, skipped


def _same_record(above: Mapping[str, CellValue], row: Mapping[str, CellValue]) -> bool:
    return row.get("id") is not None and above.get("id") == row["id"]


def _field_columns(grid: Grid, header: Header) -> dict[str, int]:
    index = {column_letter(i): i for i in range(grid.width)}
    return {c.field: index[c.letter] for c in header.columns if c.field is not None}


def _filled_down(grid: Grid, body: int) -> dict[tuple[int, int], CellValue]:
    """Return values for the cells under the first of each merged range of the body.

    Only downwards: a cell merged across columns belongs to its first column alone.
    """
    filled: dict[tuple[int, int], CellValue] = {}
    for top, left, bottom, _ in grid.merges:
        value = grid.cell(top, left)
        if top < body or value is None:
            continue
        for row in range(top + 1, min(bottom, len(grid.rows) - 1) + 1):
            filled[row, left] = value
    return filled
