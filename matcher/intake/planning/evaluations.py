"""Evaluation rows (绩效评价) → evaluation drafts; the organization is found later by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from ...model import Evaluation, EvaluatorType
from ...taxonomy import taxonomy
from ..cells import CellRef, CellValue, SkippedRow, SkipReason, Table, TableRow
from ..issues import Parsed
from ..values import (
    GRADE_SCORES,
    DateValue,
    ScoreValue,
    grade_agrees,
    normal_text,
    parse_date,
    parse_evaluator,
    parse_sample,
    parse_satisfaction,
    parse_score,
    parse_uscc,
)
from .choices import parse_flag, parse_in_force
from .drafts import Draft, EvaluationDraft
from .lists import read_service_types
from .reader import RowReader, is_blank
from .remarks import has_conflict, is_disputed
from .report import Report, ask, warn

_SCALES = {"千分制": 1000.0, "百分制": 100.0, "十分制": 10.0, "五分制": 5.0}
#: Below this sample an evaluation by service users weighs less (五(七), docs/ranking.md).
SAMPLE_MINIMUM = 30


@dataclass(frozen=True, slots=True)
class _Score:
    """The score of a row after cell, header scale and grade were put together."""

    value: ScoreValue
    grade: str


def read_evaluation(
    table: Table,
    row: TableRow,
    report: Report,
    answers: Mapping[CellRef, str],
    today: date,
) -> EvaluationDraft | SkippedRow | None:
    """Return the draft of an evaluation row; a skipped row when it says 免评; None if refused."""
    reader = RowReader.of(table, row, report, answers)
    name = reader.name("name")
    code = _code(reader)
    if not name and code is None:
        report.reject(reader.place, "缺组织名称，这一行没有导入。")
        return None
    score = _score(reader)
    if score.value.skip:
        return SkippedRow(table.sheet, row.number, SkipReason.NOT_RATED)
    evaluated = _date(reader, today)
    if reader.errors:
        report.reject(reader.place, "得分或日期有错，不产生评价；请改正后再导入。")
        return None
    if score.value.score is None and not score.grade and is_blank(reader.raw("score")):
        report.reject(reader.place, "得分和等次都没有填，不产生评价。")
        return None
    record = _record(reader, score, evaluated)
    return EvaluationDraft(
        draft=Draft(record, frozenset(reader.unstated), reader.place),
        name=name,
        code=code,
        key=_key(reader),
        content=tuple(f"{k}={normal_text(v)}" for k, v in sorted(row.values.items())),
        reader=reader,
    )


def _record(reader: RowReader, score: _Score, evaluated: DateValue) -> Evaluation:
    remarks = reader.free_text("remarks")
    project = reader.free_text("project")
    kind = reader.take("evaluator_type", parse_evaluator)
    sample = reader.take("sample_n", parse_sample)
    if kind is EvaluatorType.BENEFICIARY and sample is not None and sample < SAMPLE_MINIMUM:
        message = f"服务对象评价的样本数 {sample} 少于 {SAMPLE_MINIMUM}，降权使用。"
        reader.tell("sample_n", warn("SAMPLE_SMALL", message))
    notes = [score.value.note, evaluated.note, _sample_note(reader, sample)]
    return Evaluation(
        id="",
        organization_id="",
        project=project,
        service_types=read_service_types(reader) or _types_in(project, reader),
        stage=reader.text("stage"),
        evaluator_type=kind,
        evaluator_org=reader.text("evaluator_org"),
        score=score.value.score,
        scale_max=score.value.scale_max,
        grade=score.grade,
        score_from_grade=score.value.from_grade,
        satisfaction=reader.take("satisfaction", parse_satisfaction),
        sample_n=sample,
        evaluated_on=evaluated.value,
        disputed=_mark(reader, "disputed", is_disputed(remarks), "DISPUTED", _DISPUTED_ZH),
        conflict=_mark(reader, "conflict", has_conflict(remarks), "CONFLICT", _CONFLICT_ZH),
        valid=reader.take("valid", parse_in_force),
        notes=tuple(dict.fromkeys(note for note in notes if note)),
        remarks=remarks,
    )


_DISPUTED_ZH = "组织对结果有异议，记为争议，处理完之前权重为 0（五(七)）。"
_FUTURE_ZH = "还没有到日期的评价不参与评分（五(七)）。"
_CONFLICT_ZH = "评价方与被评组织有利益关系，标记冲突，不计入第三方（五(七)）。"


def _code(reader: RowReader) -> str | None:
    if is_blank(reader.raw("uscc")):
        return None
    return reader.take("uscc", parse_uscc).code


def _score(reader: RowReader) -> _Score:
    scale = _SCALES.get(reader.table.unit("score"), 100.0)
    value = reader.take(
        "score", lambda v: parse_score(v, scale), ("score", "scale_max", "score_from_grade")
    )
    grade = reader.take("grade", _grade) or value.grade
    if value.grade and grade == value.grade:
        reader.unstated.discard("grade")
    if value.score is None and grade and is_blank(reader.raw("score")):
        converted = GRADE_SCORES[grade]
        reader.unstated.difference_update(("score", "scale_max", "score_from_grade"))
        message = f"缺分数，按等次“{grade}”换算为 {converted:g} 分，已标明；不是评价方给的分数。"
        reader.tell("score", warn("SCORE_FROM_GRADE", message))
        value = ScoreValue(converted, True, grade, 100.0, "由等次换算", False)
    elif value.score is not None and grade and not value.from_grade:
        _compare(reader, grade, value.score)
    elif value.score is None and not value.skip and not is_blank(reader.raw("score")):
        # Kept as a remark, so that an export of the record asks again instead of converting.
        value = replace(value, note=value.note or "待确认")
        reader.unstated.add("notes")
    return _Score(value, grade)


def _compare(reader: RowReader, grade: str, score: float) -> None:
    if grade_agrees(grade, score) is False:
        message = f"得分 {score:g} 与等次“{grade}”不一致，没有改动，请核对。"
        reader.tell("grade", warn("GRADE_DISAGREES", message))


def _grade(value: CellValue) -> Parsed[str]:
    text = normal_text(value)
    if not text or text in GRADE_SCORES:
        return Parsed(text)
    known = "、".join(GRADE_SCORES)
    return Parsed("", (ask("UNKNOWN_GRADE", f"等次“{text}”没有对照关系，请选：{known}。"),))


def _date(reader: RowReader, today: date) -> DateValue:
    return reader.take("evaluated_on", partial(_past_date, today=today))


def _past_date(value: CellValue, today: date) -> Parsed[DateValue]:
    """Return the date of a cell up to ``today``; what a later one means is said where it stands."""
    parsed = parse_date(value, today, not_after=today)
    told = (
        replace(found, message_zh=f"{found.message_zh}{_FUTURE_ZH}")
        if found.code == "DATE_FUTURE"
        else found
        for found in parsed.findings
    )
    return replace(parsed, findings=tuple(told))


def _sample_note(reader: RowReader, sample: int | None) -> str:
    written = normal_text(reader.raw("sample_n"))
    if sample is None or not written or written == str(sample):
        return f"样本数{sample}" if sample is not None and sample < SAMPLE_MINIMUM else ""
    return f"样本数“{written}”"


def _types_in(project: str, reader: RowReader) -> tuple[str, ...]:
    """Return the longest classification label that stands word for word in the project name."""
    labels = [label for label in taxonomy().service_types.by_label if label in project]
    if not labels:
        return ()
    reader.unstated.discard("service_types")
    return (max(sorted(labels), key=len),)


def _mark(reader: RowReader, field: str, said: bool, code: str, message_zh: str) -> bool:
    stated = reader.raw(field)
    if not is_blank(stated):
        return parse_flag(stated).value
    if said:
        reader.tell("remarks", warn(code, message_zh))
    elif is_blank(reader.raw("remarks")):
        reader.unstated.add(field)
    return said


def _key(reader: RowReader) -> tuple[str, ...]:
    """Return what names this evaluation in the file, as written before any answer."""
    fields = ("project", "evaluator_type", "evaluator_org", "evaluated_on", "score", "grade")
    return tuple(normal_text(reader.written(field)) for field in fields)
