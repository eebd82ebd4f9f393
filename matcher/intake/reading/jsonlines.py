"""JSON lines → grid: keys are headers (our field names or any synonym)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..cells import CellValue
from .failures import file_failure
from .grid import Grid, make_grid

MAX_KEYS = 300


def read_json_lines(name: str, text: str) -> Grid:
    """Return a sheet with the keys in row 1; also of a file that is one JSON list of objects.

    A record's row number is its line (its place in the list), the keys are row 0. A list of plain
    values becomes one text with 、 between them.
    """
    keys: dict[str, int] = {}
    records: list[list[CellValue]] = []
    for number, value in _values(name, text):
        if not isinstance(value, dict):
            raise file_failure("FILE_TYPE", name, f"第 {number} 行不是 JSON 对象")
        row: list[CellValue] = [None] * len(keys)
        for key, item in value.items():
            if key not in keys:
                keys[key] = len(keys)
                row.append(None)
            row[keys[key]] = _cell(name, number, key, item)
        if len(keys) > MAX_KEYS:
            raise file_failure("FILE_TOO_BIG", name, f"超过 {MAX_KEYS} 种字段")
        records.extend([] for _ in range(number - len(records) - 1))
        records.append(row)
    return make_grid("", [list(keys), *records], first=0)


def _values(name: str, text: str) -> Iterator[tuple[int, object]]:
    if text.lstrip().startswith("["):
        parsed = _parsed(name, text, 1, last=True)
        yield from enumerate(parsed if isinstance(parsed, list) else [parsed], 1)
        return
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    for number in filled:
        yield number, _parsed(name, lines[number - 1], number, last=number == filled[-1])


def _parsed(name: str, text: str, number: int, *, last: bool) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        code = "FILE_TRUNCATED" if last else "FILE_TYPE"
        raise file_failure(code, name, f"第 {number} 行不是完整的 JSON") from error


def _cell(name: str, number: int, key: str, value: object) -> CellValue:
    if isinstance(value, list) and not any(isinstance(v, list | dict) for v in value):
        return "、".join(str(v) for v in value if v is not None)
    if value is None or isinstance(value, str | int | float):
        return value
    raise file_failure("FILE_TYPE", name, f"第 {number} 行的“{key}”是嵌套结构")
