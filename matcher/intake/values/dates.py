"""Date cells: founding dates, evaluation dates, confirmations, in every form people type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from ...dates import first_day
from ...model import PartialDate
from ..cells import CellValue
from ..issues import Finding, Parsed
from .date_words import Moment, read_moment, read_number, without_time
from .findings import ask, error, info, unreadable
from .text import is_empty, is_undecided, join_notes, light_text, quote, split_cell

_EXAMPLE = "“2026-03-05”或“2026年3月”"
_LABEL = re.compile(
    r"^(?:成立|登记|注册|评价|评估)?(?:日期|时间|年份)?(?:为|于|:)?(?=[0-9一二〇约大])"
)


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as precise as it was written, and the remark that goes with it (约, 季度 …)."""

    value: PartialDate | None = None
    note: str = ""


def parse_date(v: CellValue, today: date, not_after: date | None = None) -> Parsed[DateValue]:
    """Return the date of a cell: year, month or day precision; a quarter or half gives its end.

    The *number* 2021.1 is ambiguous (October loses its zero) and asked about; the text is not.
    ``not_after`` refuses later dates; ``today`` only tells which century two digits mean.
    """
    outside, notes = split_cell(without_time(v))
    if isinstance(v, str) and is_empty(outside) and not notes:
        return Parsed(DateValue())
    if v is None:
        return Parsed(DateValue())
    if is_undecided(outside):
        return Parsed(DateValue(note=join_notes(outside, *notes)))
    moment = moment_of(v, outside, today)
    failure = moment_failure(v, moment, "日期", _EXAMPLE)
    if moment is None or failure is not None:
        return Parsed(DateValue(), () if failure is None else (failure,))
    value = moment.end
    written = light_text(v) if moment.span and isinstance(v, str) else ""
    note = written or join_notes(moment.note, *notes)
    if not_after is not None and moment.start is not None and first_day(moment.start) > not_after:
        message = (
            f"日期{quote(v)}晚于 {not_after.isoformat()}，是将来的日期，没有采用；"
            "写错的请改正后再导入，没有写错的请到期后再导入。"
        )
        return Parsed(DateValue(), (error("DATE_FUTURE", message),))
    return Parsed(DateValue(value, note), moment_remarks(v, moment, str(value)))


def moment_of(v: CellValue, text: str, today: date) -> Moment | None:
    """Return what a cell means as a point of time; ``text`` is its compact text."""
    if isinstance(v, bool):
        return None
    if isinstance(v, datetime):
        v = v.date()
    if isinstance(v, date):
        return read_moment(v.isoformat(), today)
    if isinstance(v, (int, float)):
        return read_number(float(v), today) if abs(v) < 10**9 else None
    return read_moment(text, today) or read_moment(_LABEL.sub("", text), today)


def moment_failure(
    v: CellValue, moment: Moment | None, what_zh: str, example_zh: str
) -> Finding | None:
    """Return why no date was taken, or None when one was."""
    if moment is None:
        return unreadable("DATE_UNREADABLE", what_zh, v, example_zh)
    if moment.options:
        named = "，还是 ".join(_named(option) for option in moment.options)
        message = f"{quote(v)}有歧义：是 {named}？不自动取值，请选定。"
        return ask("DATE_AMBIGUOUS", message)
    if moment.problem_zh:
        return error("DATE_IMPOSSIBLE", f"{quote(v)}不是有效日期：{moment.problem_zh}；请核对。")
    return None


def moment_remarks(v: CellValue, moment: Moment, read: str) -> tuple[Finding, ...]:
    """Return the notes on a date that was taken: two-digit year, quarter, 约."""
    if moment.two_digit:
        return (info("DATE_TWO_DIGIT_YEAR", f"{quote(v)}只写两位年份，读作 {read}。"),)
    if moment.span or moment.note:
        return (info("DATE_APPROXIMATE", f"{quote(v)}读作 {read}，原文记入附注。"),)
    return ()


def _named(option: str) -> str:
    parts = [int(part) for part in option.split("-")]
    return "".join(f"{n}{unit}" for n, unit in zip(parts, "年月日", strict=False)) + f"（{option}）"
