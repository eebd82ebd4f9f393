"""What an export looks like as a file: same bytes, no formulas, no personal data, schema mark."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from support import exported as records

from matcher.exchange import Catalog, ExportFormat, export_records, template
from matcher.intake.cells import TableKind
from matcher.intake.columns import column_table

CATALOG = Catalog(
    records.needs(), records.organizations(), records.services(), records.evaluations()
)
EVERY = [(kind, format) for kind in TableKind for format in ExportFormat]


def text_of(data, format):
    if format is not ExportFormat.XLSX:
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "".join(parts.read(n).decode("utf-8") for n in sorted(parts.namelist()))


@pytest.mark.parametrize(("kind", "format"), EVERY)
def test_same_bytes_whatever_the_order_of_records(kind, format):
    turned = Catalog(
        *(
            tuple(reversed(part))
            for part in (
                CATALOG.needs,
                CATALOG.organizations,
                CATALOG.services,
                CATALOG.evaluations,
            )
        )
    )
    assert export_records(kind, CATALOG, format) == export_records(kind, turned, format)


@pytest.mark.parametrize(("kind", "format"), EVERY)
def test_personal_data_stays_inside(kind, format):
    text = text_of(export_records(kind, CATALOG, format), format)
    assert "13912345678" not in text
    assert "赵某某" not in text.replace("openpyxl", "")
    if kind is TableKind.ORGANIZATIONS:
        assert "139****5678" in text


def test_xlsx_cells_never_run():
    book = openpyxl.load_workbook(
        io.BytesIO(export_records(TableKind.NEEDS, CATALOG, ExportFormat.XLSX))
    )
    cells = [c for row in book["需求目录"].iter_rows() for c in row]
    assert {"=1+1 算术角", "-先教珠算\n@再教心算"} <= {c.value for c in cells}
    assert not [c.coordinate for c in cells if c.data_type == "f"]


def test_csv_cells_never_run():
    data = export_records(TableKind.NEEDS, CATALOG, ExportFormat.CSV)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert not [c for row in rows for c in row if c[:1] in set("=+-@\t\r")]
    assert "'=1+1 算术角" in {c for row in rows for c in row}


@pytest.mark.parametrize("kind", list(TableKind))
def test_hidden_sheet_names_schema_and_kind(kind):
    book = openpyxl.load_workbook(io.BytesIO(template(kind, ExportFormat.XLSX)))
    marker = book["_duijie"]
    assert marker.sheet_state == "veryHidden"
    assert [c.value for c in marker[1]] == [column_table().version, kind.value]


@pytest.mark.parametrize("format", list(ExportFormat))
def test_no_clock_in_the_file(format):
    data = export_records(TableKind.NEEDS, CATALOG, format)
    if format is ExportFormat.XLSX:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            assert {part.date_time for part in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}
            assert parts.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2
    assert data == export_records(TableKind.NEEDS, CATALOG, format)


def test_json_lines_use_field_names_and_leave_out_what_is_unknown():
    data = export_records(TableKind.NEEDS, CATALOG, ExportFormat.JSONL)
    first, *_ = [json.loads(line) for line in data.decode().splitlines()]
    assert first["code"] == "XQ-2026-101"
    assert first["budget"] == "待定"
    assert "street" not in first


def test_evaluation_of_an_organization_not_given_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="o-1"):
        export_records(
            TableKind.EVALUATIONS, Catalog(evaluations=CATALOG.evaluations), ExportFormat.CSV
        )
