"""``duijie lexicon``: the lexicon in force, and what an edited one would change."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.errors import InvalidInput

from ..logs import configure
from ..origin import check_origin
from .console import AsJson, emit, progress_bar
from .context import settings
from .lexicon_view import show_overview, show_trial

if TYPE_CHECKING:
    from matcher.service.lexicon import LexiconService

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="FOLDER", help="改过的词库文件夹；不写则只看正在使用的词库。"),
]
Fit = Annotated[
    bool,
    typer.Option("--fit", help="学习这份词库，写入 FOLDER/categories，供 DUIJIE_LEXICON 使用。"),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lexicon", help="看正在使用的服务词库；给出文件夹时，试算改过的词库会改变什么。")(
        lexicon
    )


def lexicon(folder: Folder = None, fit: Fit = False, as_json: AsJson = False) -> None:
    """Look at the lexicon in force, or try an edited one; no record and no run is changed."""
    if fit and folder is None:
        raise typer.BadParameter("--fit 需要写明词库文件夹。")
    check_origin()
    configure("WARNING")
    with closing(_service()) as service:
        try:
            _show(service, folder, fit, as_json)
        except InvalidInput as error:
            if error.field == "folder":
                raise typer.BadParameter(error.message_zh) from error
            raise


def _service() -> LexiconService:
    # Only here: help and usage errors must not wait for numpy and faiss.
    from matcher.compose import build_lexicon_service

    return build_lexicon_service(settings())


def _show(service: LexiconService, folder: Path | None, fit: bool, as_json: bool) -> None:
    if folder is None:
        overview = service.overview()
        if as_json:
            emit(dataclasses.asdict(overview))
        else:
            show_overview(overview)
        return
    with progress_bar("学习并试算") as tell:
        trial = service.examine(folder, fit=fit, progress=tell)
    if as_json:
        emit(dataclasses.asdict(trial))
    else:
        show_trial(trial)
