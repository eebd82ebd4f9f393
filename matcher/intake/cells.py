"""What a reader hands on: raw cells with their place, tables with recognised columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

#: A raw cell as the file holds it. Whether a number was a *number* or text matters: the number
#: 2026.1 may have been 2026.10, the text "2026.10" may not (docs/import-rules.md).
CellValue = str | float | int | bool | date | datetime | None


class TableKind(StrEnum):
    """What a sheet holds, recognised by its headers."""

    NEEDS = "needs"
    ORGANIZATIONS = "organizations"
    EVALUATIONS = "evaluations"


@dataclass(frozen=True, slots=True)
class CellRef:
    """A place in a file: sheet name, 1-based row, column letter (``"J"``)."""

    sheet: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: letter, header (``组名／子列名``), mapped field, unit stated in the header.

    ``field`` is None for a column that no synonym covers; it is reported, never guessed.
    ``unit`` is what the header states (``万元``, ``千分制``), ``""`` otherwise.
    """

    letter: str
    label: str
    field: str | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One data row: its spreadsheet row number and raw values by field.

    Values of merged body cells are already filled down. ``columns`` (of the table) tells letters.
    ``continued`` is True when name/code were filled down from a merged cell above, so the row is a
    further service of the same organization.
    """

    number: int
    values: Mapping[str, CellValue]
    continued: bool = False


class SkipReason(StrEnum):
    """Why a row was not data; counted in the report."""

    TOTAL = "合计"
    HEADER = "表头"
    NOTE = "注释"
    FOOTER = "表尾"
    STATISTIC = "统计"
    EMPTY = "空行"
    NOT_RATED = "免评"


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is not data, with the reason."""

    sheet: str
    row: int
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet with a recognised header."""

    file: str
    sheet: str
    kind: TableKind
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    skipped: tuple[SkippedRow, ...] = ()

    def letter(self, field: str) -> str:
        """Return the column letter of ``field`` (``""`` when the table has no such column)."""
        return next((c.letter for c in self.columns if c.field == field), "")

    def label(self, field: str) -> str:
        """Return the header text of ``field`` (``""`` when the table has no such column)."""
        return next((c.label for c in self.columns if c.field == field), "")

    def unit(self, field: str) -> str:
        """Return the unit stated in the header of ``field``."""
        return next((c.unit for c in self.columns if c.field == field), "")


@dataclass(frozen=True, slots=True)
class IgnoredSheet:
    """A sheet without a data header (an explanation, an empty sheet): named, not an error."""

    sheet: str
    reason_zh: str
