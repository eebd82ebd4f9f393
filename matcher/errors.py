"""Errors of the product. No HTTP in here: :mod:`api.errors` maps types to status codes.

MatchingError
├── InvalidInput      a value that cannot be used (file, sheet, row, field)
├── NotFound          no such record, run or import
├── Conflict          somebody else changed it first, or it exists already
├── NotAllowed        the state of things forbids the action
└── Unavailable       a part of the service cannot work now (model, snapshot, database)

Each error carries values; ``message_zh`` says in Chinese what is wrong and the way out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class MatchingError(Exception):
    """Base of all expected errors: ``code`` for machines, ``message_zh`` for people."""

    code = "ERROR"

    def __init__(self, message_zh: str, *, code: str | None = None) -> None:
        super().__init__(message_zh)
        self.message_zh = message_zh
        if code is not None:
            self.code = code


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One problem of one field; ``row`` is the spreadsheet row where there is one."""

    message_zh: str
    field: str | None = None
    row: int | None = None
    file: str | None = None
    sheet: str | None = None


class InvalidInput(MatchingError):
    """The input cannot be used; ``problems`` lists every finding, not only the first."""

    code = "VALIDATION"

    def __init__(
        self,
        message_zh: str,
        *,
        code: str | None = None,
        field: str | None = None,
        row: int | None = None,
        problems: Sequence[FieldProblem] = (),
    ) -> None:
        super().__init__(message_zh, code=code)
        self.field = field
        self.row = row
        self.problems = tuple(problems)


class NotFound(MatchingError):
    """The record, run or import does not exist."""

    code = "NOT_FOUND"


class Conflict(MatchingError):
    """Somebody changed the record first (optimistic version), or the code is taken."""

    code = "CONFLICT"


class NotAllowed(MatchingError):
    """The state of the record forbids the action (an import confirmed twice, say)."""

    code = "NOT_ALLOWED"


class Unavailable(MatchingError):
    """A part of the service cannot work now; the sentence names the command that repairs it."""

    code = "UNAVAILABLE"
