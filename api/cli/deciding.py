"""``duijie shortlist …``, ``decide`` and ``why``: persons decide, an organization asks."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated

import typer

from matcher.weights import PARTS_ZH

from .console import AsJson, emit, say
from .context import opened, write_file

RunId = Annotated[str, typer.Argument(metavar="推荐编号", help="推荐结果末尾的编号。")]
Reference = Annotated[
    str, typer.Argument(metavar="组织", help="组织的名称、统一社会信用代码或内部编号。")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    shortlist = typer.Typer(name="shortlist", help="候选名单：列出、导出。", no_args_is_help=True)
    shortlist.command("make", help="从一次推荐里列出候选名单；记入决定日志。")(make_shortlist)
    shortlist.command("export", help="导出候选名单（xlsx）；信用核验须在 30 天以内。")(
        export_shortlist
    )
    app.add_typer(shortlist)
    app.command("decide", help="记下由谁、因何选定哪家组织；记入决定日志。")(decide)
    app.command("why", help="一家组织在一次推荐中的名次与由来；只含它自己的信息。")(why)


def make_shortlist(
    run_id: RunId,
    organizations: Annotated[list[str], typer.Argument(metavar="组织…", help="名称或代码。")],
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁提出。")],
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么是这几家。")],
    as_json: AsJson = False,
) -> None:
    """Record a shortlist."""
    with opened() as services:
        made = services.shortlists.make(run_id, organizations, by, reason)
    if as_json:
        emit({"number": made.entry.number, "names": made.names, "notes": made.notes_zh})
        return
    say(f"已记入决定日志第 {made.entry.number} 条：{'、'.join(made.names)}。")
    for note in made.notes_zh:
        say(f"⚠ {note}")


def export_shortlist(
    run_id: RunId,
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁导出。")],
    output: Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件。")] = Path(
        "候选名单.xlsx"
    ),
) -> None:
    """Write the last shortlist of a run to a file."""
    with opened() as services:
        data = services.shortlists.export(run_id, by)
    write_file(output, data)
    say(f"已写入 {output}（{len(data):,} 字节）。")


def decide(
    run_id: RunId,
    organization: Reference,
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁决定。")],
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么选它。")],
    despite: Annotated[
        str,
        typer.Option("--despite", metavar="理由", help="有不利情形（会列出）仍选它的理由。"),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Record a decision."""
    with opened() as services:
        entry = services.decisions.decide(run_id, organization, by, reason, despite)
    if as_json:
        emit({"number": entry.number, "hash": entry.hash, "detail": entry.detail})
        return
    _, name, _, why, *_ = json.loads(entry.detail)
    say(f"已记入决定日志第 {entry.number} 条：{entry.actor}选定“{name}”，理由：{why}")


def why(run_id: RunId, organization: Reference, as_json: AsJson = False) -> None:
    """Answer an organization about itself."""
    with opened() as services:
        answer = services.decisions.why(run_id, organization)
    if as_json:
        emit(dataclasses.asdict(answer))
        return
    say(answer.organization_name, style="bold")
    if answer.ground_zh:
        say(f"未入选：{answer.ground_zh}（依据：{answer.source}）")
    elif answer.rank is None:
        say(f"合格组织 {answer.of} 家，贵组织不在契合的名单内。")
    else:
        where = "在另列的其他主体中" if answer.apart else ""
        say(
            f"合格组织 {answer.of} 家，贵组织{where}列第 {answer.rank} 名，"
            f"综合得分 {answer.total:.1f}。"
        )
    for part in answer.parts:
        points = "—" if part.points is None else f"{part.points:.1f}/{part.weight:g}"
        say(f"   {PARTS_ZH[part.name]} {points}：{part.detail_zh}")
    for record in answer.evidence:
        say(
            f"   评价 {record.evaluated_on} {record.source_zh} {record.score:g} 分"
            f"（计入 {record.points:.1f}，权重 {record.weight:.2f}）"
        )
    for item in answer.advice_zh:
        say(f"可以改进：{item}")
