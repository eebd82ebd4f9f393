"""Rows: merged cells, totals, notes, footers, repeated headers; nothing disappears uncounted."""

import pytest
from support.workbooks import xlsx

from matcher.intake.cells import SkipReason
from matcher.intake.reading import read_tables

HEADER = ["序号", "需求编号", "需求名称", "需求描述", "所属街道", "预算（万元）"]


def table(rows, merges=(), header=HEADER):
    data = xlsx(("表", [header, *rows]), merges=merges)
    return read_tables("表.xlsx", data, timeout_s=30, memory_mb=512).tables[0]


def one(row, **kwargs):
    """Return the skip reason of ``row`` between two rows of data."""
    data = [
        [1, "A-1", "学唱戏", "请老师教。", "一街", 2],
        row,
        [2, "A-2", "学书法", "教写字。", "一街", 3],
    ]
    found = table(data, **kwargs)
    assert [r.number for r in found.rows if r.number != 3] == [2, 4]
    skipped = {s.row: s.reason for s in found.skipped}
    assert set(skipped) | {r.number for r in found.rows} == {2, 3, 4}
    return skipped.get(3)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([None, None, "小计", None, None, 5], SkipReason.TOTAL),
        (["合  计", None, None, None, None, "=SUM(F2:F3)"], SkipReason.TOTAL),
        ([None, "总计：", None, None, None, 5], SkipReason.TOTAL),
        ([None, None, "一街小计（2项）", None, None, 5], SkipReason.TOTAL),
        (["合计", None, "共2项", None, None, 5], SkipReason.TOTAL),
        (["平均分", None, None, None, None, 2.5], SkipReason.STATISTIC),
        ([None, None, "最高分", None, None, 3], SkipReason.STATISTIC),
        (HEADER, SkipReason.HEADER),
        (["序号", None, "需求名称", "需求描述", None, None], SkipReason.HEADER),
        (["注：金额含税。"], SkipReason.NOTE),
        (["备注：以上为初稿"], SkipReason.NOTE),
        (["※ 带星号的必填"], SkipReason.NOTE),
        (["二、文化类"], SkipReason.NOTE),
        (["填表人：甲　审核人：乙"], SkipReason.FOOTER),
        (["填报单位（盖章）：", None, None, "填表日期：2026年"], SkipReason.FOOTER),
        (["联系电话：010-00000000"], SkipReason.FOOTER),
        ([None] * 6, SkipReason.EMPTY),
        ([7, None, None, None, None, None], SkipReason.EMPTY),
        (["  ", "　", None, None, None, None], SkipReason.EMPTY),
    ],
)
def test_rows_that_are_no_data(row, reason):
    assert one(row) is reason


@pytest.mark.parametrize(
    "row",
    [
        [3, "A-3", "合计支出怎么看", "教居民看账本。", "一街", 1],
        [3, "A-3", "小计", "给小计这门手艺办班。", "一街", 1],
        [None, None, "只有名称", None, None, None],
        [3, "A-3", "注：解古诗", "一起读诗。", None, None],
        [3, "序号", "编号游戏", "玩数字。", None, None],
    ],
)
def test_rows_that_look_like_it_but_are_data(row):
    assert one(row) is None


def test_blank_row_does_not_end_the_table():
    rows = [[1, "A-1", "学唱戏"], [], [], [2, "A-2", "学书法"], []]
    found = table(rows)
    assert [r.number for r in found.rows] == [2, 5]
    assert [(s.row, s.reason) for s in found.skipped] == [
        (3, SkipReason.EMPTY),
        (4, SkipReason.EMPTY),
    ]


def test_vertical_merge_fills_down_and_horizontal_does_not():
    rows = [
        [1, "A-1", "学唱戏", "教。", "一街", 2],
        [2, "A-2", "学书法", None, None, 3],
        [None, None, "小计", None, None, 5],
        [3, "A-3", "学画", None, None, 1],
        ["合计", None, None, None, None, 6],
    ]
    found = table(rows, merges=("E2:E5", "A6:C6"))
    assert [r.values["street"] for r in found.rows] == ["一街", "一街", "一街"]
    assert [r.values["description"] for r in found.rows] == ["教。", None, None]
    assert [s.reason for s in found.skipped] == [SkipReason.TOTAL, SkipReason.TOTAL]
    assert not any(r.continued for r in found.rows)


def test_second_service_of_a_merged_organization_is_continued():
    header = ["组织名称", "统一社会信用代码", "服务名称", "服务内容"]
    rows = [
        ["甲社", "C1", "陪诊", "陪。"],
        [None, None, "理发", "剪。"],
        ["乙社", "C2", "送饭", "送。"],
    ]
    found = table(rows, merges=("A2:A3", "B2:B3"), header=header)
    assert [(r.values["name"], r.values["uscc"], r.continued) for r in found.rows] == [
        ("甲社", "C1", False),
        ("甲社", "C1", True),
        ("乙社", "C2", False),
    ]


def test_same_record_number_below_goes_on_with_the_organization():
    text = "组织名称,服务名称,组织记录号\n甲社,陪诊,u1\n甲社,理发,u1\n甲社,送饭,u2\n"
    found = read_tables("a.csv", text.encode(), timeout_s=5, memory_mb=256).tables[0]
    assert [r.continued for r in found.rows] == [False, True, False]


def test_reading_twice_gives_equal_tables():
    data = xlsx(("表", [HEADER, [1, "A-1", "学唱戏", "教。", "一街", 2]]))
    first = read_tables("表.xlsx", data, timeout_s=30, memory_mb=512)
    assert read_tables("表.xlsx", data, timeout_s=30, memory_mb=512) == first
