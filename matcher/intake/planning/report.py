"""Collects what a plan has to tell: issues with their place, refused rows, duplicates, masking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...privacy import MARK, mask_personal_data
from ..cells import CellValue, Table, TableRow
from ..issues import Finding, Issue, Severity
from ..plan import DuplicatePair, RejectedRow
from ..values import mask_phone

#: Fields whose content is itself personal data: an issue never shows it (PIPL 28).
_PERSONAL_FIELDS = frozenset({"contact_name", "legal_representative", "contact_phone"})


class Place(NamedTuple):
    """A row of a file; sorts in reading order inside one sheet."""

    file: str
    sheet: str
    row: int


def place_zh(place: Place) -> str:
    """Return the place as a message names it: ``文件“供给.xlsx”工作表“目录”第 5 行``."""
    return f"文件“{place.file}”工作表“{place.sheet}”第 {place.row} 行"


@dataclass(slots=True)
class Report:
    """The growing report of one plan; made and used inside :func:`build_plan` only."""

    issues: list[Issue] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    duplicates: list[DuplicatePair] = field(default_factory=list)
    masked: int = 0

    def add(self, table: Table, row: TableRow, name: str, read: CellValue, found: Finding) -> None:
        """Add ``found`` about field ``name`` of ``row``, with personal data masked in ``read``."""
        message, proposal = found.message_zh, found.proposal
        if name in _PERSONAL_FIELDS or mask_personal_data(str(read)).count:
            message = mask_personal_data(message).text
            proposal = None if proposal is None else mask_personal_data(proposal).text
        self.issues.append(
            Issue(
                code=found.code,
                severity=found.severity,
                file=table.file,
                sheet=table.sheet,
                row=row.number,
                column=table.letter(name),
                label=table.label(name),
                field=name,
                read=shown(name, read),
                message_zh=message,
                proposal=proposal,
            )
        )

    def reject(self, place: Place, message_zh: str) -> None:
        """Add a row that yields no record."""
        self.rejected.append(RejectedRow(*place, message_zh))

    def pair(
        self,
        kind: str,
        record_kind: str,
        ids: tuple[str, str],
        places: tuple[Place, Place],
        message_zh: str,
        *,
        merged: bool = False,
    ) -> None:
        """Add two records that may be one (or, ``merged``, that are)."""
        (file, sheet, row), (other_file, other_sheet, other_row) = places
        first, second = (file, sheet, row), (other_file, other_sheet, other_row)
        self.duplicates.append(
            DuplicatePair(kind, record_kind, *ids, first, second, message_zh, merged)
        )


def shown(name: str, value: CellValue) -> str:
    """Return the text of a cell as an issue may show it."""
    if value is None:
        return ""
    text = str(value)
    if name == "contact_phone":
        return mask_phone(text)
    if name in _PERSONAL_FIELDS:
        return MARK
    return mask_personal_data(text).text


def warn(code: str, message_zh: str, proposal: str | None = None) -> Finding:
    """Return a finding that does not stop the value."""
    return Finding(code, Severity.WARN, message_zh, proposal)


def ask(code: str, message_zh: str, proposal: str | None = None) -> Finding:
    """Return a finding that a person must answer."""
    return Finding(code, Severity.ASK, message_zh, proposal)


def info(code: str, message_zh: str) -> Finding:
    """Return a finding that only tells what was done."""
    return Finding(code, Severity.INFO, message_zh)


def refused(findings: Sequence[Finding]) -> bool:
    """Return whether a value was refused or waits for an answer."""
    return any(f.severity in (Severity.ERROR, Severity.ASK) for f in findings)
