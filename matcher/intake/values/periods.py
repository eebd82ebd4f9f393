"""Service periods: ``2026.3-2027.2``, ``一年``, ``自合同签订之日起12个月``, ``长期``.

A period above 36 months, or without an end, is read and marked: it may not be published
(五(五): at most three years). Ends before the start are refused, never swapped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ...dates import first_day, last_day, months_between
from ...model import Period
from ..cells import CellValue
from ..issues import Finding, Parsed
from .date_words import Moment, read_moment, without_time
from .dates import moment_failure, moment_of, moment_remarks
from .durations import read_duration
from .findings import error, info, warn
from .text import compact, is_empty, is_undecided, join_notes, light_text, quote, split_cell

#: 五(五), 财政部令第102号第24条: a purchase runs three years at most.
MAX_MONTHS = 36
_EXAMPLE = "“2026-03至2027-02”或“12个月”"
_OPEN = r"(?:长期|常年|持续|长期有效|无固定期限|不限期|永久|至今|今)"
_SIGNING = (
    r"(?:自|从)?(?:本)?(?:合同|协议|项目)?(?:签订|签署|签约|签定|生效|立项|启动|中标)?(?:合同|协议)?"
    r"(?:之日|日|后|之后|当日)?(?:起|开始|后)?(?:算|计算)?"
)
_FROM_SIGNING = re.compile(rf"(?P<from>即日起?|{_SIGNING})[,:]?(?:至|到|-)?(?P<rest>.+)")
_SIGNED_WORDS = re.compile("合同|协议|签订|签署|签约|生效|即日|立项|启动|中标")
_ONWARDS = re.compile(r"(?:自|从)?(?P<start>.+?)(?:起|开始|以后|之后)[,]?(?:至|到|-)?(?P<rest>.*)")
_LABEL = re.compile(r"^(?:服务|合同|项目|实施|执行)?(?:期限|周期|时间|期)?(?:为|:)")
#: 一 typed for a dash between two dates.
_ONE_AS_DASH = re.compile(r"(?<=[0-9月日号])一(?=[0-9]{2,4}[年./-])")
_SEPARATOR = re.compile(r"(?:到|至|-)")
_SHORT_END = re.compile(
    r"(?P<next>次年|翌年|明年|第二年|当年|同年|本年)?(?P<tail>[0-9一二三四五六七八九十]{1,3}(?:[月日号./-].*)?)"
)


@dataclass(frozen=True, slots=True)
class _Span:
    """Both ends as read (either may be missing), or why there is none."""

    start: Moment | None = None
    end: Moment | None = None
    open_ended: bool = False
    months: int | None = None
    note: str = ""


def parse_period(v: CellValue, today: date) -> Parsed[Period]:
    """Return the period of a cell: ends, or a duration in months, or open-ended.

    A single date is the start; a year, half-year or quarter is its whole span. The *number*
    2026.1 is asked about (January or October). ``today`` only tells which century two digits mean.
    """
    outside, notes = split_cell(without_time(v))
    if is_empty(outside) and not notes:
        return Parsed(Period())
    if is_undecided(outside):
        return Parsed(
            Period(note=join_notes(outside, *notes)),
            (warn("PERIOD_UNDECIDED", f"服务期限写为{quote(v)}，记为未定；请补充起止时间。"),),
        )
    if not isinstance(v, str):
        return _single(v, moment_of(v, outside, today), notes)
    span = _read(outside, today)
    if span is None:
        return _single(v, read_moment(outside, today), notes)
    inner = None
    if span.months is not None and span.start is None and span.end is None and notes:
        inner = _read(compact(notes[0]), today)  # 3年（2026.3-2029.2）
    if inner is None or inner.start is None or inner.end is None:
        return _spanned(v, replace(span, note=join_notes(span.note, *notes)))
    return _spanned(v, replace(inner, months=span.months, note=join_notes(*notes[1:])))


def _read(text: str, today: date) -> _Span | None:
    """Return what a compact text says when it is more than one date."""
    text = _LABEL.sub("", _ONE_AS_DASH.sub("-", text))
    if re.fullmatch(_OPEN, text):
        return _Span(open_ended=True)
    duration = read_duration(text)
    if duration is not None:
        return _Span(months=duration.months, note=duration.note)
    if read_moment(text, today) is not None:
        return None
    return _from_signing(text, today) or _onwards(text, today) or _two_ends(text, today)


def _from_signing(text: str, today: date) -> _Span | None:
    match = _FROM_SIGNING.fullmatch(text)
    if match is None:
        return None
    signed = _SIGNED_WORDS.search(match["from"]) is not None
    rest = re.sub(r"^(?:至|到|-)", "", match["rest"])
    note = match["from"] if signed else ""
    duration = read_duration(rest)
    if duration is not None and signed:
        return _Span(months=duration.months, note=duration.note)
    if signed or re.match(r"(?:至|到|截至|截止)", text):
        end = read_moment(re.sub(r"^(?:截至|截止)?(?:到|至)?", "", rest).removesuffix("止"), today)
        return None if end is None else _Span(end=end, note=note)
    return None


def _onwards(text: str, today: date) -> _Span | None:
    match = _ONWARDS.fullmatch(text)
    start = None if match is None else read_moment(match["start"], today)
    if match is None or start is None:
        return None
    rest = match["rest"].removesuffix("止")
    if not rest:
        return _Span(start=start, note="起")
    if re.fullmatch(_OPEN, rest):
        return _Span(start=start, open_ended=True)
    duration = read_duration(re.sub(r"^(?:为期|共|计)", "", rest))
    if duration is not None:
        return _Span(start=start, months=duration.months, note=duration.note)
    end = _end(match["start"], rest, start, today)
    return None if end is None else _Span(start=start, end=end)


def _two_ends(text: str, today: date) -> _Span | None:
    """Return the split whose both sides are dates; words (至, 到) before dashes."""
    text = re.sub(r"^(?:自|从|由)", "", text).removesuffix("止")
    places = sorted(_SEPARATOR.finditer(text), key=lambda m: (m.group() == "-", m.start()))
    for place in places:
        left, right = text[: place.start()], text[place.end() :].lstrip("-至到")
        start = read_moment(_with_month(left, right), today)
        if start is None or not right:
            continue
        if re.fullmatch(_OPEN, right):
            return _Span(start=start, open_ended=True)
        end = _end(left, right, start, today)
        if end is not None:
            return _Span(start=start, end=end)
    return None


def _with_month(left: str, right: str) -> str:
    """Return ``2026年3`` of ``2026年3-12月`` with the 月 that stands only at the end."""
    return f"{left}月" if re.fullmatch(r"[0-9]{2,4}年[0-9]{1,2}", left) and "月" in right else left


def _end(left: str, right: str, start: Moment, today: date) -> Moment | None:
    """Return the end, taking year (and month) from the start when only a tail is written."""
    short = _SHORT_END.fullmatch(right)
    if (
        short is not None
        and start.start is not None
        and not re.match(r"[0-9]{2}[./-][0-9]+[./-]", right)
    ):
        year = int(start.start[:4]) + (short["next"] in ("次年", "翌年", "明年", "第二年"))
        tail = short["tail"]
        if start.start.count("-") == 2 and re.fullmatch(r"[0-9]{1,2}[日号]", tail):
            return read_moment(f"{start.start[:7]}-{tail[:-1]}", today)
        if start.start.count("-") == 2 and re.fullmatch(r"[0-9]{1,2}", tail):
            return None  # 2026.3.1-5: the fifth of March, or May
        separator = next((c for c in left if c in "./-"), "-")
        joined = f"{year}年{tail}" if "月" in tail else f"{year}{separator}{tail}"
        if start.start.count("-") >= 1 or short["next"]:
            found = read_moment(joined, today)
            if found is not None and not found.problem_zh:
                return found
    full = read_moment(right, today)
    return full if full is not None and not (full.problem_zh and len(right) < 4) else None


def _single(v: CellValue, moment: Moment | None, notes: tuple[str, ...]) -> Parsed[Period]:
    failure = moment_failure(v, moment, "服务期限", _EXAMPLE)
    if moment is None or failure is not None:
        return Parsed(Period(), () if failure is None else (failure,))
    start, end = moment.start, moment.end
    whole_year = start is not None and len(start) == 4
    if not (moment.span or whole_year):
        found = moment_remarks(v, moment, str(start))
        return Parsed(Period(start=start, note=join_notes(moment.note, *notes)), found)
    months = months_between(start, end) if start is not None and end is not None else None
    written = light_text(v) if isinstance(v, str) and moment.span else moment.note
    period = Period(start, end, months, note=join_notes(written, *notes))
    message = f"{quote(v)}读作 {start} 至 {end}。"
    return Parsed(period, (info("PERIOD_SPAN", message),))


def _spanned(v: CellValue, span: _Span) -> Parsed[Period]:
    for moment in (span.start, span.end):
        failure = None if moment is None else moment_failure(v, moment, "服务期限", _EXAMPLE)
        if failure is not None:
            return Parsed(Period(), (failure,))
    start = None if span.start is None else span.start.start
    end = None if span.end is None else span.end.end
    if start is not None and end is not None and first_day(start) > last_day(end):
        message = f"服务期限{quote(v)}止早于起，没有采用，也不自动对调；请核对。"
        return Parsed(Period(), (error("PERIOD_REVERSED", message),))
    months = span.months
    clash = False
    if start is not None and end is not None:
        counted = months_between(start, end)
        clash = months is not None and months != counted
        months = counted
    notes = [m.note for m in (span.start, span.end) if m is not None]
    period = Period(start, end, months, span.open_ended, join_notes(span.note, *notes))
    found = _remarks(v, span, period)
    if clash:
        message = f"{quote(v)}写的时长与起止时间（{months} 个月）不一致，按起止时间登记，请核对。"
        found = (*found, warn("PERIOD_CLASH", message))
    return Parsed(period, found)


def _remarks(v: CellValue, span: _Span, period: Period) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if any(m is not None and m.two_digit for m in (span.start, span.end)):
        message = f"{quote(v)}只写两位年份，读作 {period.start or ''} 至 {period.end or ''}。"
        found.append(info("DATE_TWO_DIGIT_YEAR", message))
    if period.open_ended:
        message = (
            f"服务期限{quote(v)}没有止期；超过 {MAX_MONTHS} 个月不得采购，不得发布，"
            "请写明止期（五(五)）。"
        )
        found.append(warn("PERIOD_OPEN_ENDED", message))
    elif period.months is not None and period.months > MAX_MONTHS:
        message = (
            f"服务期限{quote(v)}为 {period.months} 个月，超过 {MAX_MONTHS} 个月，"
            "不得发布（五(五)）。"
        )
        found.append(warn("PERIOD_TOO_LONG", message))
    return tuple(found)
