"""Evaluation scores on whatever scale they were written in → 0–100 (五(七), docs/ranking.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ..cells import CellValue
from ..issues import Finding, Parsed
from .findings import ask, error, info, unreadable
from .grades import GRADE_SCORES, read_grade
from .marks import take_marks
from .numerals import chinese_number
from .text import is_empty, is_undecided, join_notes, light_text, quote, split_cell

_EXAMPLE = "“92”“9.5/10”“950/1000”或“优”"
_SKIP = re.compile(
    r"免(?:于)?(?:评|评价|考核|检)|(?:未|不|缓|暂不|暂未|尚未)(?:参)?(?:评|评价|评估|考核|打分|评分)|不适用|不参评|弃权|待评(?:价)?"
)
_STARS = re.compile("([★⭐]*)([☆✩]*)")
_STAR_WORD = re.compile(r"([0-9.]{1,3}|[一二三四五])颗?星级?")
_FULL_MARK = re.compile(r"(?:满分|总分)(?:为|:)?([0-9]{1,4})分?")
_OF = re.compile(r"(.+?)/([0-9]{1,4})分?")
#: What may stand behind a slash as the full mark; ``92/95`` is rather two scores.
_FULL_MARKS = frozenset((1, 5, 10, 20, 30, 40, 50, 60, 80, 100, 110, 120, 150, 200, 300, 500, 1000))
_RANGE = re.compile(r"(.+?)(?:分)?(?:-|至|到)(.+)")
_LETTER = re.compile(r"[a-e][+-]?(?:级|等)?")


@dataclass(frozen=True, slots=True)
class ScoreValue:
    """A score in 0–100, where it came from, and whether the row is no evaluation (``skip``).

    ``scale_max`` is the full mark it was written in; ``from_grade`` marks a converted grade.
    """

    score: float | None = None
    from_grade: bool = False
    grade: str = ""
    scale_max: float = 100.0
    note: str = ""
    skip: bool = False


def parse_score(v: CellValue, scale: float = 100) -> Parsed[ScoreValue]:
    """Return the score of a cell; ``scale`` is the full mark of its header (1000 for 千分制).

    A full mark in the cell wins. A figure that the full mark makes absurd (95 under 1000, 8.8 under
    100) is asked about; above the full mark is refused; 免评 is ``skip``. ``scale_max`` is 100
    where no score was taken, or one converted from a grade: neither has a full mark of its own.
    """
    parsed = _read(v, scale)
    if parsed.value.score is None or parsed.value.from_grade:
        return Parsed(replace(parsed.value, scale_max=100.0), parsed.findings)
    return parsed


def _read(v: CellValue, scale: float) -> Parsed[ScoreValue]:
    full = Decimal(f"{scale:g}") if 0 < scale <= 10_000 else Decimal(100)
    empty = ScoreValue(scale_max=float(full))
    outside, notes = split_cell(v)
    if isinstance(v, (bool, date)):
        return Parsed(empty, (unreadable("SCORE_UNREADABLE", "得分", v, _EXAMPLE),))
    if _SKIP.fullmatch(outside):
        message = f"得分写为{quote(v)}，不产生评价记录，计入跳过。"
        return Parsed(replace(empty, skip=True), (info("SCORE_SKIPPED", message),))
    if is_empty(outside) and not notes:
        return Parsed(empty)
    if is_undecided(outside):
        return Parsed(replace(empty, note=join_notes(outside, *notes)))
    grade = read_grade(outside)
    if grade is not None:
        return _from_grade(v, grade, notes, full)
    if _LETTER.fullmatch(outside):
        message = f"字母等级{quote(v)}没有统一的换算，不自动取值；请填分数或优、良、中、差。"
        return Parsed(empty, (ask("SCORE_LETTER", message),))
    return _stars(v, outside, notes) or _figure(v, outside, notes, full)


def _from_grade(
    v: CellValue, grade: str, notes: tuple[str, ...], full: Decimal
) -> Parsed[ScoreValue]:
    for note in notes:  # 优（95分）
        inner = _figure(note, note.removesuffix("分"), (), full)
        if inner.value.score is not None:
            return Parsed(replace(inner.value, grade=grade), inner.findings)
    score = GRADE_SCORES[grade]
    message = f"只有等次{quote(v)}，按等次换算为 {score:g} 分并标明，不是实测得分。"
    value = ScoreValue(score, True, grade, float(full), join_notes("由等次换算", *notes))
    return Parsed(value, (info("SCORE_FROM_GRADE", message),))


def _stars(v: CellValue, text: str, notes: tuple[str, ...]) -> Parsed[ScoreValue] | None:
    stars = _STARS.fullmatch(text)
    word = _STAR_WORD.fullmatch(text)
    if stars is not None and text:
        given, total = Decimal(len(stars.group(1))), max(5, len(text))
    elif word is not None:
        given, total = chinese_number(word.group(1)) or Decimal(0), 5
    else:
        return None
    if total > 5 or given > 5:
        return Parsed(ScoreValue(scale_max=5.0), (_above(v, Decimal(5)),))
    score = float(given * 20)
    message = f"星级{quote(v)}按满 5 星换算为 {score:g} 分。"
    noted = join_notes("星级", *notes)
    return Parsed(ScoreValue(score, scale_max=5.0, note=noted), (info("SCORE_STARS", message),))


def _figure(v: CellValue, text: str, notes: tuple[str, ...], full: Decimal) -> Parsed[ScoreValue]:
    own = False
    kept: list[str] = []
    grade = ""
    for note in notes:
        stated = _FULL_MARK.fullmatch(note)
        if stated is not None and int(stated.group(1)) > 0:
            full, own = Decimal(stated.group(1)), True
        elif read_grade(note) is not None:
            grade = read_grade(note) or ""
        else:
            kept.append(note)
    text, marks = take_marks(text)
    divided = _OF.fullmatch(text)
    if divided is not None:
        text, full, own = divided.group(1), Decimal(divided.group(2)), True
        if int(full) not in _FULL_MARKS:
            message = f"{quote(v)}是一个得分和满分，还是两个得分？不自动取值，请只填一个得分。"
            return Parsed(ScoreValue(), (ask("SCORE_SEVERAL", message),))
    elif text.endswith("%"):
        text, full, own = text.removesuffix("%"), Decimal(100), True
    ends = _ends(text)
    if ends is None:
        empty = ScoreValue(scale_max=float(full))
        return Parsed(empty, (unreadable("SCORE_UNREADABLE", "得分", v, _EXAMPLE),))
    value = ScoreValue(grade=grade, scale_max=float(full), note=join_notes(*marks, *kept))
    return _on_scale(v, ends, value, full, own)


def _ends(text: str) -> tuple[Decimal, Decimal] | None:
    single = chinese_number(text.removesuffix("分"))
    if single is not None:
        return single, single
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    low = chinese_number(match.group(1).removesuffix("分"))
    high = chinese_number(match.group(2).removesuffix("分"))
    return None if low is None or high is None else (low, high)


def _on_scale(
    v: CellValue, ends: tuple[Decimal, Decimal], value: ScoreValue, full: Decimal, own: bool
) -> Parsed[ScoreValue]:
    low, high = ends
    empty = ScoreValue(scale_max=float(full))
    if high > full:
        return Parsed(empty, (_above(v, full),))
    if low < 0 or high < low:
        message = f"得分{quote(v)}是负数或区间前大后小，没有采用；请核对。"
        return Parsed(empty, (error("SCORE_RANGE", message),))
    question = None if own else _absurd(v, high, full)
    if question is not None:
        return Parsed(empty, (question,))
    score = round(float((low + high) / 2 / full * 100), 4)
    if low == high:
        return Parsed(replace(value, score=score))
    written = f"区间{light_text(v) if isinstance(v, str) else ''}"
    message = f"得分{quote(v)}是区间，取中值 {score:g}，附注区间。"
    noted = join_notes(written, value.note)
    return Parsed(replace(value, score=score, note=noted), (info("SCORE_INTERVAL", message),))


def _above(v: CellValue, full: Decimal) -> Finding:
    message = f"得分{quote(v)}超过满分 {full:f}，没有采用；请核对得分和满分。"
    return error("SCORE_ABOVE_FULL", message)


def _absurd(v: CellValue, figure: Decimal, full: Decimal) -> Finding | None:
    """Return the question about a figure far below what its full mark lets expect."""
    shown = f"{figure.normalize():f}"
    if full <= 10 or figure == 0:
        return None
    if full > 100 and 10 < figure <= 100:
        message = f"表头满分为 {full:f}，{quote(v)}是否百分制？不按 {full:f} 分折算，请确认。"
        return ask("SCORE_SCALE", message, f"{shown}/100")
    if figure <= 10:
        meant = "10" if figure > 1 else "1"
        message = (
            f"满分为 {full:f}，{quote(v)}数值过小，请核对满分；"
            f"若满分为 {meant}，请写成“{shown}/{meant}”。"
        )
        return ask("SCORE_TOO_SMALL", message, f"{shown}/{meant}")
    return None
