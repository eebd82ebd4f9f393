"""Head counts and volumes: ``300``, ``约200人次``, ``50户``, ``100-150``, ``200余``, ``若干``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...model import Quantity
from ..cells import CellValue
from ..issues import Finding, Parsed
from .findings import ask, error, info, unreadable, warn
from .marks import take_marks
from .numerals import chinese_number
from .synonyms import by_spelling
from .text import compact, is_empty, is_undecided, join_notes, quote, split_cell, split_notes

#: Larger is not a count of people in a street (docs/catalog.md: 1–500,000).
MAX_COUNT = 500_000
_UNITS = by_spelling(
    {"人": "名 位 个人 人数", "户": "家 家庭 户家庭", "场": "场次", "小时": "学时 个小时"}
)
_UNIT = (
    "人次|人数|个人|人|名|位|户家庭|户次|户|家庭|家|场次|场|个?小时|学时"
    "|次|个|份|件|例|对|组|支|套|项|辆|岁"
)
_NUMBER = r"[0-9.,零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟-]+"
_ONE = re.compile(
    rf"(?:共计|共|合计|计|总计)?({_NUMBER}?)({_UNIT})?(?:(?:-|至|到)({_NUMBER}?)({_UNIT})?)?"
)
_VAGUE = re.compile(
    r"若干|许多|很多|较多|不限|不等|多人|多名|数[名人十百千]+|视.*|全体.*|全部.*|所有.*"
)
_EXAMPLE = "“300”“200人次”或“100-150人”"


def parse_quantity(v: CellValue) -> Parsed[Quantity]:
    """Return the volume of a cell with its unit: 户 never become 人.

    ``若干`` gives no number but the remark; two volumes in one cell are asked about.
    """
    text = compact(v)
    if isinstance(v, (bool, date)):
        return Parsed(Quantity(), (_date_like(v),))
    if is_empty(text):
        return Parsed(Quantity())
    outside, notes = split_cell(v)
    if _VAGUE.fullmatch(outside) or is_undecided(outside):
        message = f"{quote(v)}取不出数，记为空，原文记入附注。"
        return Parsed(Quantity(note=join_notes(outside, *notes)), (warn("COUNT_VAGUE", message),))
    body, marks = take_marks(outside)
    read = _read(body)
    if read is None and len(re.findall(r"[0-9]+", outside)) > 1:
        message = f"{quote(v)}里不止一个数，没有采用；请只写总数和单位，例如“240人次”。"
        return Parsed(Quantity(), (ask("COUNT_SEVERAL", message),))
    if read is None:
        return Parsed(Quantity(), (unreadable("COUNT_UNREADABLE", "数量", v, _EXAMPLE),))
    low, high, unit, more = read
    refusal = _impossible(v, low, high)
    if refusal is not None:
        return Parsed(Quantity(), (refusal,))
    noted = join_notes(*marks, *more, *notes)
    return Parsed(Quantity(int(low), int(high), unit, noted), _remarks(v, high, (*marks, *more)))


def _read(text: str) -> tuple[Decimal, Decimal, str, tuple[str, ...]] | None:
    match = re.fullmatch(rf"(-.+?)({_UNIT})?", text) or _ONE.fullmatch(text)
    if match is None:
        return None
    first, unit, *second = match.groups()
    body, more = take_marks(first)
    low = chinese_number(body)
    if low is None:
        return None
    if not second or second[0] is None:
        return low, low, _UNITS.get(unit or "", unit or ""), more
    high = chinese_number(second[0])
    if high is None or (unit and second[1] and unit != second[1]):
        return None
    scaled = chinese_number(f"{first}{second[0][-1]}") if second[0][-1] in "万千百" else None
    if scaled is not None and scaled <= high and first.isdigit():
        low = scaled  # 1-2万人
    unit = second[1] or unit or ""
    return low, high, _UNITS.get(unit, unit), more


def _impossible(v: CellValue, low: Decimal, high: Decimal) -> Finding | None:
    if low < 0 or high < 0:
        return error("COUNT_NEGATIVE", f"数量{quote(v)}是负数，没有采用；请核对。")
    if low % 1 or high % 1:
        return error("COUNT_FRACTION", f"数量{quote(v)}不是整数，没有采用；请核对。")
    if high < low:
        message = f"区间{quote(v)}前大后小，没有采用，也不自动对调；请核对。"
        return error("COUNT_RANGE", message)
    if high > 10**9:
        return error("COUNT_TOO_LARGE", f"数量{quote(v)}超出可能的范围，没有采用；请核对。")
    return None


def _remarks(v: CellValue, high: Decimal, marks: tuple[str, ...]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if marks:
        message = f"{quote(v)}不是确数，按 {high:f} 登记，附注“{'、'.join(marks)}”。"
        found.append(info("COUNT_APPROXIMATE", message))
    if high > MAX_COUNT:
        found.append(warn("COUNT_UNUSUAL", f"数量{quote(v)}超过 {MAX_COUNT}，请核对。"))
    return tuple(found)


def _date_like(v: CellValue) -> Finding:
    message = (
        f"单元格是日期或是非值{quote(v)}，不是数量（表格软件会把“5-8”改成日期），没有采用；请重填。"
    )
    return error("COUNT_UNREADABLE", message)


def parse_count(v: CellValue) -> Parsed[int | None]:
    """Return one whole number (``5``, ``８人``); a range is asked about, 若干 is no number."""
    parsed = parse_quantity(v)
    quantity = parsed.value
    if quantity.low != quantity.high:
        message = f"{quote(v)}是区间，这里要一个确数，没有采用；请填一个数。"
        return Parsed(None, (ask("COUNT_RANGE", message),))
    return Parsed(quantity.low, parsed.findings)


def parse_sample(v: CellValue) -> Parsed[int | None]:
    """Return the number of answers behind an evaluation (五(七)); ``约40`` is 40 with a hint."""
    return parse_count(v)


@dataclass(frozen=True, slots=True)
class Staff:
    """Full-time and part-time staff as one cell gives them; None = not stated."""

    full: int | None = None
    part: int | None = None
    note: str = ""


_FULL = re.compile(
    r"(?:专职|全职|专)(?:人员|人数|员工)?:?为?([0-9]+)[人名]?|([0-9]+)[人名]?(?:专职|全职|专)"
)
_PART = re.compile(r"(?:兼职|兼)(?:人员|人数|员工)?:?为?([0-9]+)[人名]?|([0-9]+)[人名]?(?:兼职|兼)")
_LEFT_OVER = re.compile(r"[,;、和及+\s()\[\]【】]*")


def parse_staff(v: CellValue) -> Parsed[Staff]:
    """Return the staff of a cell: ``5``, ``10（兼5）``, ``专职8、兼职3``; 若干 → None with remark.

    ``15（其中兼职5）`` may mean 10 or 15 full-time people, so it is asked about.
    """
    text = compact(v)
    part = _PART.search(text)
    if part is not None and not isinstance(v, (bool, date)) and len(text) <= 40:
        return _full_and_part(v, text, part)
    parsed = parse_quantity(v)
    quantity = parsed.value
    if quantity.low != quantity.high:
        return Parsed(Staff(), parse_count(v).findings)
    if quantity.low is None:
        return Parsed(Staff(note=quantity.note), parsed.findings)
    return Parsed(Staff(quantity.low, None, join_notes(quantity.note)), parsed.findings)


def _full_and_part(v: CellValue, text: str, part: re.Match[str]) -> Parsed[Staff]:
    part_count = int((part.group(1) or part.group(2))[:9])
    rest = text[: part.start()] + text[part.end() :]
    full = _FULL.search(rest)
    if full is not None:
        count: int | None = int((full.group(1) or full.group(2))[:9])
        rest = rest[: full.start()] + rest[full.end() :]
    else:
        lead = parse_quantity(split_notes(rest)[0].strip(",;、和及+")).value
        count = lead.low if lead.low == lead.high else None
        rest = "" if count is not None else rest
    if re.search("其中|含|包括", text):
        message = f"{quote(v)}：总数是否已含兼职 {part_count} 人？请分别写，例如“10（兼5）”。"
        return Parsed(Staff(), (ask("STAFF_TOTAL", message),))
    if not _LEFT_OVER.fullmatch(rest):
        return Parsed(Staff(), (unreadable("COUNT_UNREADABLE", "人数", v, "“10（兼5）”"),))
    message = f"{quote(v)}读作专职 {'未填' if count is None else count}、兼职 {part_count} 人。"
    return Parsed(Staff(count, part_count), (info("STAFF_SPLIT", message),))
