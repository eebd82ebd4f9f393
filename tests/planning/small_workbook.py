"""A workbook of a few supply and evaluation rows, written, read and planned as a real one."""

from __future__ import annotations

from support.plan_view import PlanView
from support.sample_catalog import plan_of
from support.workbooks import xlsx

from matcher.intake.issues import Severity
from matcher.intake.reading import read_tables

CODES = ("52110101MJ0123456W", "51110000MJ0543215K", "53110000MJ0A1B2C58", "52110114MJ0998877J")


def supply(name, code=None, **more):
    row = {"组织名称": name, "统一社会信用代码": code, "服务名称": "探访", "服务类型": "为老服务"}
    return {**row, **more}


def judged(name, day, **more):
    row = {"组织名称": name, "项目名称": "探访一期", "评价主体": "第三方", "评价得分": 91}
    return {**row, "评价日期": day, **more}


def imported(supplies=(), evaluations=(), existing=None):
    """Return the plan of one workbook; a row's place is its place in the list plus two."""
    sheets = []
    for title, rows in (("供给", supplies), ("评价", evaluations)):
        if rows:
            headers = list(dict.fromkeys(key for row in rows for key in row))
            sheets.append((title, [headers, *([row.get(h) for h in headers] for row in rows)]))
    read = read_tables("导入.xlsx", xlsx(*sheets), timeout_s=60, memory_mb=1024)
    return PlanView(plan_of(read.tables, existing))


def told(view, code):
    """Return where ``code`` was told: sheet, row, field; it never is more than a warning."""
    found = [i for i in view.plan.issues if i.code == code]
    assert {i.severity for i in found} <= {Severity.WARN}
    assert all(i.file == "导入.xlsx" for i in found)
    return [(i.sheet, i.row, i.field) for i in found]


def message(view, code, sheet, row):
    (found,) = [i for i in view.issues(sheet, row) if i.code == code]
    return found.message_zh
