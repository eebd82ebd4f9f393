"""A shortlist as a workbook: who, with which parts and reasons, and everybody who was excluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..model import Recommendation, Run
from ..weights import PARTS_ZH
from .workbook import saved, write_cell, write_headers

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROUTES = {"prime": "直接承接", "federation": "经联合会申请"}
_LISTED = (
    "名单名次",
    "组织",
    "承接方式",
    "服务",
    "综合得分",
    *PARTS_ZH.values(),
    "依据",
    "推荐理由",
    "提示",
    "信用核验日期",
)
_EXCLUDED = ("组织", "代码", "原因", "来源", "日期")
_EVIDENCE = ("组织", "项目", "评价方", "来源", "日期", "得分", "计入分", "权重")


@dataclass(frozen=True, slots=True)
class Shortlisted:
    """One line: who, the recommendation, its place, the day of the last credit check (ISO 8601).

    ``recommendation`` is None for one that a person added from behind the first 200; ``place`` None
    as well where nobody was suitable. ``apart``: the place is one among the other suppliers.
    """

    organization_name: str
    recommendation: Recommendation | None
    place: int | None
    credit_checked_on: str
    apart: bool = False


def write_shortlist(
    run: Run,
    run_hash: str,
    lines: Sequence[Shortlisted],
    by: str,
    reason: str,
    notes: Sequence[str] = (),
) -> bytes:
    """Return the workbook; the same shortlist of the same run gives the same bytes.

    ``run_hash`` is the SHA-256 of the stored run, so that a paper copy can be traced to it;
    ``notes`` is what whoever made the list was told. The notice that it is no basis of the
    review stands in its first line (实施条例 Art. 42).
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet("候选名单")
    inputs = run.inputs
    heads = (
        (run.notice_zh,),
        ("需求", run.need_title),
        ("推荐编号", run.id),
        ("推荐结果摘要（SHA-256）", run_hash),
        ("数据截至", inputs.as_of.isoformat()),
        ("权重版本", inputs.weights_version),
        ("提出人", by),
        ("理由", reason),
        *((caution.code, caution.message_zh) for caution in run.need_warnings),
        *(("提示", note) for note in notes),
    )
    for row, values in enumerate(heads, 1):
        for column, value in enumerate(values, 1):
            write_cell(page, row, column, value)
    _table(page, len(heads) + 2, _LISTED, [_listed(line) for line in lines])
    _table(
        book.create_sheet("评价依据"),
        1,
        _EVIDENCE,
        [_used(found, n) for found in _found(lines) for n in range(len(found.evidence))],
    )
    excluded = [
        (e.organization_name, e.code, e.ground_zh, e.source, _day(e.checked_on))
        for e in run.excluded
    ]
    _table(book.create_sheet("未入选"), 1, _EXCLUDED, excluded)
    return saved(book)


def _listed(line: Shortlisted) -> tuple[str | int | float | None, ...]:
    found = line.recommendation
    if found is None:
        blank = (None,) * (len(PARTS_ZH) + 5)
        note = "不在推荐的前 200 名内，由提出人自行加入，没有得分。"
        return (None, line.organization_name, *blank, note, line.credit_checked_on)
    place = f"其他主体第 {line.place} 名" if line.apart else line.place
    route = _ROUTES[found.route] + (f"（{found.via}）" if found.via else "")
    return (
        place,
        line.organization_name,
        route,
        found.service_title,
        round(found.total, 2),
        *(None if part.points is None else round(part.points, 2) for part in found.parts),
        found.evidence_strength,
        "；".join(reason.message_zh for reason in found.reasons),
        "；".join(f"{caution.code} {caution.message_zh}" for caution in found.warnings),
        line.credit_checked_on,
    )


def _table(
    page: Worksheet,
    start: int,
    headers: Sequence[str],
    rows: Sequence[Sequence[str | int | float | None]],
) -> None:
    write_headers(page, headers, start)
    for number, values in enumerate(rows, start + 1):
        for column, value in enumerate(values, 1):
            write_cell(page, number, column, value)


def _found(lines: Sequence[Shortlisted]) -> list[Recommendation]:
    return [line.recommendation for line in lines if line.recommendation is not None]


def _used(found: Recommendation, number: int) -> tuple[str | int | float | None, ...]:
    record = found.evidence[number]
    return (
        found.organization_name,
        record.project,
        record.evaluator,
        record.source_zh,
        record.evaluated_on,
        round(record.score, 2),
        round(record.points, 2),
        round(record.weight, 4),
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
