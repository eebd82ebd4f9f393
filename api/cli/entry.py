"""Where the process enters: runs a command, turns every failure into a sentence and a code.

Exit codes: 0 done, 1 refused or a negative result, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

import typer
from typer.main import get_command

from matcher.errors import InvalidInput, MatchingError

from ..logs import keep
from .app import app
from .console import emit, note
from .usage import USAGE_ERRORS, usage_zh

_REFUSED, _USAGE, _INTERRUPTED = 1, 2, 130


def main() -> None:
    """Run the command in ``sys.argv`` and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not stop an import.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; no expected failure leaves a traceback."""
    as_json = "--json" in arguments
    try:
        code = get_command(app)(list(arguments), prog_name="duijie", standalone_mode=False)
    except USAGE_ERRORS as error:
        return _usage(error, as_json)
    except (typer.Abort, KeyboardInterrupt):
        note("已中断。")
        return _INTERRUPTED
    except MatchingError as error:
        return _refused(error, as_json)
    except BrokenPipeError:
        # The reader went away (``| head``): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        # The last border: an unknown failure becomes an id, the details go to the log file.
        return _failed(as_json)
    return code if isinstance(code, int) else 0


def _usage(error: Exception, as_json: bool) -> int:
    message = usage_zh(error)
    note(message)
    note("用法见 duijie --help，或在命令后加 --help。")
    if as_json:
        emit({"code": "USAGE", "message_zh": message, "field": None, "row": None, "errors": []})
    return _USAGE


def _refused(error: MatchingError, as_json: bool) -> int:
    note(error.message_zh)
    problems = error.problems if isinstance(error, InvalidInput) else ()
    for problem in problems:
        place = f"第 {problem.row} 行：" if problem.row is not None else ""
        note(f"  {place}{problem.message_zh}")
    if as_json:
        emit(
            {
                "code": error.code,
                "message_zh": error.message_zh,
                "field": getattr(error, "field", None),
                "row": getattr(error, "row", None),
                "errors": [
                    {"message_zh": p.message_zh, "field": p.field, "row": p.row} for p in problems
                ],
            }
        )
    return _REFUSED


def _failed(as_json: bool) -> int:
    error_id = uuid.uuid4().hex[:12]
    path = keep(error_id, Path(os.environ.get("DUIJIE_DATA_DIR") or "data"))
    message = f"出现内部错误。错误编号 {error_id}，详情已写入 {path}，请交给管理员。"
    note(message)
    if as_json:
        emit({"code": "INTERNAL", "message_zh": message, "field": None, "row": None, "errors": []})
    return _REFUSED
