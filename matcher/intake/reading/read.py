"""One file → its tables: the entry point of reading."""

from __future__ import annotations

from dataclasses import dataclass

from ..cells import IgnoredSheet, Table
from ..columns import column_table
from .child import read_workbook
from .delimited import read_delimited
from .failures import file_failure
from .grid import Grid
from .jsonlines import read_json_lines
from .sniff import Format, sniff
from .tables import MARKER_SHEET, build_table
from .text import decode


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The tables of one file, and the sheets that hold none with the reason."""

    tables: tuple[Table, ...]
    ignored: tuple[IgnoredSheet, ...]


def read_tables(name: str, data: bytes, *, timeout_s: int, memory_mb: int) -> ReadResult:
    """Return the tables of the file ``name`` with the content ``data``.

    The content decides the format, never the name. Workbooks are opened in a child process under
    ``timeout_s`` seconds and ``memory_mb`` MiB. :class:`~matcher.errors.InvalidInput` with a code
    ``FILE_…`` when the file as a whole cannot be read; one odd row never stops the others.
    """
    columns = column_table()
    grids = read_grids(name, data, timeout_s=timeout_s, memory_mb=memory_mb)
    if not any(grid.rows for grid in grids):
        raise file_failure("FILE_EMPTY", name)
    found = [build_table(name, grid, columns) for grid in grids]
    return ReadResult(
        tuple(item for item in found if isinstance(item, Table)),
        tuple(item for item in found if isinstance(item, IgnoredSheet)),
    )


def read_grids(name: str, data: bytes, *, timeout_s: int, memory_mb: int) -> list[Grid]:
    """Return the sheets of a file as plain cells, before any header is looked for."""
    kind = sniff(name, data)
    if kind is Format.WORKBOOK:
        sheets = read_workbook(name, data, timeout_s=timeout_s, memory_mb=memory_mb)
        return _without_marker(name, sheets)
    text = decode(name, data)
    if kind is Format.JSONL:
        return [read_json_lines(name, text)]
    return [read_delimited(name, text, column_table())]


def _without_marker(name: str, sheets: list[Grid]) -> list[Grid]:
    """Return ``sheets`` without the marker of our own exports; a newer one is refused."""
    for sheet in sheets:
        if sheet.hidden and sheet.sheet == MARKER_SHEET:
            version = str(sheet.cell(0, 0))
            if version.isdecimal() and int(version) > int(column_table().version):
                raise file_failure("FILE_VERSION", name, f"列格式第 {version} 版")
    return [s for s in sheets if not (s.hidden and s.sheet == MARKER_SHEET)]
