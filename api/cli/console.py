"""Printing: results to stdout, everything else to stderr; safe at any width and when piped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.service.values import Progress

#: A pipe has no width; tables get this one there instead of Rich's 80.
_PIPED_WIDTH = 120

AsJson = Annotated[bool, typer.Option("--json", help="只在标准输出打印 JSON，便于程序读取。")]


def _console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED_WIDTH
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


def say(text: str = "", style: str = "") -> None:
    """Print one line of a result; long lines are left to the terminal to wrap."""
    _console().print(Text(text, style=style), soft_wrap=True)


def note(text: str) -> None:
    """Print one line that is no result."""
    _console(stderr=True).print(Text(text), soft_wrap=True)


def emit(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Print ``value`` as JSON."""
    emit_text(json.dumps(value, ensure_ascii=False, indent=2))


def emit_text(text: str) -> None:
    """Print a text exactly as it is, with a line break behind it."""
    sys.stdout.write(text + "\n")


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], title: str = "") -> None:
    """Print a table; columns whose name starts with ``>`` stand to the right."""
    made = Table(title=Text(title) if title else None, title_justify="left", header_style="bold")
    for name in columns:
        made.add_column(
            name.lstrip(">"), justify="right" if name.startswith(">") else "left", overflow="fold"
        )
    for row in rows:
        made.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    _console().print(made)


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Show a bar on stderr while the block runs; yields the function to tell (done, total)."""
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Bar(*columns, TimeElapsedColumn(), console=_console(stderr=True)) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=max(total, 1))
        bar.update(task, completed=1, total=1)
