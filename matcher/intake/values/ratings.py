"""Evaluation grades of organizations (评估等级) and their validity.

Unrated and expired are neutral, never zero (docs/ranking.md). A grade is valid for five years
(社会组织评估管理办法, 民政部令第39号).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ...dates import RATING_YEARS, first_day, last_day, rating_expired
from ...model import PartialDate, Rating
from ..cells import CellValue
from ..issues import Finding, Parsed
from .date_words import Moment, read_moment
from .dates import moment_failure, moment_of
from .findings import ask, error, unreadable, warn
from .numerals import chinese_number
from .text import compact, is_empty, is_undecided, join_notes, quote, split_cell

_UNRATED = re.compile(
    r"(?:未|没有?|暂?无|尚未|暂未|不)(?:参加|参与|进行|申请|取得|获得|定)?(?:等级)?(?:评估|评级|评|参评|等级|定级)?(?:等级)?"
    r"|未评(?:估|级|定)?|不参评|免评|评估中|申报中|-+"
)
_AFFIXES = re.compile(
    r"^(?:中国)?(?:社会组织|社团|基金会)?(?:评估)?(?:等级)?:?|(?:等?级|等)?(?:社会组织|单位|机构)?$"
)
_DIGIT_A = re.compile(r"([0-9]{1,2}|[一二三四五六七八九])a")
_LETTERS = re.compile(r"a+")
_SWAPPED = re.compile(r"a([0-9]|[一二三四五])")
_EXAMPLE = "“5A”或“未评”"
_VALIDITY_EXAMPLE = "“2023-2028”或“至2027-06”"
_UNTIL = re.compile(r"^(?:有效期?)?(?:限)?(?:截至|截止|止于|至|到|-)+(?:于|到|至)?")
_FROM_WORDS = re.compile(
    r"^(?:自|从|获评|评定|评于|授予|取得|有效期?:?)+|(?:获评|评定|评|授予|取得|颁发|起|年度)$"
)


@dataclass(frozen=True, slots=True)
class _Validity:
    start: PartialDate | None = None
    end: PartialDate | None = None
    findings: tuple[Finding, ...] = ()
    note: str = ""


def parse_rating(grade: CellValue, validity: CellValue, today: date) -> Parsed[Rating]:
    """Return the grade 5A … 1A with its validity; ``/``, 无, 未评 and empty mean unrated.

    ``A5`` is asked about, ``6A`` refused. A grade that is expired or not yet in force keeps
    its letter with a hint. ``today`` tells that, and which century two digits mean.
    """
    outside, notes = split_cell(grade)
    letter, finding = _grade(grade, outside)
    if finding is not None:
        return Parsed(Rating(), (finding,))
    if letter is None:
        stated = _validity(validity, today)
        if stated.start or stated.end:
            message = (
                f"评估等级为空或未评，却填了有效期{quote(validity)}；按未评（中性）登记，请核对。"
            )
            return Parsed(Rating(), (warn("RATING_VALIDITY_ALONE", message),))
        return Parsed(Rating())
    return _rated(letter, notes, validity, today)


def _grade(grade: CellValue, outside: str) -> tuple[str | None, Finding | None]:
    if grade is None or (isinstance(grade, str) and is_empty(outside)):
        return None, None
    if isinstance(grade, (bool, date)):
        return None, unreadable("RATING_UNREADABLE", "评估等级", grade, _EXAMPLE)
    if _UNRATED.fullmatch(outside) or is_undecided(outside):
        return None, None
    text = _AFFIXES.sub("", outside)
    level = None
    if _LETTERS.fullmatch(text):
        level = len(text)
    elif match := _DIGIT_A.fullmatch(text):
        number = chinese_number(match.group(1))
        level = None if number is None else int(number)
    elif match := _SWAPPED.fullmatch(text) or re.fullmatch("([1-5])", text):
        number = chinese_number(match.group(1))
        if number is not None and 1 <= number <= RATING_YEARS:
            message = f"评估等级{quote(grade)}写法不明，是否为 {number}A？不自动取值，请确认。"
            return None, ask("RATING_UNCLEAR", message, f"{number}A")
    if level is None:
        return None, unreadable("RATING_UNREADABLE", "评估等级", grade, _EXAMPLE)
    if not 1 <= level <= 5:
        message = f"评估等级{quote(grade)}不存在（只有 1A–5A），没有采用；请核对。"
        return None, error("RATING_IMPOSSIBLE", message)
    return f"{level}A", None


def _rated(letter: str, notes: tuple[str, ...], validity: CellValue, today: date) -> Parsed[Rating]:
    in_cell = _Validity()
    remarks: list[str] = []
    for note in notes:
        read = _span(compact(note), today, alone_is_end=False)
        if read is None or read.findings:
            remarks.append(note)
        else:
            in_cell = replace(
                in_cell, start=read.start or in_cell.start, end=read.end or in_cell.end
            )
    column = _validity(validity, today)
    start, end = in_cell.start or column.start, in_cell.end or column.end
    found = [*column.findings]
    if start is not None and end is not None and first_day(start) > last_day(end):
        message = f"评估等级有效期 {start} 至 {end} 止早于起，没有采用，也不自动对调；请核对。"
        found.append(error("RATING_VALIDITY_REVERSED", message))
        start = end = None
    elif start is not None and end is not None and int(end[:4]) - int(start[:4]) > RATING_YEARS:
        message = f"评估等级有效期 {start} 至 {end} 超过 {RATING_YEARS} 年，请核对。"
        found.append(warn("RATING_VALIDITY_LONG", message))
    rating = Rating(letter, start, end, join_notes(*remarks, column.note))
    if rating_expired(rating, today):
        message = f"评估等级 {letter} 已过有效期，按未评处理（中性，不扣分）；如已复评请更新。"
        found.append(warn("RATING_EXPIRED", message))
    if start is not None and first_day(start) > today:
        message = (
            f"评估等级 {letter} 的有效期自 {start} 起，还没有开始，在那之前按未评处理"
            "（中性，不扣分）；如日期写错，请改正。"
        )
        found.append(warn("RATING_NOT_YET", message))
    return Parsed(rating, tuple(found))


def _validity(v: CellValue, today: date) -> _Validity:
    """Return what the validity column says; a single date there is the end."""
    outside, notes = split_cell(v)
    if v is None or (isinstance(v, str) and is_empty(outside)) or is_undecided(outside):
        return _Validity()
    if not isinstance(v, str):
        moment = moment_of(v, outside, today)
        failure = moment_failure(v, moment, "评估等级有效期", _VALIDITY_EXAMPLE)
        if moment is None or failure is not None:
            return _Validity(findings=() if failure is None else (failure,))
        return _Validity(end=moment.end)
    read = _span(outside, today, alone_is_end=True)
    if read is not None:
        return read
    if re.fullmatch(r"[0-9一二三四五]年(?:有效)?|长期", outside):
        return _Validity(note=join_notes(outside, *notes))
    found = unreadable("RATING_VALIDITY_UNREADABLE", "评估等级有效期", v, _VALIDITY_EXAMPLE)
    return _Validity(findings=(found,))


def _span(text: str, today: date, *, alone_is_end: bool) -> _Validity | None:
    """Return start and end of ``2023-2028``, ``至2027.6``, ``2019``, or None."""
    text = text.removesuffix("止")
    until = _UNTIL.match(text)
    if until is not None:
        return _made(None, read_moment(text[until.end() :], today))
    text = _FROM_WORDS.sub("", text)
    alone = read_moment(text, today)
    if alone is not None:
        return _made(None, alone) if alone_is_end else _made(alone, None)
    for place in re.finditer("至|到|-", text):
        start = read_moment(text[: place.start()], today)
        end = read_moment(text[place.end() :].lstrip("-至到"), today)
        if start is not None and end is not None:
            return _made(start, end)
    return None


def _made(start: Moment | None, end: Moment | None) -> _Validity | None:
    """Return the validity between two readings; impossible dates are findings."""
    if start is None and end is None:
        return None
    for moment in (start, end):
        if moment is not None and (moment.problem_zh or moment.options):
            message = f"评估等级有效期不是有效日期：{moment.problem_zh or '有歧义'}；请核对。"
            return _Validity(findings=(error("DATE_IMPOSSIBLE", message),))
    return _Validity(start.start if start else None, end.end if end else None)
