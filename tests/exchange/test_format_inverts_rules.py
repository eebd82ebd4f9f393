"""Every formatted value through the value rule that reads it: the same value comes back."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.exchange.format import (
    format_annual_checks,
    format_area,
    format_date,
    format_labelled,
    format_money,
    format_period,
    format_price,
    format_quantity,
    format_rating,
    format_validity,
)
from matcher.exchange.organizations import ORGANIZATION_FIELDS
from matcher.intake.values import (
    DateValue,
    parse_annual_checks,
    parse_area,
    parse_count,
    parse_date,
    parse_money,
    parse_period,
    parse_price,
    parse_quantity,
    parse_rating,
    parse_staff,
    split_list,
)
from matcher.model import (
    Money,
    Organization,
    PartialDate,
    Period,
    Price,
    Quantity,
    Rating,
)

TODAY = date(2026, 3, 1)
MARKS = [
    "",
    "约",
    "预计",
    "近",
    "不超过",
    "不少于",
    "超过",
    "余",
    "多",
    "左右",
    "以上",
    "以内",
    "以下",
    "起",
]
REMARKS = ["", "含税", "分两期", "约；含税"]
CENTS = st.integers(0, 10**11).map(lambda n: D(n) / 100)


@st.composite
def spans(draw, values):
    ends = sorted((draw(values), draw(values)))
    return ends if draw(st.booleans()) else [ends[0], ends[0]]


@given(spans(CENTS), st.sampled_from(MARKS + REMARKS))
def test_money(ends, note):
    if note in ("余", "多"):
        ends = [D("100000"), D("100000")]
    money = Money(ends[0], ends[1], note)
    for unit in ("", "万元", "元"):
        assert parse_money(format_money(money), unit).value == money


@pytest.mark.parametrize("note", ["待定", "待定；下月报", "面议"])
def test_money_without_a_figure(note):
    assert parse_money(format_money(Money(note=note)), "万元").value == Money(note=note)


@given(
    spans(CENTS),
    st.sampled_from(["", "小时", "场", "项目", "人次", "户", "年"]),
    st.sampled_from(["", "5场起", "约", "起", "含材料；不含场地"]),
)
def test_price(ends, unit, note):
    price = Price(ends[0], ends[1], unit, note)
    assert parse_price(format_price(price)).value == price


@given(
    spans(st.integers(0, 500_000)),
    st.sampled_from(["", "人", "人次", "户", "场", "小时"]),
    st.sampled_from(["", "约", "左右", "以上", "含家属"]),
)
def test_quantity(ends, unit, note):
    quantity = Quantity(ends[0], ends[1], unit, note)
    assert parse_quantity(format_quantity(quantity)).value == quantity


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(200, 200, "人", "余"),
        Quantity(200, 200, "", "多"),
        Quantity(200, 200, "人次", "约；余"),
        Quantity(note="若干"),
    ],
)
def test_quantity_marks(quantity):
    assert parse_quantity(format_quantity(quantity)).value == quantity


# Cells that people write: what they mean must survive being written by us.
@pytest.mark.parametrize(
    "cell",
    [
        "2011",
        "2011年",
        "约2011年",
        "2011年下半年",
        "2025年第三季度",
        "2016年初",
        "2016-06",
        "二〇一四年三月",
        "2013-07-01",
        "2016年（筹建），",
        "待定",
        "约2019年底（口述）",
        41045,
    ],
)
def test_date_as_read_from_a_cell(cell):
    read = parse_date(cell, TODAY).value
    assert read != DateValue()
    assert parse_date(format_date(read.value, read.note), TODAY).value == read


@pytest.mark.parametrize(
    "cell",
    [
        "2026.3-2027.2",
        "一年",
        "自合同签订之日起12个月",
        "2026年3月",
        "2026.10",
        "长期",
        "36个月",
        "2026年下半年",
        "2026/3/5至2026/12/31",
        "2026年",
        "2026年起",
        "2026年3月起",
        "2026年3月起一年",
        "90天",
        "一年半（分两段）",
        "2026年3月至长期",
        "至2026年12月",
        "2026.3—2029.6",
        "待定",
        "2026年3月5日",
        "约2026年3月",
        "2026年第二季度",
    ],
)
def test_period_as_read_from_a_cell(cell):
    read = parse_period(cell, TODAY).value
    assert read != Period()
    assert parse_period(format_period(read), TODAY).value == read


@given(
    st.dates(date(2000, 1, 1), date(2035, 12, 31)),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "约", "首期", "约；首期"]),
)
def test_dates_of_every_precision(day, precision, note):
    value = PartialDate(day.isoformat()[:precision])
    assert parse_date(format_date(value, note), TODAY).value == DateValue(value, note)


PARTIAL = st.sampled_from(["2019", "2023", "2024-12", "2023-06-30"])
LATER = st.sampled_from(["2028", "2027-06", "2026-05-31"])


@given(
    st.sampled_from(["5A", "3A", "1A"]),
    st.none() | PARTIAL,
    st.none() | LATER,
    st.sampled_from(["", "复评中"]),
)
def test_rating(grade, start, end, note):
    rating = Rating(grade, start, end, note)
    assert parse_rating(format_rating(rating), format_validity(rating), TODAY).value == rating


@pytest.mark.parametrize(
    ("grade", "validity"),
    [
        ("AAAAA", None),
        ("五A级", "2023-2028"),
        ("5a (2019)", None),
        ("3A级（2024年12月）", None),
        ("4A(有效期至2027.6)", None),
        ("/", None),
        ("未评", None),
        ("2A", "长期"),
        ("6A", None),
    ],
)
def test_rating_as_read_from_cells(grade, validity):
    read = parse_rating(grade, validity, TODAY).value
    assert parse_rating(format_rating(read), format_validity(read), TODAY).value == read


@pytest.mark.parametrize(
    "cell",
    [
        "全市",
        "本市各街道",
        None,
        "全国",
        "海淀",
        "东城、西城；朝阳",
        "城六区（可到郊区）",
        "东城、周边",
        "110108",
    ],
)
def test_area_as_read_from_a_cell(cell):
    read = parse_area(cell).value
    assert parse_area(format_area(read)).value == read


@pytest.mark.parametrize(
    "cell",
    [
        "合格",
        "√",
        "合格(2024)",
        "年报已报送",
        "不合格",
        "基本合格",
        "未参加",
        "2024合格；2024年报已报送",
        "年报未报送",
    ],
)
def test_annual_checks_as_read_from_a_cell(cell):
    read = parse_annual_checks(cell, 2024).value
    assert read
    assert set(parse_annual_checks(format_annual_checks(read, 2024), 2024).value) == set(read)


@pytest.mark.parametrize(
    "cell",
    [
        "独居老人；新手妈妈/学生 保安",
        "低保家庭（含支出型、临时）",
        "《残疾人保障法》所称残疾人、家属",
    ],
)
def test_list_as_read_from_a_cell(cell):
    read = split_list(cell).value
    assert split_list("、".join(format_labelled(read))).value == read


@pytest.mark.parametrize("cell", ["5", "10（兼5）", "若干", "8人"])
def test_staff_as_read_from_a_cell(cell):
    read = parse_staff(cell).value
    organization = Organization(
        id="o", name="某社", staff_full=read.full, staff_part=read.part, staff_note=read.note
    )
    row = {f.name: f.get(organization) for f in ORGANIZATION_FIELDS}
    again = parse_staff(row["staff_full"]).value
    assert (again.full, again.note) == (read.full, read.note)
    assert parse_count(row["staff_part"]).value == read.part
