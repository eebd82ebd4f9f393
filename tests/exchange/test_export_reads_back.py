"""Exports and templates through the reader: the same cells, column by column."""

import pytest
from support import exported as records

from matcher.exchange import Catalog, ExportFormat, export_records, template
from matcher.intake.cells import TableKind
from matcher.intake.reading import read_tables

CATALOG = Catalog(
    records.needs(), records.organizations(), records.services(), records.evaluations()
)
FORMATS = list(ExportFormat)


def read(data):
    result = read_tables("导出", data, timeout_s=30, memory_mb=512)
    assert not result.ignored
    (table,) = result.tables
    assert not table.skipped
    assert all(c.field for c in table.columns)
    return table


def cells(kind, format):
    table = read(export_records(kind, CATALOG, format))
    assert table.kind is kind
    return [
        {name: str(value) for name, value in row.values.items() if value is not None}
        for row in table.rows
    ]


@pytest.mark.parametrize("kind", list(TableKind))
def test_every_format_reads_back_as_the_same_cells(kind):
    first, *others = [cells(kind, format) for format in FORMATS]
    assert first
    assert all(other == first for other in others)


@pytest.mark.parametrize("format", FORMATS)
def test_needs(format):
    plain, full, taxed, empty = cells(TableKind.NEEDS, format)
    assert full | {"id": "n-2"} == {
        "code": "XQ-2026-102",
        "title": "=1+1 算术角",
        "description": "-先教珠算\n@再教心算",
        "street": "槐里街道",
        "communities": "东里、西里（含平房区）",
        "directory_items": "A10 社会治理服务、A0401",
        "service_types": "为老服务、文化体育",
        "beneficiaries": "老年人（60岁以上优先）、家长",
        "beneficiary_count": "约200人次",
        "budget": "50000-80000.5元",
        "budget_public": "40000元",
        "self_raised_ratio": "0.1",
        "funding_source": "部门预算",
        "period": "2026-03至2027-02（分两期）",
        "purchase_mode": "询价",
        "required_staff": "2",
        "required_certified": "0",
        "required_licences": "食品经营许可",
        "continuous": "是",
        "continuity_conditions": "是、是、否、是",
        "collection_round": "2026年第一批",
        "channels": "入户、座谈",
        "request_count": "3",
        "drafters": "某某研究会",
        "remarks": "先试后推",
        "status": "已撤销",
        "id": "n-2",
    }
    assert (plain["budget"], plain["beneficiary_count"], plain["period"]) == (
        "待定",
        "若干",
        "长期",
    )
    assert (taxed["budget"], taxed["beneficiary_count"]) == ("60000元（含税）", "200余")
    assert taxed["period"] == "18个月"
    assert (empty["budget"], empty["period"]) == ("0元", "2026-03-05")
    assert "description" not in empty


@pytest.mark.parametrize("format", FORMATS)
def test_organizations_with_their_services(format):
    table = read(export_records(TableKind.ORGANIZATIONS, CATALOG, format))
    group, first, second = table.rows
    assert [r.continued for r in table.rows] == [False, False, True]
    assert first.values["name"] == second.values["name"] == "甲木工坊社会工作服务社"
    assert first.values["registered_on"] == "约2011年"
    assert (first.values["rating"], first.values["rating_validity"]) == ("4A", "2023至2028")
    assert first.values["annual_check_2023"] == "合格"
    assert first.values["annual_check_2024"] == "年报已报送"
    assert (first.values["service_title"], second.values["service_title"]) == ("修凳子", "做木勺")
    assert (first.values["price"], second.values["price"]) == ("30-50元/小时", "800元/场（5场起）")
    assert (first.values["service_area"], second.values["service_area"]) == ("东城、西城", "全国")
    assert first.values["contact_phone"] == "139****5678"
    assert second.values["registrar"] is None
    assert (group.values["uscc"], group.values["staff_full"]) == ("51110105MJYL00369", "若干")


@pytest.mark.parametrize("format", FORMATS)
def test_evaluations(format):
    rows = cells(TableKind.EVALUATIONS, format)
    assert (
        [r["id"] for r in rows] == ["e-1", "e-2", "e-3"]
        or [r["id"] for r in rows]
        == [
            "e-1",
            "e-2",
            "e-3",
        ][::-1]
        or {r["id"] for r in rows} == {"e-1", "e-2", "e-3"}
    )
    by_id = {row["id"]: row for row in rows}
    assert by_id["e-2"]["score"] == "955/1000"
    assert by_id["e-2"]["satisfaction"] == "98.5%"
    assert "score" not in by_id["e-1"]
    assert by_id["e-1"]["grade"] == "良"
    assert by_id["e-3"]["score"] == "92"
    assert by_id["e-2"]["uscc"] == "52110106MJYL01134Q"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", list(TableKind))
def test_templates_are_read_as_their_kind_without_data(kind, format):
    table = read_template(kind, format)
    assert table.kind is kind
    assert not table.rows
    assert all(column.field for column in table.columns)
    assert "id" not in {column.field for column in table.columns}


def read_template(kind, format):
    data = template(kind, format, years=(2025,))
    (table,) = read_tables("模板", data, timeout_s=30, memory_mb=512).tables
    return table


def test_organization_template_asks_for_the_years_given():
    table = read_template(TableKind.ORGANIZATIONS, ExportFormat.CSV)
    assert table.label("annual_check_2025") == "2025年检结论"
