"""``duijie directory``: the guiding directories, suggestions for needs, gaps of the directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.canonical import plain
from matcher.errors import InvalidInput

from .console import AsJson, emit, progress_bar, say, table
from .context import opened
from .recommending import AsOf, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.directory import GapGroup, GapNeed, GapReport
    from matcher.service.directory import DirectoryAnswer, DirectoryOverview, SuggestedItem

_SHIPPED = "自带目录"
#: More of one kind than this and the screen is no help; ``--json`` gives all.
_SHOWN = 20
_LEVELS_ZH = ("一级", "二级", "三级", "四级")

Folder = Annotated[
    Path | None,
    typer.Option("--folder", metavar="文件夹", help="检查改过的目录文件夹；不写则看正在使用的。"),
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        name="directory",
        help="指导性目录：看各版目录并检查、为需求建议目录项、汇总目录缺口；只读。",
        invoke_without_command=True,
    )
    group.callback()(overview)
    group.command("suggest", help="为一条需求（编号）或一段文字（--text）建议目录项。")(suggest)
    group.command("gaps", help="汇总没有目录项可对应的需求，供目录修订参考。")(gaps)
    app.add_typer(group)


def overview(context: typer.Context, folder: Folder = None, as_json: AsJson = False) -> None:
    """指导性目录：看各版目录并检查、为需求建议目录项、汇总目录缺口；只读。"""
    if context.invoked_subcommand is not None:
        return
    with opened() as services:
        try:
            found = services.directory.overview(folder)
        except InvalidInput as error:
            if error.field == "folder" and folder is not None:
                raise typer.BadParameter(error.message_zh) from error
            raise
    if as_json:
        emit(plain(found))
    else:
        _show_overview(found)


def suggest(
    need: Annotated[str | None, typer.Argument(metavar="NEED", help="需求编号。")] = None,
    text: Annotated[str | None, typer.Option("--text", help="一段文字描述的需求。")] = None,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="服务类型", help="文字的服务类型，可写多次。"),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Suggest items for a need of the catalog or for a text."""
    if (need is None) == (text is None):
        raise typer.BadParameter("需求编号与 --text 请写且只写一种。")
    if need is not None and types:
        raise typer.BadParameter("--type 只与 --text 一起用；需求的服务类型以目录里的为准。")
    when = None if as_of is None else day(as_of)
    with opened() as services:
        if need is not None:
            found = services.directory.for_need(need, when)
        else:
            found = services.directory.for_text(text or "", types or [], when)
    if as_json:
        emit(plain(found))
    else:
        _show_answer(found)


def gaps(
    year: Annotated[
        int | None, typer.Option("--year", min=2000, max=2100, help="只看这一年的需求。")
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Report the needs that no item fits."""
    when = None if as_of is None else day(as_of)
    with opened() as services, progress_bar("逐条对应目录") as tell:
        report = services.directory.gaps(year, when, tell)
    if as_json:
        emit(plain(report))
    else:
        _show_gaps(report)


def _show_overview(found: DirectoryOverview) -> None:
    say(f"正在查看：{found.folder or _SHIPPED}", style="bold")
    rows = [
        (
            v.version,
            v.scheme,
            f"{v.effective_from} 至 {v.effective_to or '今'}",
            "使用中" if v.in_force else "未使用",
            "、".join(f"{name} {n}" for name, n in zip(_LEVELS_ZH, v.items, strict=False) if n),
            v.file,
        )
        for v in found.versions
    ]
    table(("版本", "名称", "有效期", f"{found.as_of}", "目录项", "文件"), rows)
    for v in found.versions:
        if v.note:
            say(f"{v.version}版：{v.note}")
    if not found.findings:
        say("目录检查：没有发现问题。")
        return
    say(f"目录检查：{len(found.findings)} 处问题，请按提示改文件。")
    table(("文件", "目录项", "问题"), [(f.file, f.item, f.message_zh) for f in found.findings])


def _show_answer(found: DirectoryAnswer) -> None:
    if found.need_code:
        say(f"{found.need_code} {found.need_title}", style="bold")
    for stated in found.stated:
        detail = stated.detail_zh or "在现行目录里。"
        say(f"需求所写目录项“{stated.reference}”{detail}")
    say(found.said_zh)
    for place, suggestion in enumerate(found.items, start=1):
        _show_item(f"{place}. ", suggestion)
    if found.nearest is not None and not found.items:
        say("最接近的一项（依据不足，仅供参考）：")
        _show_item("   ", found.nearest)


def _show_item(mark: str, suggestion: SuggestedItem) -> None:
    item = suggestion.item
    say(f"{mark}{item.code} {item.name}（{item.version}版，契合 {suggestion.score:.2f}）")
    if item.path:
        say(f"   上级：{' / '.join(item.path)}")
    for sentence in (*suggestion.reasons, *suggestion.cautions):
        say(f"   {sentence}")


def _show_gaps(report: GapReport) -> None:
    say(
        f"共 {report.read} 条需求：{report.matched} 条有目录项，{report.unmatched} 条没有，"
        f"{len(report.outside)} 条不属社会组织承接，{len(report.unclear)} 条没有说清。"
    )
    if report.groups:
        rows = [
            (
                g.title,
                g.needs,
                g.requests,
                _budget(g),
                g.nearest,
                "、".join(need.code for need in g.examples),
            )
            for g in report.groups[:_SHOWN]
        ]
        columns = ("内容", ">需求", ">诉求", ">预算合计（元）", "最接近的目录项", "需求编号")
        table(columns, rows, title=f"目录缺口（{len(report.groups)} 组）")
        _rest(len(report.groups))
        say("缺口由文字推断，口语短句可能误列，写进修订建议前请逐条核对。")
    else:
        say("没有目录缺口。")
    _show_needs("对应得勉强，请人工看一看", "建议的目录项", report.doubtful)
    _show_needs("不属社会组织承接，未计入缺口", "更像", report.outside)
    _show_needs("没有说清要做什么，未计入缺口", "最接近的目录项", report.unclear)


def _budget(group: GapGroup) -> str:
    if group.unpriced == group.needs:
        return "未定"
    return f"{group.budget:,.2f}" + (f"（另 {group.unpriced} 条未定）" if group.unpriced else "")


def _show_needs(title: str, said: str, needs: Sequence[GapNeed]) -> None:
    if needs:
        rows = [(need.code, need.title, need.said) for need in needs[:_SHOWN]]
        table(("编号", "需求", said), rows, title=f"{title}（{len(needs)}）")
        _rest(len(needs))


def _rest(count: int) -> None:
    if count > _SHOWN:
        say(f"  …… 另有 {count - _SHOWN} 项，用 --json 查看全部")
