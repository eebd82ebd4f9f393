"""Points and spans of time inside a compact text: the one reader behind dates, periods, ratings."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...model import PartialDate
from ..cells import CellValue
from .numerals import chinese_number
from .text import normal_text

#: Day 0 of spreadsheet serial numbers (ECMA-376 part 1, 18.17.4.1; after its phantom leap day).
_EPOCH = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1900, 2100
#: Serials of 1954–2099: whole numbers outside of it were not meant as dates.
_SERIALS = range(20_000, 73_051)
_NUMERALS = "〇零○◯一二三四五六七八九十"
_CHINESE = re.compile(
    rf"[{_NUMERALS}]+(?=[年月日号季])|(?<=年)[{_NUMERALS}]+$|(?<=月)[{_NUMERALS}]+$"
)
_QUARTER_WORD = re.compile(r"(?<=第)[一二三四](?=季)")
_TIME = re.compile(
    r"(?:(?<=[日号])\s*|(?<=[0-9])(?:\s+|t(?=[0-9])))(?:上午|下午|晚上?|早上?)?"
    r"[0-2]?[0-9](?::|时|点)(?:[0-5]?[0-9](?:(?::|分)(?:[0-5]?[0-9](?:\.[0-9]+)?秒?)?)?)?"
    r"(?:z|[+-][0-9]{2}:?[0-9]{2})?(?=\s*(?:$|[-~—–至到]))",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>[0-9]{4})(?:年度?|年?全年)?",
        rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月?(?:份|(?P<day>[0-9]{{1,2}})[日号]?)?",
        rf"{_YEAR}(?P<sep>[-./、])(?P<month>[0-9]{{1,2}})(?:(?P=sep)(?P<day>[0-9]{{1,2}}))?[.月日号]?",
        rf"{_YEAR}[-./](?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})[日号]?",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<year>[0-9]{4})(?P<month>0[1-9]|1[0-2])",
        r"(?P<year>[0-9]{2})年",
    )
)
_PART = re.compile(r"([0-9]{4}|[0-9]{2})年?度?(?:(上|下)半年|第?([1-4])季度?|q([1-4]))")
_LOOSE = re.compile(
    r"(.*?[0-9](?:年|月|年度)?)(初|年初|年中|年底|年末|月初|月中|月底|月末|底|末|中|上旬|中旬|下旬|前后|左右|许)"
)
_ABOUT = re.compile(r"^(大约|大概|约|预计|计划|拟)(?:于|在)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or span: first and last part it covers, how it was written, how sure it is.

    ``span`` is True for a half-year or quarter. ``problem_zh`` says why there is no such date.
    ``options`` are the readings of an ambiguous one.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    note: str = ""
    span: bool = False
    two_digit: bool = False
    problem_zh: str = ""
    options: tuple[str, ...] = ()


def without_time(v: CellValue) -> CellValue:
    """Return a text cell without times of day; before spaces go, or ``11 4:30`` reads 1 14:30."""
    return _TIME.sub("", normal_text(v)) if isinstance(v, str) else v


def read_number(number: float, today: date) -> Moment | None:
    """Return what a *number* cell means: a year, a serial, ``20260305``, or ``2026.3``.

    ``2026.1`` may be January, or October whose last zero the spreadsheet dropped: two options.
    """
    if not 0 < number < 10**9:
        return None
    whole = int(number)
    if whole in _SERIALS:
        return _point(_EPOCH + timedelta(days=whole))
    text = format(number, ".15g")
    year = _full_year(str(whole), today) if 12 < whole < 100 else whole
    if FIRST_YEAR <= year <= LAST_YEAR and text == f"{whole}.1":
        return Moment(options=(f"{year}-01", f"{year}-10"))
    return read_moment(text, today)


def read_moment(text: str, today: date) -> Moment | None:
    """Return the point or span that a compact text writes, or None when it writes none.

    Two-digit years more than ten years ahead of ``today`` belong to the last century.
    """
    text = _digits(text).rstrip("。,;")
    about = _ABOUT.match(text)
    if about:
        text = text[about.end() :]
    loose = _LOOSE.fullmatch(text)
    if loose:
        text = loose.group(1)
    moment = _span(text, today) or _form(text, today) or _serial(text) or _day_first(text)
    if moment is None:
        return None
    notes = [about.group(1).replace("大约", "约").replace("大概", "约")] if about else []
    notes += [loose.group(2)] if loose else []
    if not notes:
        return moment
    note = "；".join(notes)
    return replace(moment, note=note)


def _digits(text: str) -> str:
    """Return ``text`` with Chinese numerals of dates as digits (二〇二四年十二月)."""
    text = _QUARTER_WORD.sub(lambda m: _number(m.group()), text)
    if re.fullmatch(rf"[{_NUMERALS}]{{4}}", text):
        return _number(text)
    return _CHINESE.sub(lambda m: _number(m.group()), text)


def _number(text: str) -> str:
    value = chinese_number(text)
    return text if value is None or value % 1 else f"{value:f}"


def _span(text: str, today: date) -> Moment | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    year = _full_year(match.group(1), today)
    if match.group(2):
        first, last = (1, 6) if match.group(2) == "上" else (7, 12)
    else:
        last = 3 * int(match.group(3) or match.group(4))
        first = last - 2
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    start, end = (PartialDate(f"{year:04d}-{month:02d}") for month in (first, last))
    return Moment(start, end, span=True)


def _form(text: str, today: date) -> Moment | None:
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        parts = match.groupdict()
        written = parts["year"]
        month, day = parts.get("month"), parts.get("day")
        if len(written) == 2 and "年" not in text and not day and int(written) <= 12:
            return None  # 3.5 or 12.5: month and day, or no date at all
        two_digit = len(written) == 2
        return _checked(_full_year(written, today), month, day, two_digit)
    return None


def _checked(year: int, month: str | None, day: str | None, two_digit: bool) -> Moment:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Moment(problem_zh=f"年份 {year} 不合理")
    if month is None:
        value = PartialDate(f"{year:04d}")
    elif not 1 <= int(month) <= 12:
        return Moment(problem_zh=f"没有 {int(month)} 月")
    elif day is None:
        value = PartialDate(f"{year:04d}-{int(month):02d}")
    elif not 1 <= int(day) <= calendar.monthrange(year, int(month))[1]:
        return Moment(problem_zh=f"{year} 年 {int(month)} 月没有 {int(day)} 日")
    else:
        value = PartialDate(f"{year:04d}-{int(month):02d}-{int(day):02d}")
    return Moment(value, value, two_digit=two_digit)


def _full_year(written: str, today: date) -> int:
    if len(written) == 4:
        return int(written)
    year = today.year // 100 * 100 + int(written)
    return year if year <= today.year + 10 else year - 100


def _serial(text: str) -> Moment | None:
    if not re.fullmatch(r"[0-9]{5}(?:\.[0-9]{1,12})?", text):
        return None
    days = int(text[:5])
    return _point(_EPOCH + timedelta(days=days)) if days in _SERIALS else None


def _day_first(text: str) -> Moment | None:
    """Return ``3/25/2021`` where only one reading exists, else both readings."""
    match = _DAY_FIRST.fullmatch(text)
    if match is None:
        return None
    first, second, year = match.group(1), match.group(2), int(match.group(3))
    both = (_checked(year, first, second, False), _checked(year, second, first, False))
    readings = [moment.start for moment in both if moment.start is not None]
    options = tuple(dict.fromkeys(readings))
    if not options:
        return Moment(problem_zh="没有这一天")
    return Moment(options[0], options[0]) if len(options) == 1 else Moment(options=options)


def _point(day: date) -> Moment:
    value = PartialDate(day.isoformat())
    return Moment(value, value)
