"""Bytes → text in the encodings that Excel, WPS and editors write."""

from __future__ import annotations

import re

from .failures import file_failure

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: Up to this share of undecodable characters, a file is a damaged UTF-8 file, not GB18030.
_DAMAGED_SHARE = 0.01


def decode(name: str, data: bytes) -> str:
    """Return the text of ``data``: UTF-8 with or without mark, UTF-16 with mark, GB18030.

    FILE_TRUNCATED when the last character is cut off, FILE_ENCODING when no encoding fits,
    FILE_TYPE when the text holds control characters, which no table has.
    """
    text = _decoded(name, data)
    if _CONTROL.search(text):
        raise file_failure("FILE_TYPE", name, "含有表格里不会有的控制字符")
    return text


def _decoded(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(name, data, "utf-16")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and _HAN.search(data[: error.start].decode("utf-8")):
            raise file_failure("FILE_TRUNCATED", name, "最后一个字不完整") from error
    loose = data.decode("utf-8", "replace")
    if _HAN.search(loose) and loose.count("\ufffd") <= len(loose) * _DAMAGED_SHARE:
        raise file_failure("FILE_ENCODING", name, "个别字节已损坏")
    return _strict(name, data, "gb18030")


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:
            raise file_failure("FILE_TRUNCATED", name, "最后一个字不完整") from error
        raise file_failure("FILE_ENCODING", name) from error
