"""One expected outcome, and the checks that the case tables are written with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from support.plan_view import PlanView

from matcher.intake.issues import Severity
from matcher.publication import publication_blocks

Check = Callable[[PlanView, "Case"], None]
ASK, WARN, ERROR, INFO = Severity.ASK, Severity.WARN, Severity.ERROR, Severity.INFO


@dataclass(frozen=True)
class Case:
    """Entry ``sheet | row | column`` of expected.md and what must hold for it."""

    sheet: str
    row: int
    column: str
    checks: tuple[Check, ...]

    @property
    def key(self) -> tuple[str, int, str]:
        """Return what names the entry in expected.md."""
        return (self.sheet, self.row, self.column)

    @property
    def letter(self) -> str:
        """Return the column letter that the column text begins with (``""`` = none)."""
        match = re.match(r"([A-Z]+)(?![a-z])", self.column)
        return match.group(1) if match else ""

    @property
    def id(self) -> str:
        """Return the name of the test case: ``需求目录-R9-J预算``."""
        column = re.sub(r"[（(].*?[）)]|\s", "", self.column)
        return f"{self.sheet}-R{self.row}-{column}"


def cases(sheet: str, *entries: tuple) -> list[Case]:
    """Return the cases of one sheet from ``(row, column, check, check, …)``."""
    return [Case(sheet, row, column, tuple(checks)) for row, column, *checks in entries]


def says(severity: Severity, *words: str, proposal: str | None = None, column: str = "") -> Check:
    """Check an issue at the cell: severity, words of the message, proposal."""

    def check(view: PlanView, case: Case) -> None:
        letter = column or case.letter
        found = view.issues(case.sheet, case.row, letter, severity)
        fitting = [i for i in found if all(word in i.message_zh for word in words)]
        assert fitting, [(i.severity, i.message_zh) for i in view.issues(case.sheet, case.row)]
        if proposal is not None:
            assert proposal in [i.proposal for i in fitting]

    return check


def quiet(*words: str) -> Check:
    """Check that no issue of the cell says any of ``words`` (no words: no issue above INFO)."""

    def check(view: PlanView, case: Case) -> None:
        found = view.issues(case.sheet, case.row, case.letter or None)
        if words:
            assert not [i for i in found if any(word in i.message_zh for word in words)]
        else:
            assert not [i for i in found if i.severity is not INFO]

    return check


def skipped(reason: str) -> Check:
    """Check that the row was skipped for ``reason`` and made no record."""

    def check(view: PlanView, case: Case) -> None:
        assert view.skipped(case.sheet, case.row) == reason
        places = {(c.record.meta.source.sheet, c.record.meta.source.row) for c in view.plan.changes}
        assert (case.sheet, case.row) not in places

    return check


def blocked(*words: str) -> Check:
    """Check that the need may not be published, and why."""

    def check(view: PlanView, case: Case) -> None:
        blocks = publication_blocks(view.need(case.row))
        for word in words:
            assert any(word in block for block in blocks), blocks

    return check


def publishable(view: PlanView, case: Case) -> None:
    """Check that nothing keeps the need from being published."""
    assert publication_blocks(view.need(case.row)) == ()


def field(kind: str, **expected: object) -> Check:
    """Check attributes of the record (``need``, ``organization``, ``service``) of the row."""

    def check(view: PlanView, case: Case) -> None:
        record = getattr(view, kind)(case.row)
        for name, value in expected.items():
            assert getattr(record, name) == value, name

    return check
