"""The three sample workbooks: which rows are data, which are skipped and why."""

from collections import Counter

import pytest
from support.tree import ROOT

from matcher.intake.cells import SkipReason, TableKind
from matcher.intake.reading import read_tables

FOLDER = ROOT / "tests" / "golden" / "catalog"
TOTAL, HEADER, EMPTY = SkipReason.TOTAL, SkipReason.HEADER, SkipReason.EMPTY
NOTE, FOOTER, STATISTIC = SkipReason.NOTE, SkipReason.FOOTER, SkipReason.STATISTIC


@pytest.fixture(scope="module")
def result():
    def read(name):
        data = (FOLDER / name).read_bytes()
        return read_tables(name, data, timeout_s=60, memory_mb=1024)

    return {path.name: read(path.name) for path in sorted(FOLDER.glob("*.xlsx"))}


def test_needs(result):
    (table,) = result["需求目录.xlsx"].tables
    assert table.kind is TableKind.NEEDS
    assert len(table.rows) == 60
    assert {s.row: s.reason for s in table.skipped} == {
        21: TOTAL,
        30: HEADER,
        38: TOTAL,
        53: TOTAL,
        54: EMPTY,
        68: TOTAL,
        71: TOTAL,
        72: FOOTER,
        73: NOTE,
    }
    assert [i.sheet for i in result["需求目录.xlsx"].ignored] == ["填表说明", "Sheet3"]
    streets = Counter(row.values["street"] for row in table.rows)
    assert streets == {"青槐街道": 16, "柳湾街道": 17, "东泉街道": 14, "北坪镇": 13}
    by_row = {row.number: row.values for row in table.rows}
    assert (by_row[9]["budget"], by_row[9]["period"]) == (120000, 2026.1)
    assert by_row[10]["period"] == "2026.10"
    assert table.label("budget") == "经费／预算（万元）"


def test_organizations(result):
    (table,) = result["供给目录.xlsx"].tables
    assert table.kind is TableKind.ORGANIZATIONS
    assert len(table.rows) == 132
    assert [r.number for r in table.rows if r.continued] == [7, 27, 53, 76, 102, 125]
    assert {s.row: s.reason for s in table.skipped} == {
        47: TOTAL,
        90: TOTAL,
        139: TOTAL,
        140: FOOTER,
        141: NOTE,
    }
    assert isinstance(next(r for r in table.rows if r.number == 18).values["uscc"], float)
    assert (table.letter("annual_check_2024"), table.label("annual_check_2024")) == (
        "J",
        "年检（年报）结论／2024",
    )


def test_evaluations_with_other_columns_each_year(result):
    first, second, third = result["绩效评价.xlsx"].tables
    assert [len(t.rows) for t in (first, second, third)] == [100, 100, 101]
    assert [t.letter("score") for t in (first, second, third)] == ["F", "G", "F"]
    assert [t.unit("score") for t in (first, second, third)] == ["", "千分制", ""]
    assert [t.letter("name") for t in (first, second, third)] == ["B", "C", "B"]
    assert {s.row: s.reason for s in second.skipped} == {54: EMPTY, 105: STATISTIC, 106: NOTE}
    assert all(
        not any(c.field is None and c.label != "序号" for c in t.columns)
        for t in (first, second, third)
    )
