"""``duijie weights …`` and ``duijie audit …``: weights by two persons, and the log of decisions."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.errors import InvalidInput

from .console import AsJson, emit, progress_bar, say, table
from .context import opened, read_file
from .recommending import day

if TYPE_CHECKING:
    from matcher.model import WeightDraft
    from matcher.service.governance import Simulation

Draft = Annotated[str, typer.Argument(metavar="草案编号", help="duijie weights list 里的编号。")]
By = Annotated[str, typer.Option("--by", metavar="姓名", help="谁来做；提出与批准须是两个人。")]
_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the two groups."""
    weights = typer.Typer(
        name="weights", help="权重：提出草案、试算、由第二人批准后生效。", no_args_is_help=True
    )
    weights.command("list", help="列出全部草案。")(list_drafts)
    weights.command("draft", help="提出一份权重草案（JSON 文件）。")(draft)
    weights.command("simulate", help="在最近的需求上试算：谁会变动、为什么；什么都不写入。")(
        simulate
    )
    weights.command("approve", help="批准草案并定下生效日期；须是提出人以外的人。")(approve)
    weights.command("reject", help="否决草案；须是提出人以外的人。")(reject)
    audit = typer.Typer(name="audit", help="决定日志：查看与核对。", no_args_is_help=True)
    audit.command("log", help="列出日志。")(log)
    audit.command("verify", help="核对日志有没有被改动；有问题时退出码为 1。")(verify)
    app.add_typer(weights)
    app.add_typer(audit)


def list_drafts(as_json: AsJson = False) -> None:
    """List the drafts."""
    with opened(prepare=False) as services:
        services.maintenance.migrate()
        drafts = services.governance.drafts()
    if as_json:
        emit([_plain(draft) for draft in drafts])
        return
    rows = [
        (d.id, d.status.value, d.author, d.decided_by, d.effective_from or "", d.reason)
        for d in drafts
    ]
    table(("编号", "状态", "提出人", "决定人", "生效日期", "理由"), rows, title="权重草案")


def draft(
    file: Annotated[Path, typer.Argument(metavar="文件", help="权重文件（JSON）。")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么要改。")],
    as_json: AsJson = False,
) -> None:
    """Propose weights."""
    try:
        body = read_file(file).data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"文件“{file}”不是 UTF-8 文本，请另存为 UTF-8。", field="file"
        ) from error
    with opened() as services:
        made = services.governance.propose_weights(body, by, reason)
    _told(made, as_json)


def simulate(
    draft_id: Draft,
    count: Annotated[int, typer.Option("--needs", min=1, help="用最近几条需求试算。")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show what a draft would change."""
    with opened() as services, progress_bar("试算") as tell:
        found = services.governance.simulate(draft_id, count, tell)
    if as_json:
        emit(
            {
                "needs": found.needs,
                "first_changes": found.first_changes,
                "changed": [dataclasses.asdict(need) for need in found.changed],
            }
        )
    else:
        _show(found)


def _show(found: Simulation) -> None:
    say(
        f"试算 {found.needs} 条需求：前五名有变动的 {len(found.changed)} 条，"
        f"第一名变动的 {found.first_changes} 条。什么都没有写入。"
    )
    rows = [
        (
            need.title,
            move.organization_name,
            move.before or "五名以外",
            move.after or "五名以外",
            move.why_zh,
        )
        for need in found.changed[:_SHOWN]
        for move in need.moves
    ]
    if rows:
        table(("需求", "组织", "原名次", "新名次", "原因"), rows, title="变动")


def approve(
    draft_id: Draft,
    by: By,
    effective: Annotated[
        str, typer.Option("--from", metavar="日期", help="从哪一天起生效，不早于今天。")
    ],
    as_json: AsJson = False,
) -> None:
    """Approve a draft."""
    start = day(effective)
    with opened() as services:
        made = services.governance.approve_weights(draft_id, by, start)
    _told(made, as_json)


def reject(draft_id: Draft, by: By, as_json: AsJson = False) -> None:
    """Reject a draft."""
    with opened() as services:
        made = services.governance.reject_weights(draft_id, by)
    _told(made, as_json)


def _told(made: WeightDraft, as_json: bool) -> None:
    if as_json:
        emit(_plain(made))
    elif made.effective_from is not None:
        say(f"草案 {made.id} 已批准，自 {made.effective_from} 起生效；以前的推荐沿用当时的权重。")
    else:
        say(f"草案 {made.id}：{made.status.value}。")


def _plain(draft: WeightDraft) -> dict[str, object]:
    return {
        "id": draft.id,
        "status": draft.status.value,
        "author": draft.author,
        "reason": draft.reason,
        "decided_by": draft.decided_by,
        "effective_from": None if draft.effective_from is None else str(draft.effective_from),
    }


def log(as_json: AsJson = False) -> None:
    """List the log."""
    with opened(prepare=False) as services:
        services.maintenance.migrate()
        entries = services.governance.audit_log()
    if as_json:
        emit([dataclasses.asdict(entry) | {"at": entry.at.isoformat()} for entry in entries])
        return
    rows = [
        (e.number, e.at.strftime("%Y-%m-%d %H:%M"), e.actor, e.action, e.subject, e.detail)
        for e in entries
    ]
    table((">", "时间（UTC）", "谁", "做了什么", "对象", "内容"), rows, title="决定日志")


def verify(
    expected: Annotated[
        str | None, typer.Option("--expect", metavar="摘要", help="以前记下的末条摘要。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the chain."""
    with opened(prepare=False) as services:
        services.maintenance.migrate()
        report = services.governance.verify_audit(expected)
    if as_json:
        emit(dataclasses.asdict(report))
    else:
        for finding in report.findings_zh:
            say(finding)
        verdict = "发现问题。" if report.findings_zh else "没有被改动。"
        say(
            f"日志 {report.entries} 条，{verdict}末条摘要（请另外记下）：{report.last_hash or '无'}"
        )
    if report.findings_zh:
        raise typer.Exit(1)
