"""The same rows out of every format, with the types the file had."""

import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from support.workbooks import saved, xls, xlsx

import matcher
from matcher.intake.cells import TableKind
from matcher.intake.reading import read_tables

MIDNIGHT = datetime.fromisoformat("2026-03-05T00:00:00")
AFTERNOON = datetime.fromisoformat("2026-03-05T14:30:00")
HEADER = ["需求编号", "需求名称", "需求描述", "预算（万元）", "起止时间"]
BODY = [
    ["XQ-1", "阳台菜园课", "教居民用旧桶种菜。", "12.5", "2026.10"],
    ["XQ-2", "修鞋配钥匙进社区", "每月一次，摊位摆在活动室。", "3", "一年"],
]


def read(data, name="表.xlsx"):
    result = read_tables(name, data, timeout_s=30, memory_mb=512)
    assert len(result.tables) == 1
    return result.tables[0]


def texts(table):
    return [
        tuple(row.values[f] for f in ("code", "title", "description", "budget", "period"))
        for row in table.rows
    ]


def delimited(delimiter, newline="\n"):
    return newline.join(delimiter.join(row) for row in [HEADER, *BODY]) + newline


FILES = {
    "xlsx": xlsx(("需求", [HEADER, *BODY])),
    "xls": xls("需求", [HEADER, *BODY]),
    "csv-utf8": delimited(",").encode(),
    "csv-bom": delimited(",", "\r\n").encode("utf-8-sig"),
    "csv-gb18030": delimited(",").encode("gb18030"),
    "csv-utf16-tab": delimited("\t").encode("utf-16"),
    "csv-tab": delimited("\t").encode(),
    "csv-semicolon": delimited(";").encode("gb18030"),
    "csv-declared": ("sep=;\n" + delimited(";")).encode(),
    "jsonl": "".join(
        json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) + "\n" for row in BODY
    ).encode(),
}


@pytest.mark.parametrize("name", ["表.xls", "表.xlsx", "表.csv", "表"])
@pytest.mark.parametrize("format", FILES)
def test_content_decides_not_the_name(format, name):
    table = read(FILES[format], name)
    assert texts(table) == [tuple(row) for row in BODY]
    assert table.kind is TableKind.NEEDS
    assert table.unit("budget") == "万元"
    assert table.file == name


@pytest.mark.parametrize(
    ("format", "numbers"), [("xlsx", [2, 3]), ("csv-bom", [2, 3]), ("jsonl", [1, 2])]
)
def test_row_numbers_are_those_people_see(format, numbers):
    assert [row.number for row in read(FILES[format]).rows] == numbers


def test_types_are_kept():
    book = openpyxl.Workbook()
    book.active.append(["需求名称", "预算（万元）", "起止时间", "受益人数", "备注"])
    book.active.append(["量血压", 120000, 2026.1, 5.211010512345e17, True])
    book.active.append(["量血压二", "2026.10", MIDNIGHT, "=SUM(B2:B2)", "#N/A"])
    book.active.append(["量血压三", 8.0, AFTERNOON, None, "   "])
    book.active["E3"].data_type = "e"
    first, second, third = read(saved(book)).rows
    assert first.values["budget"] == 120000
    assert isinstance(first.values["budget"], int)
    assert first.values["period"] == 2026.1
    assert isinstance(first.values["beneficiary_count"], float)
    assert first.values["remarks"] is True
    assert second.values["budget"] == "2026.10"
    assert second.values["period"] == date(2026, 3, 5)
    assert second.values["beneficiary_count"] is None
    assert second.values["remarks"] is None
    assert third.values["budget"] == 8
    assert third.values["period"] == AFTERNOON
    assert third.values["remarks"] is None


def test_xls_keeps_numbers_dates_and_merges():
    header = ["组织名称", "服务内容", "成立日期", "专职人数"]
    rows = [header, [None, "陪诊", date(2019, 5, 6), 4], [None, "理发", None, "若干"]]
    first, second = read(xls("供给", rows, merges=[(1, 2, 0, 0, "某某社")])).rows
    assert first.values["registered_on"] == date(2019, 5, 6)
    assert (first.values["staff_full"], second.values["staff_full"]) == (4, "若干")
    assert (first.values["name"], second.values["name"]) == ("某某社", "某某社")
    assert (first.continued, second.continued) == (False, True)


def test_cells_of_csv_stay_text_and_guards_come_off():
    text = '需求名称,备注\n"拆,分\n两行","=""0012"""\n\'=1+1,\'\'-x\n-,\'平常\n'
    rows = read(text.encode()).rows
    assert [(r.values["title"], r.values["remarks"]) for r in rows] == [
        ("拆,分\n两行", "0012"),
        ("=1+1", "'-x"),
        ("-", "'平常"),
    ]
    assert [r.number for r in rows] == [2, 3, 4]


def test_json_lines_take_our_field_names_lists_and_one_array():
    records = [
        {"name": "某某社", "capability": "陪老人看病", "service_types": ["为老服务", "助残服务"]},
        {"name": "另一社", "extra": 1, "paused": False, "volunteers": 12},
    ]
    lines = "\n\n".join(json.dumps(r) for r in records).encode()
    table = read(lines, "组织.jsonl")
    assert table.kind is TableKind.ORGANIZATIONS
    assert table.rows[0].values["service_types"] == "为老服务、助残服务"
    assert table.rows[0].values["service_description"] == "陪老人看病"
    assert table.rows[1].values["volunteers"] == 12
    assert table.rows[1].values["paused"] is False
    assert [r.number for r in table.rows] == [1, 3]
    assert next(c for c in table.columns if c.label == "extra").field is None
    assert read(json.dumps(records).encode()).rows[1].values["name"] == "另一社"


def test_hidden_and_text_sheets_are_named_not_read():
    data = xlsx(
        ("需求", [HEADER, *BODY]),
        ("说明", [["填表说明"], ["一、每行一件事。"]]),
        ("旧稿", [HEADER, *BODY]),
        ("空", []),
        hidden=("旧稿",),
    )
    result = read_tables("多表.xlsx", data, timeout_s=30, memory_mb=512)
    assert [t.sheet for t in result.tables] == ["需求"]
    assert [(i.sheet, i.reason_zh[:2]) for i in result.ignored] == [
        ("说明", "前 "),
        ("旧稿", "隐藏"),
        ("空", "空工"),
    ]


def test_child_starts_in_a_folder_with_decoy_modules(tmp_path):
    """The child must not import what lies in the working folder or on PYTHONPATH."""
    for name in ("json.py", "matcher.py", "zipfile.py", "python_calamine.py"):
        (tmp_path / name).write_text("raise SystemExit('decoy')\n")
    (tmp_path / "in.xlsx").write_bytes(FILES["xlsx"])
    code = (
        f"import sys; sys.path.insert(0, {str(Path(matcher.__file__).parents[1])!r});"
        "from matcher.intake.reading import read_tables; import os; os.chdir(sys.argv[1]);"
        "data = open('in.xlsx', 'rb').read();"
        "print(len(read_tables('a', data, timeout_s=30, memory_mb=512).tables[0].rows))"
    )
    env = {**os.environ, "PYTHONPATH": ""}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(tmp_path)],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "2"
