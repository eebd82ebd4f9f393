"""Which format a file has, by its content; its name says nothing."""

from __future__ import annotations

from enum import StrEnum

from .failures import file_failure


class Format(StrEnum):
    """The formats that are read."""

    WORKBOOK = "workbook"
    CSV = "csv"
    JSONL = "jsonl"


_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OTHERS = (
    (b"%PDF", "看上去是 PDF 文件"),
    (b"{\\rtf", "看上去是 RTF 文档"),
    (b"\x89PNG", "看上去是图片"),
    (b"\xff\xd8\xff", "看上去是图片"),
    (b"GIF8", "看上去是图片"),
    (b"BM", "看上去是图片"),
    (b"II*\x00", "看上去是图片"),
    (b"MM\x00*", "看上去是图片"),
    (b"Rar!", "看上去是压缩包"),
    (b"7z\xbc\xaf", "看上去是压缩包"),
    (b"\x1f\x8b", "看上去是压缩包"),
    (b"SQLite format 3", "看上去是数据库文件"),
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<div")
_BOMS_16 = (b"\xff\xfe", b"\xfe\xff")
_BOM_8 = b"\xef\xbb\xbf"


def sniff(name: str, data: bytes) -> Format:
    """Return the format of ``data``; FILE_EMPTY or FILE_TYPE when there is none that we read."""
    if not data.strip(b" \t\r\n\x00" + _BOM_8):
        raise file_failure("FILE_EMPTY", name)
    if data.startswith(_WORKBOOKS):
        return Format.WORKBOOK
    for magic, detail in _OTHERS:
        # Two letters may begin a header in plain text; only a binary file is a bitmap.
        if data.startswith(magic) and (magic != b"BM" or b"\x00" in data[:64]):
            raise file_failure("FILE_TYPE", name, detail)
    head = data.removeprefix(_BOM_8)[:512].lstrip().lower()
    if head.startswith(_MARKUP):
        raise file_failure("FILE_TYPE", name, "看上去是网页，不是真正的 Excel 文件")
    if head.startswith(b"<?xml"):
        raise file_failure("FILE_TYPE", name, "看上去是 XML 文件")
    if head.startswith((b"{", b"[")):
        return Format.JSONL
    if b"\x00" in data and not data.startswith(_BOMS_16):
        raise file_failure("FILE_TYPE", name, "看上去是二进制文件")
    return Format.CSV
