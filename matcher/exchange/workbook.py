"""Sheet → .xlsx, the same bytes for the same sheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ..intake.cells import TableKind
from ..intake.reading import MARKER_SHEET
from .sheet import Sheet, joined

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: Excel knows no earlier year than 1900, zip none than 1980; no file of ours carries a clock.
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - workbook times have no zone
_CLOCKS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TITLES = {
    TableKind.NEEDS: "需求目录",
    TableKind.ORGANIZATIONS: "供给目录",
    TableKind.EVALUATIONS: "绩效评价",
}


def write_workbook(sheet: Sheet, version: str) -> bytes:
    """Return a workbook that reads back as ``sheet``.

    Text cells never run as formulas (CWE-1236); a hidden sheet names the kind and the ``version``
    of the columns.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(_TITLES[sheet.kind])
    page.freeze_panes = "A2"
    write_headers(page, list(sheet.headers.values()))
    for number, row in enumerate(sheet.rows, 2):
        for index, name in enumerate(sheet.headers, 1):
            write_cell(page, number, index, joined(row.get(name)))
    marker = book.create_sheet(MARKER_SHEET)
    marker.append([version, sheet.kind.value])
    marker.sheet_state = "veryHidden"
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook without any clock in them."""
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def write_headers(page: Worksheet, headers: Sequence[str], row: int = 1) -> None:
    """Write a bold row of headers, columns as wide as they are."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for index, header in enumerate(headers, 1):
        cell = page.cell(row, index, header)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(index)].width = max(10, 2 * len(header) + 4)


def write_cell(page: Worksheet, row: int, column: int, value: str | int | float | None) -> None:
    """Write a value; a text is never taken for a formula."""
    if value is None:
        return
    cell = page.cell(row, column)
    cell.value = _ILLEGAL.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl makes a formula of a leading "="
        cell.number_format = "@"


def _timeless(data: bytes) -> bytes:
    """Return the zip with every clock in it set to the epoch."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                stamp = _EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = _CLOCKS.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(part.filename, _EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return stream.getvalue()
