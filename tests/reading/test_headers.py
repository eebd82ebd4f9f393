"""Headers of other street offices: depth, order, names, units, kinds."""

import pytest
from support.workbooks import xlsx

from matcher.intake.cells import TableKind
from matcher.intake.columns import column_table
from matcher.intake.reading import read_tables


def table(rows, merges=(), title="表"):
    data = xlsx((title, rows), merges=merges)
    return read_tables("表.xlsx", data, timeout_s=30, memory_mb=512).tables[0]


def fields(found):
    return {c.label: c.field for c in found.columns}


def test_two_rows_with_merged_groups_below_a_title():
    found = table(
        [
            ["某街道二〇二六年需求表", None, None, None, None, None],
            ["单位：万元"],
            ["序号", "需求标题", "受益群众", None, "经费", None],
            [None, None, "人群", "人数", "预算", "资金来源"],
            [1, "旧衣改袋子", "妇女", 30, 2, "自筹"],
        ],
        merges=("A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:F3"),
    )
    assert fields(found) == {
        "序号": None,
        "需求标题": "title",
        "受益群众／人群": "beneficiaries",
        "受益群众／人数": "beneficiary_count",
        "经费／预算": "budget",
        "经费／资金来源": "funding_source",
    }
    assert found.unit("budget") == "万元"
    assert [r.number for r in found.rows] == [5]


def test_groups_without_merges_spread_to_the_right():
    text = "需求名称,受益群众,,期限\n,人群,人数,\n织毛衣,老年人,12,一年\n"
    found = read_tables("a.csv", text.encode(), timeout_s=5, memory_mb=256).tables[0]
    assert [c.field for c in found.columns] == [
        "title",
        "beneficiaries",
        "beneficiary_count",
        "period",
    ]
    assert [r.number for r in found.rows] == [3]


def test_title_above_the_header_is_no_group():
    found = table(
        [
            ["评价汇总"] + [None] * 3,
            ["承接方", "总得分", "考核等次", "考核日期"],
            ["某社", 91, "优", "2025-01-02"],
        ],
        merges=("A1:D1",),
    )
    assert [c.label for c in found.columns] == ["承接方", "总得分", "考核等次", "考核日期"]
    assert found.kind is TableKind.EVALUATIONS


@pytest.mark.parametrize("above", [0, 5, 14])
def test_header_within_the_first_fifteen_rows(above):
    rows = [["说明文字"]] * above + [["需求名称", "项目预算(元)"], ["种花", 500]]
    found = table(rows)
    assert [r.number for r in found.rows] == [above + 2]
    assert found.unit("budget") == "元"


def test_header_on_row_sixteen_is_not_looked_for():
    rows = [["说明文字"]] * 15 + [["需求名称", "预算"], ["种花", 500]]
    result = read_tables("a.xlsx", xlsx(("表", rows)), timeout_s=30, memory_mb=512)
    assert not result.tables
    assert "15 行" in result.ignored[0].reason_zh


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("得分（千分制）", "千分制"),
        ("得分(满分10分)", "十分制"),
        ("得分（满分：1000）", "千分制"),
        ("得 分\n（百分制）", "百分制"),
        ("*得分", ""),
        ("绩效评价得分", ""),
    ],
)
def test_scale_in_the_header_of_a_score(header, unit):
    found = table([["社会组织名称", header, "评价方"], ["某社", 9, "自评"]])
    assert found.letter("score") == "B"
    assert found.unit("score") == unit


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("预算（单位：万元）", "万元"),
        ("预算/万元", "万元"),
        ("预算金额万元", "万元"),
        ("经费预算【元】", "元"),
        ("总预算", ""),
    ],
)
def test_unit_in_the_header_of_money(header, unit):
    found = table([["需求名称", header], ["种花", 5]])
    assert found.letter("budget") == "B"
    assert found.unit("budget") == unit


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("2023年年检结论", "annual_check_2023"),
        ("年检（2025）", "annual_check_2025"),
        ("2022年度年报", "annual_check_2022"),
        ("年检结论", "annual_check"),
    ],
)
def test_annual_checks_of_any_year(header, field):
    found = table([["机构名称", "服务内容", header], ["某社", "陪诊", "合格"]])
    assert found.letter(field) == "C"


@pytest.mark.parametrize("header", ["2024年报名人数", "2024年报送材料", "年检材料"])
def test_other_headers_with_a_year_are_no_annual_check(header):
    found = table([["机构名称", "服务内容", header], ["某社", "陪诊", "5"]])
    assert fields(found)[header] is None


def test_years_as_numbers_under_a_group():
    found = table(
        [["组织名称", "年检情况", None], [None, 2024, 2025], ["某社", "合格", "合格"]],
        merges=("B1:C1", "A1:A2"),
    )
    assert found.letter("annual_check_2025") == "C"
    assert found.rows[0].values["annual_check_2024"] == "合格"


def test_unknown_and_second_columns_are_listed_not_guessed():
    found = table(
        [["组织名称", "服务内容", "联系电话", "手机", "吉祥物"], ["某社", "陪诊", 1, 2, 3]]
    )
    assert fields(found)["吉祥物"] is None
    assert fields(found)["联系电话"] == "contact_phone"
    assert fields(found)["手机"] is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("街道需求.csv", TableKind.NEEDS),
        ("供给目录.csv", TableKind.ORGANIZATIONS),
        ("orgs.csv", TableKind.ORGANIZATIONS),
        ("表.csv", TableKind.NEEDS),
    ],
)
def test_names_decide_where_headers_cannot(name, kind):
    text = "名称,服务内容,服务类型,备注\n乐陪,陪诊,为老服务,\n"
    assert read_tables(name, text.encode(), timeout_s=5, memory_mb=256).tables[0].kind is kind


def test_usual_name_wins_over_a_vague_one_on_its_left():
    found = table([["组织名称", "机构简介", "服务内容"], ["某社", "成立多年", "陪诊"]])
    assert found.rows[0].values["service_description"] == "陪诊"
    assert fields(found)["机构简介"] is None


def test_order_of_columns_does_not_matter():
    names = ["组织名称", "统一社会信用代码", "服务内容", "服务对象", "备注"]
    values = {
        "组织名称": "甲社",
        "统一社会信用代码": "1",
        "服务内容": "乙",
        "服务对象": "丙",
        "备注": "丁",
    }
    first = table([names, [values[n] for n in names]]).rows[0].values
    names.reverse()
    assert dict(table([names, [values[n] for n in names]]).rows[0].values) == dict(first)


@pytest.mark.parametrize("kind", list(TableKind))
def test_every_synonym_of_a_kind_leads_to_its_field(kind):
    table_ = column_table()
    for name, (field, _) in table_.known[kind].items():
        group, _, child = name.partition("/")
        found = table_.recognise(kind, group, child)
        assert found.field in {field, "annual_check"}, name


@pytest.mark.parametrize("kind", list(TableKind))
def test_field_names_are_synonyms_of_themselves(kind):
    for field in column_table().preferred[kind]:
        known = column_table().recognise(kind, field, "").field
        assert known == field
