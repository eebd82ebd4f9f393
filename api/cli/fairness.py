"""``duijie fairness``: newcomers' exposure, concentration and disparity of the stored runs."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from .console import AsJson, emit, progress_bar, say, table
from .context import opened
from .recommending import day

if TYPE_CHECKING:
    from matcher.service.fairness import FairnessReport

_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("fairness", help="查看一段时间的推荐是否公平：新组织、集中度、差异；只读。")(
        fairness
    )


def fairness(
    since: Annotated[
        str | None, typer.Option("--since", metavar="日期", help="从哪一天起；不写为 90 天前。")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="日期", help="到哪一天止；不写为今天。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Report over the stored runs."""
    first = None if since is None else day(since)
    last = None if until is None else day(until)
    with opened() as services, progress_bar("读取推荐") as tell:
        report = services.fairness.report(first, last, tell)
    if as_json:
        emit(_plain(report))
    else:
        _show(report)


def _plain(report: FairnessReport) -> dict[str, object]:
    body = dataclasses.asdict(report)
    body.pop("names")
    return body | {
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "alerts": {
            "exposure": not report.exposure.enough,
            "concentration": [f"{e.kind}：{e.name}" for e in report.concentration if e.alert],
            "disparities": [f"{e.attribute}：{e.group}" for e in report.disparities if e.review],
        },
    }


def _show(report: FairnessReport) -> None:
    say(f"{report.since} 至 {report.until}：{report.runs} 次推荐（同一需求只计最近一次）")
    if not report.runs:
        return
    exposure = report.exposure
    ratio = "—" if exposure.ratio is None else f"{exposure.ratio:.2f}"
    verdict = "达到" if exposure.enough else "低于"
    say(
        f"新组织（没有评价记录）：占前五名 {exposure.shown_share:.1%}，占合格组织 "
        f"{exposure.eligible_share:.1%}，比值 {ratio}，{verdict} 0.5 的要求"
    )
    rows = [
        (
            entry.kind,
            entry.name,
            entry.runs,
            report.names.get(entry.organization_id, entry.organization_id),
            f"{entry.top_share:.0%}",
            f"{entry.hhi:.2f}",
            "请关注" if entry.alert else "",
        )
        for entry in report.concentration[:_SHOWN]
    ]
    table(("", "名称", ">推荐", "最常居首的组织", ">居首占比", ">HHI", ""), rows, title="集中度")
    groups = [
        (
            entry.attribute,
            entry.group,
            entry.eligible,
            f"{entry.rate:.2%}",
            "—" if entry.ratio is None else f"{entry.ratio:.2f}",
            "请复核" if entry.review else "",
        )
        for entry in report.disparities
    ]
    columns = ("属性（不参与推荐）", "组", ">合格次数", ">进前五", ">与最高组之比", "")
    table(columns, groups, title="差异")
