"""``duijie import``: preview, and with ``--confirm`` the confirmation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.errors import InvalidInput

from .console import AsJson, emit, progress_bar, say
from .context import opened, read_file
from .plan_view import show_plan

if TYPE_CHECKING:
    from matcher.service.values import Answers, ImportJob


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", help="导入表格（.xlsx .xls .csv .jsonl）。先预览；加 --confirm 才写入。")(
        import_files
    )


def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="一个或多个文件。")],
    confirm: Annotated[bool, typer.Option("--confirm", help="预览后直接写入。")] = False,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            help='对存疑单元格的答复：JSON 列表，每项为 {"sheet","row","column","value"}。',
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Preview the files, and write them with ``--confirm``."""
    if answers is not None and not confirm:
        raise typer.BadParameter("--answers 须与 --confirm 一起使用。")
    uploads = [read_file(path) for path in files]
    given = {} if answers is None else read_answers(answers)
    with opened() as services:
        with progress_bar("读取") as tell:
            job = services.imports.preview(uploads, tell)
        if confirm:
            with progress_bar("写入") as tell:
                job = services.imports.confirm(job.id, given, tell)
    _show(job, files, as_json)


def read_answers(path: Path) -> Answers:
    """Return the answers in a JSON file; InvalidInput that names the entry and the field."""
    from pydantic import ValidationError

    from ..schemas.asking import ConfirmRequest
    from ..validation import problem_of

    try:
        entries = json.loads(read_file(path).data.decode("utf-8-sig"))
        return ConfirmRequest.model_validate({"answers": entries}).cells()
    except ValidationError as error:
        found = problem_of([{**e, "loc": ("body", *e["loc"])} for e in error.errors()])
        raise InvalidInput(found["message_zh"], field=found["field"]) from error
    except ValueError as error:
        raise InvalidInput(f"答复文件“{path.name}”不是有效的 JSON。", field="answers") from error


def _show(job: ImportJob, files: list[Path], as_json: bool) -> None:
    from ..schemas.jobs import job_view

    if as_json:
        emit(job_view(job).model_dump(mode="json"))
        return
    if job.plan is not None:
        show_plan(job.plan)
    if job.catalog_version is not None:
        say(f"已导入，目录现为第 {job.catalog_version} 版。", style="bold")
    else:
        names = " ".join(f'"{path}"' if " " in str(path) else str(path) for path in files)
        say("以上是预览，什么也没有写入。确认写入请运行：", style="bold")
        say(f"  duijie import {names} --confirm")
