"""A file that cannot be read: one code, one Chinese sentence with its name, and a living parent."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.workbooks import ole, saved, xls, xlsx

from matcher.errors import InvalidInput
from matcher.intake.reading import read_tables

ROWS = [["需求名称", "需求描述"], ["楼道适老化改造咨询", "请懂行的人上门看看哪里要装扶手。"]]
BIFF_BOF = bytes.fromhex("0908100000060500") + bytes(12)
FILE_PASS = bytes.fromhex("2f000600") + bytes(6)


def failure(data, name="报表.xlsx", timeout_s=30, memory_mb=512):
    with pytest.raises(InvalidInput) as caught:
        read_tables(name, data, timeout_s=timeout_s, memory_mb=memory_mb)
    assert f"“{name}”" in caught.value.message_zh
    assert caught.value.message_zh.endswith("。")
    return caught.value


def outcome(data):
    try:
        read_tables("随便.xlsx", data, timeout_s=20, memory_mb=512)
    except InvalidInput as error:
        return error.code
    return "read"


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        ole(("EncryptionInfo", b"\4\0\4\0" * 1200), ("EncryptedPackage", b"\7" * 6000)),
        ole(("Workbook", BIFF_BOF + FILE_PASS + bytes(4000))),
    ],
    ids=["encrypted-package", "biff-file-pass"],
)
def test_password(data):
    error = failure(data)
    assert error.code == "FILE_PASSWORD"
    assert "取消密码后另存" in error.message_zh


def test_encrypted_zip_entry_is_a_password():
    data = bytearray(xlsx(("表", ROWS)))
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1
    assert failure(bytes(data)).code == "FILE_PASSWORD"


@pytest.mark.parametrize("data", [b"", b"  \r\n", b"\xef\xbb\xbf", bytes(2000)])
def test_nothing_in_the_file(data):
    assert failure(data, "空.csv").code == "FILE_EMPTY"


def test_workbook_of_empty_sheets():
    assert failure(xlsx(("一", []), ("二", [[None, "  "]]))).code == "FILE_EMPTY"


@pytest.mark.parametrize("keep", [0.05, 0.5, 0.97])
def test_truncated_workbook(keep):
    data = xlsx(("表", ROWS * 50))
    assert failure(data[: int(len(data) * keep)]).code == "FILE_TRUNCATED"


def test_truncated_xls():
    data = xls("表", ROWS * 200)
    assert failure(data[: len(data) // 3], "旧.xls").code == "FILE_TRUNCATED"


def test_text_cut_inside_a_character():
    data = "需求名称,需求描述\n送餐,给老人送饭".encode()
    assert failure(data[:-1], "断.csv").code == "FILE_TRUNCATED"


def test_json_cut_inside_a_record():
    assert failure(b'{"title": "a"}\n{"title": "b', "断.jsonl").code == "FILE_TRUNCATED"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "图片"),
        ("<html><table><tr><td>需求名称</td></tr></table></html>".encode(), "网页"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"{\\rtf1\\ansi }", "RTF"),
        (zipped(word__document_xml="<w/>"), "Word"),
        (zipped(notes_xml="<a/>"), "压缩包"),
        (ole(("WordDocument", b"\xec\xa5" * 3000)), "Word"),
        (b"MZ\x90\0\3\0\0\0", "二进制"),
    ],
)
def test_other_files_under_a_workbook_name(data, told):
    error = failure(data)
    assert error.code == "FILE_TYPE"
    assert told in error.message_zh
    assert ".xlsx" in error.message_zh


def test_two_far_corners_abort_the_child_only():
    """1.4 kB on disk, 17 thousand million cells in memory."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "需求名称", "x"
    data = saved(book)
    assert len(data) < 8000
    error = failure(data)
    assert error.code == "FILE_TOO_BIG"
    assert "多余的行和列" in error.message_zh
    assert read_tables("好.xlsx", xlsx(("表", ROWS)), timeout_s=30, memory_mb=512).tables


def test_zip_that_declares_too_much():
    bomb = zipped(xl__workbook_xml=b"<workbook/>", xl__sheet_xml=bytes(301 * 1024 * 1024))
    assert len(bomb) < 1_000_000
    assert failure(bomb).code == "FILE_TOO_BIG"


def test_time_limit():
    rows = [[f"第{i}项", "说明" * 20, *range(30)] for i in range(6000)]
    assert failure(xlsx(("表", rows)), timeout_s=0).code == "FILE_TIMEOUT"


def test_bytes_of_no_encoding():
    data = (
        "需求名称,需求描述\n".encode("gb18030") + b"\xff\xff\xff,abc\n" + "好".encode("gb18030") * 9
    )
    assert failure(data, "乱.csv").code == "FILE_ENCODING"


def test_damaged_utf8_is_not_read_as_gb18030():
    good = ("需求名称,需求描述\n" + "上门理发,给走不动的老人理发\n" * 40).encode()
    broken = good[:300] + b"\xff" + good[300:]
    assert failure(broken, "坏.csv").code == "FILE_ENCODING"


def test_nested_json_is_refused_with_its_line():
    error = failure(b'{"title": "a"}\n{"title": {"zh": "b"}}\n{"title": "c"}', "嵌套.jsonl")
    assert error.code == "FILE_TYPE"
    assert "第 2 行" in error.message_zh


def test_newer_schema_is_refused():
    data = xlsx(("需求", ROWS), ("_duijie", [["99", "needs"]]), hidden=("_duijie",))
    assert failure(data).code == "FILE_VERSION"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_tables_or_a_clear_error(data):
    assert outcome(data).startswith(("read", "FILE_"))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=40))
def test_a_workbook_with_overwritten_bytes_gives_tables_or_a_clear_error(place, noise):
    data = bytearray(xlsx(("表", ROWS)))
    data[place : place + len(noise)] = noise
    assert outcome(bytes(data)).startswith(("read", "FILE_"))
