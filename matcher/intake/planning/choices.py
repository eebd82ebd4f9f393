"""Cells that hold one of a few words: yes or no, a member of an enumeration."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from ..cells import CellValue
from ..issues import Parsed
from ..values import normal_text
from .report import ask

E = TypeVar("E", bound=StrEnum)

_YES = frozenset({"是", "有", "√", "✓", "y", "yes", "true", "1"})
_OFF = frozenset(
    {"否", "无", "×", "停用", "停止", "已停用", "无效", "作废", "n", "no", "false", "0"}
)


def parse_flag(value: CellValue) -> Parsed[bool]:
    """Return whether a cell says yes; anything else, also a blank cell, is no."""
    return Parsed(value is True or normal_text(value).casefold() in _YES)


def parse_in_force(value: CellValue) -> Parsed[bool]:
    """Return whether a record is in force: yes unless the cell says 停用, 无效 or no."""
    return Parsed(value is not False and normal_text(value).casefold() not in _OFF)


def parse_member(kind: type[E], names: Mapping[str, E], value: CellValue) -> Parsed[E | None]:
    """Return the member of ``kind`` with this label or other name; an unknown word is asked."""
    text = normal_text(value)
    if not text:
        return Parsed(None)
    found = next((member for member in kind if member.value == text), names.get(text))
    if found is not None:
        return Parsed(found)
    known = "、".join(member.value for member in kind)
    return Parsed(None, (ask("UNKNOWN_VALUE", f"“{text}”不在可选值中，请选：{known}。"),))
