"""CSV → grid: the delimiter is the one under which a header is recognised best."""

from __future__ import annotations

import csv
import io
import re

from ..cells import CellValue
from ..columns import ColumnTable
from .failures import file_failure
from .grid import Grid, make_grid
from .header import HEADER_ROWS, find_header

DELIMITERS = (",", "\t", ";", "，", "|")
MAX_CELLS = 2_000_000
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
#: ``="0012"``: how text is kept from becoming a number; and our own guard against formulas.
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r]")


def read_delimited(name: str, text: str, columns: ColumnTable) -> Grid:
    """Return the one sheet of a CSV file; row numbers count records as Excel shows them.

    Every cell is text: only the value rules know what ``2026.10`` means.
    """
    declared = _DECLARED.match(text)
    delimiter = declared.group(1) if declared else _best_delimiter(name, text, columns)
    rows: list[list[CellValue]] = []
    total = 0
    for record in _records(name, text, delimiter):
        total += len(record)
        if total > MAX_CELLS:
            raise file_failure("FILE_TOO_BIG", name, f"超过 {MAX_CELLS} 个单元格")
        rows.append([_cell(field) for field in record])
    return make_grid("", rows)


def _records(name: str, text: str, delimiter: str, limit: int | None = None) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            records.append(record)
            if limit is not None and len(records) >= limit:
                break
    except csv.Error as error:
        raise file_failure("FILE_TRUNCATED", name, "引号没有成对，或单元格过长") from error
    return records


def _best_delimiter(name: str, text: str, columns: ColumnTable) -> str:
    best, most = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        head = make_grid("", _records(name, text, delimiter, HEADER_ROWS))
        header = find_header(head, columns, name)
        if header is not None and header.mapped > most:
            best, most = delimiter, header.mapped
    return best


def _cell(field: str) -> str:
    quoted = _QUOTED_FORMULA.fullmatch(field)
    if quoted:
        return quoted.group(1)
    return field[1:] if _GUARDED.match(field) else field
