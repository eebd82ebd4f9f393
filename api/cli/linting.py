"""``duijie lint-need``: unlawful or contested conditions and negative-list items in need texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..logs import configure
from ..origin import check_origin
from .console import AsJson, emit, say, table
from .context import read_file

if TYPE_CHECKING:
    from matcher.linting import Lint

_LEVELS_ZH = {"unlawful": "应修改", "contested": "有争议", "negative_list": "疑似负面清单"}
_STYLES = {"unlawful": "red", "contested": "yellow", "negative_list": "yellow"}

File = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="需求文件：.txt 为一篇文字，表格文件逐行检查。"),
]
Text = Annotated[str | None, typer.Option("--text", help="直接写出要检查的文字。")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lint-need", help="检查需求文字里的歧视性条款、有争议的条件和负面清单事项。")(
        lint_need
    )


def lint_need(file: File = None, text: Text = None, as_json: AsJson = False) -> None:
    """Check texts; exit code 1 when one has a condition that must be changed."""
    if (file is None) == (text is None):
        raise typer.BadParameter("请写明需求文件，或用 --text 给出文字，二者选一。")
    check_origin()
    configure("WARNING")
    # Only here: help and usage errors must not wait for numpy.
    from matcher.linting import lint_file, lint_text

    lints = lint_file(read_file(file)) if file is not None else (lint_text("", text or ""),)
    if as_json:
        emit([lint.record() for lint in lints])
    else:
        _show(lints)
    if any(item.level == "unlawful" for lint in lints for item in lint.items):
        raise typer.Exit(1)


def _show(lints: tuple[Lint, ...]) -> None:
    counts = dict.fromkeys(_LEVELS_ZH, 0)
    for lint in lints:
        if lint.items and lint.name:
            say(lint.name, style="bold")
        for item in lint.items:
            counts[item.level] += 1
            clause = item.finding
            say(f"  [{_LEVELS_ZH[item.level]}] “{clause.text}”", style=_STYLES[item.level])
            say(f"    依据：{clause.ground_zh}")
            if clause.neutral_zh:
                say(f"    {clause.neutral_zh}")
    if any(counts.values()):
        table(("结果", ">处"), [(name, counts[level]) for level, name in _LEVELS_ZH.items()])
    else:
        say(f"检查了 {len(lints)} 条文字，没有发现需要修改的条件。")
