"""Child process: opens one workbook under limits and writes plain JSON to standard output.

Run by path (``python -I worker.py MEMORY_MB SECONDS < workbook``), so it imports nothing of
ours and starts alike from a source tree and from an installed wheel. Whatever a hostile file does
to the libraries happens here, not in the service (docs/decisions/0009).

Output: ``{"error": CODE, "detail": …}`` or ``{"sheets": [{name, hidden, rows, merges}]}``; a cell
is null, text, number, boolean, or ``{"date": "2026-03-05"}`` / ``{"date": "2026-03-05T14:30:00"}``.
"""

from __future__ import annotations

import io
import json
import math
import sys
from typing import Any

#: Declared size of all parts of a workbook, and the number of parts.
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_PARTS = 5000
#: Cells of the rectangle from A1 to the last used cell, over all sheets.
MAX_AREA = 20_000_000
MAX_CELLS = 2_000_000
MAX_SHEETS = 200
_FILE_PASS = 0x2F
_END_OF_GLOBALS = 0x0A


class _Refused(Exception):
    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def limit_resources(memory_mb: int, seconds: int) -> None:
    """Bound memory, processor time and core dumps of this process (POSIX only)."""
    try:
        import resource
    except ImportError:  # Windows: the parent's wall clock is the only limit there
        return
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def check_zip(data: bytes) -> None:
    """Refuse a zip that is broken, encrypted, too big when unpacked, or not an Excel workbook."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _Refused("FILE_TRUNCATED") from error
    if any(part.flag_bits & 1 for part in parts):
        raise _Refused("FILE_PASSWORD")
    names = {part.filename.replace("\\", "/") for part in parts}
    if "xl/workbook.xml" not in names:
        raise _Refused("FILE_TYPE", _zip_kind(names))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise _Refused("FILE_TOO_BIG")


def _zip_kind(names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "看上去是 Word 文档"
    if any(name.startswith("ppt/") for name in names):
        return "看上去是 PowerPoint 演示文稿"
    if "xl/workbook.bin" in names:
        return "看上去是 .xlsb 二进制工作簿"
    if "content.xml" in names:
        return "看上去是 OpenDocument 文件"
    return "看上去是压缩包"


def check_ole(data: bytes) -> None:
    """Refuse an OLE container that is broken, encrypted, or holds no Excel workbook."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise _Refused("FILE_PASSWORD")
            stream = next((s for s in ("Workbook", "Book") if ole.exists(s)), None)
            if stream is None:
                word = ole.exists("WordDocument")
                raise _Refused("FILE_TYPE", "看上去是 Word 文档" if word else "")
            if _has_file_pass(ole.openstream(stream).read()):
                raise _Refused("FILE_PASSWORD")
    except (OSError, ValueError, IndexError) as error:
        raise _Refused("FILE_TRUNCATED") from error


def _has_file_pass(stream: bytes) -> bool:
    position = 0
    while position + 4 <= len(stream):
        record = int.from_bytes(stream[position : position + 2], "little")
        if record == _FILE_PASS:
            return True
        if record == _END_OF_GLOBALS:
            return False
        position += 4 + int.from_bytes(stream[position + 2 : position + 4], "little")
    return False


def read_sheets(data: bytes) -> list[dict[str, Any]]:
    """Return all worksheets of a workbook; charts and macro sheets hold no rows."""
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [m for m in workbook.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(sheets) > MAX_SHEETS:
            raise _Refused("FILE_TOO_BIG", f"超过 {MAX_SHEETS} 个工作表")
        budget = _Budget()
        return [
            {
                "name": meta.name,
                "hidden": meta.visible != calamine.SheetVisibleEnum.Visible,
                **_sheet(workbook.get_sheet_by_name(meta.name), budget),
            }
            for meta in sheets
        ]
    except calamine.PasswordError as error:
        raise _Refused("FILE_PASSWORD") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _Refused("FILE_TRUNCATED") from error


class _Budget:
    """Counts cells over all sheets of a workbook."""

    def __init__(self) -> None:
        self.area = 0
        self.cells = 0

    def take(self, area: int, cells: int) -> None:
        self.area += area
        self.cells += cells
        if self.area > MAX_AREA or self.cells > MAX_CELLS:
            raise _Refused("FILE_TOO_BIG")


def _sheet(sheet: Any, budget: _Budget) -> dict[str, Any]:  # noqa: ANN401
    if sheet.end is None:
        return {"rows": [], "merges": []}
    budget.take((sheet.end[0] + 1) * (sheet.end[1] + 1), 0)
    rows = []
    for raw in sheet.to_python(skip_empty_area=False):
        row = [_cell(value) for value in raw]
        while row and row[-1] is None:
            row.pop()
        budget.take(0, len(row))
        rows.append(row)
    merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    return {"rows": rows, "merges": merges}


def _cell(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        # Workbooks know no integers; beyond 10^15 the digits are lost, and 5.2E+17 must show it.
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, int):
        return value
    if hasattr(value, "year"):
        midnight = hasattr(value, "hour") and (value.hour, value.minute, value.second) == (0, 0, 0)
        return {"date": (value.date() if midnight else value).isoformat()}
    return str(value)  # a time of day or a duration: no field wants one, its text is shown


def answer(data: bytes) -> dict[str, Any]:
    """Return the answer for one workbook; every expected failure is a code."""
    try:
        if data.startswith(b"PK"):
            check_zip(data)
        else:
            check_ole(data)
        return {"sheets": read_sheets(data)}
    except _Refused as refused:
        return {"error": refused.code, "detail": refused.detail}
    except (MemoryError, RecursionError):
        return {"error": "FILE_TOO_BIG", "detail": ""}


def main() -> None:
    """Read standard input under the limits of the command line, answer on standard output."""
    limit_resources(int(sys.argv[1]), int(sys.argv[2]))
    result = json.dumps(answer(sys.stdin.buffer.read()), ensure_ascii=False)
    sys.stdout.buffer.write(result.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
