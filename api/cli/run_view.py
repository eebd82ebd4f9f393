"""A run on the screen: ranked table, each candidate's reasons, parts and evidence, lists beside."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from matcher.codes import CODES
from matcher.weights import PARTS_ZH

from .console import say, table

if TYPE_CHECKING:
    from matcher.model import EvidenceRecord, PartScore, Recommendation, Run

NEWCOMERS_ZH = (
    "近 36 个月没有有效评价、契合度与名单里的组织相近的，每五个名额旁另列一家，"
    "让新组织也有机会被看到；得分没有任何改动，名次是在完整名单中的名次。"
)
OTHERS_ZH = (
    "依据五(三)，这条需求原则上应向社会组织购买，所以企业、事业单位等另列，"
    "不与上面的名单一起排名；要选定其中一家，须书面说明理由（duijie decide 的 --despite）。"
)
ONLY_SOCIAL_ZH = (
    "依据五(三)，这条需求原则上应向社会组织购买，名单只列社会组织；没有契合的其他承接主体需要另列。"
)


def show_run(run: Run) -> None:
    """Print the run."""
    say(run.need_title, style="bold")
    inputs = run.inputs
    say(f"{run.notice_zh} · 权重 {inputs.weights_version} · 数据截至 {inputs.as_of.isoformat()}")
    for caution in run.need_warnings:
        say(f"⚠ {caution.code} {caution.message_zh}")
    if run.answer_zh is not None:
        say(run.answer_zh, style="bold")
    _components(run)
    _ranked(run.candidates or run.nearest, "推荐" if run.candidates else "最接近的组织")
    for candidate in run.candidates or run.nearest:
        _details(candidate)
    _beside(run)
    _excluded(run)
    say(f"推荐编号 {run.id}（duijie rerun {run.id} 可重跑核对）")


def _components(run: Run) -> None:
    if run.components:
        say(f"这条需求包含 {len(run.components)} 项任务，可以分别对接：")
    for component in run.components:
        said = "、".join(f"“{span.text}”" for span in component.need_spans)
        names = "、".join(item.organization_name for item in component.candidates)
        who = f"适合的组织 {component.suitable} 家：{names}" if names else "目录中暂无适合的组织"
        say(f"   {component.name}（{said}）：{who}")


def _ranked(candidates: tuple[Recommendation, ...], title: str) -> None:
    names = list(PARTS_ZH.values())
    rows = [
        (
            c.rank,
            c.organization_name,
            f"{c.total:.1f}",
            *(_points(part) for part in c.parts),
            c.evidence_strength,
        )
        for c in candidates
    ]
    if rows:
        columns = ("", "组织", ">综合", *(f">{name}" for name in names), "依据")
        table(columns, rows, title=title)


def _points(part: PartScore) -> str:
    return "—" if part.points is None else f"{part.points:.1f}/{part.weight:g}"


def _details(candidate: Recommendation) -> None:
    route = f"（经 {candidate.via} 联合申请）" if candidate.via else ""
    say()
    say(f"{candidate.rank}. {candidate.organization_name}{route} · {candidate.service_title}")
    for reason in candidate.reasons:
        say(f"   {reason.code} {reason.message_zh}")
    for caution in candidate.warnings:
        say(f"   ⚠ {caution.code} {caution.message_zh}")
    for part in candidate.parts:
        say(f"   {PARTS_ZH[part.name]} {_points(part)}：{part.detail_zh}", style="dim")
        if part.name == "performance":
            _evidence(candidate.evidence)


def _evidence(records: tuple[EvidenceRecord, ...]) -> None:
    for record in sorted(records, key=lambda r: r.evaluated_on, reverse=True):
        by = record.evaluator or "未写明评价方"
        project = f"“{record.project}”" if record.project else ""
        say(
            f"      评价依据 {record.evaluated_on} {record.source_zh} {by}{project}："
            f"得分 {record.score:g}，计入 {record.points:.2f}，权重 {record.weight:.2f}",
            style="dim",
        )


def _beside(run: Run) -> None:
    """Print the newcomers beside the list and the other suppliers apart from it."""
    if run.newcomers:
        say()
        _short(run.newcomers, "新锐组织", "名次")
        say(NEWCOMERS_ZH)
    if run.other_suppliers:
        say()
        _short(run.other_suppliers, "其他承接主体", "另列")
        say(OTHERS_ZH)
    elif run.in_principle:
        say()
        say(ONLY_SOCIAL_ZH)


def _short(candidates: tuple[Recommendation, ...], title: str, rank_zh: str) -> None:
    rows = [
        (c.rank, c.organization_name, c.service_title, f"{c.total:.1f}", c.evidence_strength)
        for c in candidates
    ]
    table((f">{rank_zh}", "组织", "服务", ">综合", "依据"), rows, title=title)


def _excluded(run: Run) -> None:
    counts = run.counts
    say()
    say(f"全部 {counts.universe} 家 = 合格 {counts.eligible} + 未入选 {counts.excluded}")
    grouped = Counter(item.code for item in run.excluded)
    for code, number in sorted(grouped.items()):
        say(f"   {code} {CODES[code].name_zh} {number} 家")
