"""The parent's side of the child process that opens workbooks (docs/decisions/0009)."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

from ..cells import CellValue
from .failures import file_failure
from .grid import Grid, make_grid

_WORKER = Path(__file__).with_name("worker.py")


def read_workbook(name: str, data: bytes, *, timeout_s: int, memory_mb: int) -> list[Grid]:
    """Return the sheets of an .xlsx or .xls held in ``data``.

    A new process, not a fork: a fork of a threaded server may hang on a lock. ``timeout_s`` bounds
    wall and processor time, ``memory_mb`` the address space; :class:`InvalidInput` when the child
    refuses the file, is stopped, or dies of it.
    """
    command = [sys.executable, "-I", str(_WORKER), str(memory_mb), str(timeout_s)]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            # Library messages may quote cells, and cells may hold personal data.
            stderr=subprocess.DEVNULL,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise file_failure("FILE_TIMEOUT", name) from error
    if done.returncode != 0:
        raise file_failure(_code_of_death(done.returncode), name)
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise file_failure(answer["error"], name, answer.get("detail", ""))
    return [
        make_grid(
            sheet["name"],
            ([_cell(value) for value in row] for row in sheet["rows"]),
            ((m[0], m[1], m[2], m[3]) for m in sheet["merges"]),
            hidden=sheet["hidden"],
        )
        for sheet in answer["sheets"]
    ]


def _code_of_death(returncode: int) -> str:
    if returncode > 0:
        return "FILE_TRUNCATED"
    cpu = getattr(signal, "SIGXCPU", None)
    stopped = {cpu, getattr(signal, "SIGKILL", None)} - {None}
    return "FILE_TIMEOUT" if -returncode in stopped else "FILE_TOO_BIG"


def _cell(value: object) -> CellValue:
    if isinstance(value, dict):
        text = str(value["date"])
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"unexpected cell from the child: {type(value).__name__}")
