"""Typed values out of a TOML table; every finding is kept, none raised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal


class TableReader:
    """Reads one table by its keys; ``findings`` are Chinese sentences that name the place."""

    def __init__(self, where_zh: str, table: Mapping[str, object]) -> None:
        self._where = where_zh
        self._table = table
        self._asked: set[str] = set()
        self.findings: list[str] = []

    def tell(self, sentence_zh: str) -> None:
        """Add a finding."""
        self.findings.append(f"{self._where}：{sentence_zh}")

    def done(self) -> None:
        """Add a finding for each key that nobody asked for: a misspelt key must not be lost."""
        for key in sorted(set(self._table) - self._asked):
            self.tell(f"不认识的项目“{key}”，请核对拼写。")

    def amount(self, key: str) -> Decimal | None:
        """Return 元 > 0."""
        value = _number(self._take(key))
        if key not in self._table:
            return None
        if value is None:
            self.tell(f"“{key}”须是数字（元）。")
        elif value <= 0:
            self.tell(f"“{key}”为 {value}，须大于 0。")
            return None
        return value

    def count(self, key: str) -> int | None:
        """Return a whole number >= 1."""
        value = self._take(key)
        if key not in self._table:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.tell(f"“{key}”须是不小于 1 的整数。")
            return None
        return value

    def share(self, key: str) -> tuple[Decimal, Decimal] | None:
        """Return (lowest, highest) within 0–1."""
        value = self._take(key)
        if key not in self._table:
            return None
        ends = [_number(item) for item in value] if isinstance(value, list) else []
        low, high = ends if len(ends) == 2 else (None, None)
        if low is None or high is None or not 0 <= low <= high <= 1:
            self.tell(f"“{key}”须写成 [最低, 最高]，都在 0 到 1 之间，前者不大于后者。")
            return None
        return low, high

    def date(self, key: str, *, optional: bool = False) -> date | None:
        """Return a day."""
        value = self._take(key, optional=optional)
        if key not in self._table:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.tell(f"“{key}”须是日期，如 2020-01-01，不加引号。")
            return None
        return value

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self._take(key)
        if key in self._table and (not isinstance(value, str) or not value.strip()):
            self.tell(f"“{key}”须写明文字。")
        return value.strip() if isinstance(value, str) else ""

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._take(key)
        if key in self._table and not isinstance(value, bool):
            self.tell(f"“{key}”须是 true 或 false。")
        return value is True

    def table(self, key: str) -> Mapping[str, object]:
        """Return a table below this one; empty with a finding when it is none."""
        value = self._take(key)
        if key in self._table and not isinstance(value, dict):
            self.tell(f"“{key}”须是一段，以 [{key}] 开头。")
        return value if isinstance(value, dict) else {}

    def tables(self, key: str) -> list[Mapping[str, object]]:
        """Return the tables of a list; empty with a finding when it is none."""
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            if key in self._table:
                self.tell(f"“{key}”须是若干段，每段以 [[{key}]] 开头。")
            return []
        return value

    def _take(self, key: str, *, optional: bool = False) -> object:
        self._asked.add(key)
        if key not in self._table and not optional:
            self.tell(f"缺“{key}”，请补上。")
        return self._table.get(key)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None
