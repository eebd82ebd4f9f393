"""``duijie export`` and ``duijie template``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from matcher.intake.cells import TableKind

from .console import AsJson, emit, say
from .context import opened, write_file


class Format(StrEnum):
    """As :class:`matcher.exchange.ExportFormat`, which would load the conversion tables."""

    XLSX = "xlsx"
    CSV = "csv"
    JSONL = "jsonl"


Kind = Annotated[
    TableKind, typer.Argument(help="needs 需求、organizations 组织与服务、evaluations 评价。")
]
Chosen = Annotated[Format, typer.Option("--format", help="文件格式。")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="写到哪个文件；“-”为标准输出。不写则放在当前文件夹。"),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export", help="导出目录；导出的文件可原样再导入。")(export_records)
    app.command("template", help="写出中文表头的空白模板。")(write_template)


def export_records(
    kind: Kind, file_format: Chosen = Format.XLSX, output: Output = None, as_json: AsJson = False
) -> None:
    """Write all records of one kind to a file."""
    from matcher.exchange import ExportFormat

    with opened() as services:
        data = services.exchange.export(kind, ExportFormat(file_format.value))
    _deliver(data, output or Path(f"{kind.value}.{file_format.value}"), as_json)


def write_template(
    kind: Kind, file_format: Chosen = Format.XLSX, output: Output = None, as_json: AsJson = False
) -> None:
    """Write an empty sheet."""
    from matcher.exchange import ExportFormat

    with opened(prepare=False) as services:
        data = services.exchange.template(kind, ExportFormat(file_format.value))
    _deliver(data, output or Path(f"{kind.value}-template.{file_format.value}"), as_json)


def _deliver(data: bytes, path: Path, as_json: bool) -> None:
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        return
    write_file(path, data)
    if as_json:
        emit({"file": str(path), "bytes": len(data)})
    else:
        say(f"已写入 {path}（{len(data):,} 字节）。")
