"""Sheet → CSV and JSON lines."""

from __future__ import annotations

import csv
import io
import json
import re

from .sheet import ExportCell, Sheet, joined

#: What Excel takes for a formula at the start of a CSV cell, behind any number of guards.
_DANGEROUS = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def write_csv(sheet: Sheet) -> bytes:
    """Return UTF-8 with byte-order mark, so that Excel and WPS do not take it for GB18030.

    A cell that Excel would run as a formula is guarded by an apostrophe (CWE-1236), which the
    reader takes off again.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(sheet.headers.values())
    for row in sheet.rows:
        writer.writerow([_guarded(row.get(name)) for name in sheet.headers])
    return stream.getvalue().encode("utf-8-sig")


def write_json_lines(sheet: Sheet) -> bytes:
    """Return one object for each row under our field names; empty values are left out.

    A row of nothing but nulls (a template) keeps them, to show the names.
    """
    lines = []
    for row in sheet.rows:
        stated = {n: row[n] for n in sheet.headers if n in row and row[n] not in (None, ())}
        lines.append(json.dumps(stated or dict(row), ensure_ascii=False) + "\n")
    return "".join(lines).encode("utf-8")


def _guarded(cell: ExportCell) -> str | int | float | None:
    value = joined(cell)
    return f"'{value}" if isinstance(value, str) and _DANGEROUS.match(value) else value
