"""An import plan on the screen: counts, what is asked, what is refused, what was noticed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from matcher.intake.issues import Issue, Severity

from .console import say, table

if TYPE_CHECKING:
    from matcher.intake.plan import ImportPlan

_KINDS_ZH = {
    "needs": "需求",
    "organizations": "组织",
    "services": "服务",
    "evaluations": "评价",
}
_SEVERITY_ZH = {
    Severity.ERROR: "未采纳",
    Severity.ASK: "待确认",
    Severity.WARN: "请留意",
    Severity.INFO: "已规整",
}
#: More of one kind than this and the screen is no help; ``--json`` gives all.
_SHOWN = 20


def show_plan(plan: ImportPlan) -> None:
    """Print the plan."""
    _counts(plan)
    _issues(plan)
    _asked(plan)
    _listed(
        "未采纳的行", [f"{r.sheet or r.file} 第 {r.row} 行：{r.message_zh}" for r in plan.rejected]
    )
    open_pairs = [d.message_zh for d in plan.duplicates if not d.merged]
    _listed("疑似重复（不会自动合并）", open_pairs)
    _listed("没有数据的工作表", [f"{s.sheet}：{s.reason_zh}" for s in plan.ignored_sheets])
    if plan.skipped:
        reasons = Counter(s.reason.value for s in plan.skipped)
        counted = "、".join(f"{name} {n} 行" for name, n in sorted(reasons.items()))
        say(f"跳过非数据行：{counted}")
    if plan.masked:
        say(f"个人信息已脱敏 {plan.masked} 处")


def _counts(plan: ImportPlan) -> None:
    from ..schemas.jobs import plan_counts

    rows = [
        (_KINDS_ZH[kind], n.create, n.update, n.unchanged)
        for kind, n in plan_counts(plan).items()
        if n.create or n.update or n.unchanged
    ]
    table(("", ">新增", ">修改", ">不变"), rows, title="导入计划")


def _issues(plan: ImportPlan) -> None:
    groups: dict[tuple[Severity, str], list[Issue]] = {}
    for issue in plan.issues:
        groups.setdefault((issue.severity, issue.code), []).append(issue)
    order = list(Severity)
    rows = [
        (_SEVERITY_ZH[severity], len(found), _place(found[0]), found[0].message_zh)
        for (severity, _), found in sorted(
            groups.items(), key=lambda g: (order.index(g[0][0]), g[0][1])
        )
    ]
    if rows:
        table(("程度", ">处数", "第一处", "说明"), rows, title="问题（按种类）")


def _asked(plan: ImportPlan) -> None:
    asked = [issue for issue in plan.issues if issue.severity is Severity.ASK]
    if asked:
        rows = [(_place(i), i.label, i.read, i.proposal or "请填写") for i in asked[:_SHOWN]]
        table(("位置", "列名", "读到", "建议"), rows, title="待确认的单元格")
        _rest(len(asked))
        say("用 --answers 文件答复；不答复的单元格留空，其余照常导入。")


def _listed(title: str, lines: list[str]) -> None:
    if lines:
        say(f"{title}（{len(lines)}）", style="bold")
        for line in lines[:_SHOWN]:
            say(f"  {line}")
        _rest(len(lines))


def _rest(count: int) -> None:
    if count > _SHOWN:
        say(f"  …… 另有 {count - _SHOWN} 条，用 --json 查看全部")


def _place(issue: Issue) -> str:
    cell = f"{issue.column}{issue.row}" if issue.column else f"第 {issue.row} 行"
    return f"{issue.sheet or issue.file} {cell}"
