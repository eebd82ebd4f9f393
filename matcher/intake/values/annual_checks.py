"""Annual checks (年检) and annual reports (年报): a filed report is not a passed check."""

from __future__ import annotations

import re
from datetime import date

from ...model import AnnualCheck
from ..cells import CellValue
from ..issues import Finding, Parsed
from .findings import ask, info, unreadable, warn
from .synonyms import by_spelling
from .text import compact, is_empty, is_undecided, quote

CHECK, REPORT = "年检", "年报"
_SEPARATORS = re.compile(r"[;,、。\n]|(?<=[格送交√])/(?=20[0-9]{2})")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}|19[0-9]{2})(?![0-9])(?:年度?(?!度?(?:[检报]|工作)))?")
_TRIM = re.compile(r"[()\[\]【】〔〕:：]")
_TICKS = frozenset("√✓✔☑")
_RESULTS = by_spelling(
    {
        "合格": "年检合格 检合格 通过 年检通过 已通过 检查合格",
        "基本合格": "年检基本合格 检基本合格",
        "不合格": "年检不合格 检不合格 未通过 不通过 年检未通过",
        "未参加": "未年检 未参加年检 未参检 未检",
    }
)
_REPORTED = re.compile(
    r"(?:年报|年度(?:工作)?报告|年度报告书)?(?:已|已经)?(?:按时|按期)?(?:报送|提交|填报|上报|公示|备案)(?:年报|年度(?:工作)?报告)?"
)
_NOT_REPORTED = re.compile(
    r"(?:年报|年度(?:工作)?报告)?未(?:按时|按期)?(?:报送|提交|填报|上报|公示|报)(?:年报|年度(?:工作)?报告)?"
)
_PENDING = re.compile(
    r"(?:尚未|未|待)(?:公布|出|出结果|公示|开始)|(?:正在)?办理中|进行中|审核中|待检"
)
_NOT_DUE = re.compile(r"(?:新成立|新登记|当年成立|不需|无需|免).*")
_EXAMPLE = "“合格”“基本合格”“不合格”或“年报已报送”"


def parse_annual_checks(v: CellValue, year: int | None) -> Parsed[tuple[AnnualCheck, ...]]:
    """Return the results that a cell states; a year in the cell wins over ``year`` of the header.

    ``2023合格；2024合格`` gives both years. A missing check is not a failed one (三(一)).
    """
    text = compact(v)
    if isinstance(v, date) or (isinstance(v, (bool, int, float)) and v is not True):
        return Parsed((), (unreadable("CHECK_UNREADABLE", "年检结论", v, _EXAMPLE),))
    if is_empty(text) or is_undecided(text):
        return Parsed(())
    checks: list[AnnualCheck] = []
    findings: list[Finding] = []
    for piece in _SEPARATORS.split(text):
        if piece:
            check, found = _one(v, piece, year)
            checks += [] if check is None else [check]
            findings += found
    return Parsed(tuple(dict.fromkeys(checks)), tuple(dict.fromkeys(findings)))


def _one(
    v: CellValue, piece: str, header_year: int | None
) -> tuple[AnnualCheck | None, list[Finding]]:
    stated = _YEAR.findall(piece)
    words = _TRIM.sub("", _YEAR.sub("", piece))
    year = int(stated[0]) if stated else header_year
    if len(set(stated)) > 1:
        return None, [unreadable("CHECK_UNREADABLE", "年检结论", v, "“2023合格；2024合格”")]
    if _PENDING.fullmatch(words) or _NOT_DUE.fullmatch(words):
        return None, [info("CHECK_PENDING", f"{quote(v)}不是年检结论，记为未登记（中性）。")]
    kind, result, found = _result(v, words)
    if result is None:
        return None, found
    if year is None:
        message = f"年检结论{quote(v)}没有写年度，没有采用；请写成“2024合格”。"
        return None, [ask("CHECK_YEAR_MISSING", message)]
    if header_year is not None and year != header_year:
        message = f"{quote(v)}写的年度 {year} 与列标题 {header_year} 不同，按单元格的年度登记。"
        found.append(info("CHECK_OTHER_YEAR", message))
    return AnnualCheck(year, kind, result), found


def _result(v: CellValue, words: str) -> tuple[str, str | None, list[Finding]]:
    if words in _TICKS or words == "是":
        message = f"年检结论写作{quote(v)}，读作“合格”；请改写为文字。"
        return CHECK, "合格", [info("CHECK_TICK", message)]
    if words in _RESULTS:
        result = _RESULTS[words]
        if result in ("不合格", "未参加"):
            message = f"年检结论为“{result}”，选用前请核实（三(一)）。"
            return CHECK, result, [warn("CHECK_FAILED", message)]
        return CHECK, result, []
    if _NOT_REPORTED.fullmatch(words):
        message = "年报未报送，选用前请核实（三(一)）。"
        return REPORT, "未报送", [warn("CHECK_FAILED", message)]
    if _REPORTED.fullmatch(words):
        message = f"{quote(v)}登记为年报已报送；年报不等于年检合格，分开记录。"
        return REPORT, "已报送", [info("CHECK_REPORT", message)]
    message = f"读不懂年检结论{quote(v)}，没有采用；请写成 {_EXAMPLE}。"
    return CHECK, None, [ask("CHECK_UNCLEAR", message)]
