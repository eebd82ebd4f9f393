"""``duijie decide`` and ``duijie why``: a person decides, and an organization asks about itself."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from matcher.weights import PARTS_ZH

from .console import AsJson, emit, say
from .context import opened

RunId = Annotated[str, typer.Argument(metavar="推荐编号", help="推荐结果末尾的编号。")]
Reference = Annotated[
    str, typer.Argument(metavar="组织", help="组织的名称、统一社会信用代码或内部编号。")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("decide", help="记下由谁、因何选定哪家组织；记入决定日志。")(decide)
    app.command("why", help="一家组织在一次推荐中的名次与由来；只含它自己的信息。")(why)


def decide(
    run_id: RunId,
    organization: Reference,
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁决定。")],
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么选它。")],
    as_json: AsJson = False,
) -> None:
    """Record a decision."""
    with opened() as services:
        entry = services.decisions.decide(run_id, organization, by, reason)
    if as_json:
        emit({"number": entry.number, "hash": entry.hash, "detail": entry.detail})
    else:
        say(f"已记入决定日志第 {entry.number} 条：{entry.detail}")


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
        say(f"合格组织 {answer.of} 家，贵组织列第 {answer.rank} 名，综合得分 {answer.total:.1f}。")
    for part in answer.parts:
        points = "—" if part.points is None else f"{part.points:.1f}/{part.weight:g}"
        say(f"   {PARTS_ZH[part.name]} {points}：{part.detail_zh}")
    for item in answer.advice_zh:
        say(f"可以改进：{item}")
