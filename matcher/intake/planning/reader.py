"""One row as typed values: each cell through its rule, each finding into the report.

A blank cell and a refused cell say nothing: the record fields they feed are remembered as
*unstated*, and the plan keeps what the store holds for them (docs/import-rules.md). Only a value
that was read replaces a stored one, so that a second import of an uncorrected sheet never erases
what a person confirmed after the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ...privacy import mask_personal_data
from ..cells import CellRef, CellValue, Table, TableRow
from ..issues import Finding, Parsed, Severity
from ..values import normal_text
from .report import Place, Report, info, refused

T = TypeVar("T")

#: Fields that hold codes, names of organizations, or the contact that a record keeps on purpose
#: (masked wherever it is shown).
OPEN_FIELDS = frozenset(
    {
        "code",
        "uscc",
        "name",
        "former_names",
        "aliases",
        "federation",
        "evaluator_org",
        "contact_name",
        "contact_phone",
        "legal_representative",
        "controller",
    }
)
_BLANK = " \t\r\n\u3000\xa0-－—–─_"
_NUMBER = re.compile(r"[\d\s.,:/年月日-]*")
_KINDS = {
    "phone": "电话",
    "identity": "身份证号",
    "card": "银行卡号",
    "plate": "车牌号",
    "email": "邮箱",
    "account": "社交账号",
    "home": "门牌号",
    "school": "学校班级",
    "name": "姓名",
}


def is_blank(value: CellValue) -> bool:
    """Return whether a cell holds nothing, or only the dash that stands for nothing."""
    return value is None or (isinstance(value, str) and not value.strip(_BLANK))


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row; ``answers`` are a person's values for cells of this import."""

    table: Table
    row: TableRow
    report: Report
    answers: Mapping[CellRef, str]
    unstated: set[str]
    errors: int = 0

    @classmethod
    def of(
        cls, table: Table, row: TableRow, report: Report, answers: Mapping[CellRef, str]
    ) -> RowReader:
        """Return a reader that has read nothing yet."""
        return cls(table, row, report, answers, set())

    @property
    def place(self) -> Place:
        """Return where the row stands."""
        return Place(self.table.file, self.table.sheet, self.row.number)

    def written(self, name: str) -> CellValue:
        """Return the cell as the file holds it."""
        return self.row.values.get(name)

    def raw(self, name: str) -> CellValue:
        """Return the answered value of the cell, else what the file holds."""
        letter = self.table.letter(name)
        if letter:
            answer = self.answers.get(CellRef(self.table.sheet, self.row.number, letter))
            if answer is not None:
                return answer
        return self.written(name)

    def answered(self, name: str) -> bool:
        """Return whether a person gave this cell's value."""
        letter = self.table.letter(name)
        return bool(letter) and (CellRef(self.table.sheet, self.row.number, letter) in self.answers)

    def tell(self, name: str, *findings: Finding) -> None:
        """Report findings about a cell."""
        for found in findings:
            self.errors += found.severity is Severity.ERROR
            self.report.add(self.table, self.row, name, self.raw(name), found)

    def take(
        self, name: str, rule: Callable[[CellValue], Parsed[T]], into: tuple[str, ...] = ()
    ) -> T:
        """Return the value of a cell by ``rule``; ``into`` names the record fields it feeds."""
        value = self._masked(name, self.raw(name))
        parsed = rule(value)
        self.tell(name, *parsed.findings)
        if is_blank(value) or refused(parsed.findings):
            self.unstated.update(into or (name,))
        return parsed.value

    def text(self, name: str) -> str:
        """Return a short text: NFKC, one line, spaces squeezed, personal data masked."""
        value = self.raw(name)
        if is_blank(value):
            self.unstated.add(name)
        return normal_text(self._masked(name, value))

    def sibling(self) -> RowReader:
        """Return a reader of the same row for another record (the service of a supply row)."""
        return RowReader.of(self.table, self.row, self.report, self.answers)

    def name(self, field: str) -> str:
        """Return a name as written: one line, ends trimmed, runs of spaces squeezed."""
        return " ".join(clean_text(self.raw(field)).split())

    def free_text(self, name: str, into: str = "") -> str:
        """Return a text as written, trimmed, with personal data masked and counted."""
        value = self.raw(name)
        if is_blank(value):
            self.unstated.add(into or name)
            return ""
        return str(self._masked(name, clean_text(value)))

    def _masked(self, name: str, value: CellValue) -> CellValue:
        """Return a text cell with personal data replaced, counted and told; other cells as is."""
        if not isinstance(value, str) or name in OPEN_FIELDS or _NUMBER.fullmatch(value):
            return value
        masked = mask_personal_data(value)
        if not masked.count:
            return value
        self.report.masked += masked.count
        kinds = "、".join(dict.fromkeys(_KINDS.get(kind, kind) for kind in masked.kinds))
        message = f"含 {masked.count} 处个人信息（{kinds}），已替换为[已脱敏]。"
        self.tell(name, info("PERSONAL_DATA", message))
        return masked.text


def clean_text(value: CellValue) -> str:
    """Return the text of a cell: ends trimmed, runs of spaces squeezed, line breaks kept.

    Characters stay as written (full width, traditional): search folds them, the record does not.
    """
    text = value if isinstance(value, str) else normal_text(value)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
