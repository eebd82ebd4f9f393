"""Short builders of findings, so that a rule reads as what it decides."""

from __future__ import annotations

from ..cells import CellValue
from ..issues import Finding, Severity
from .text import quote


def error(code: str, message_zh: str, proposal: str | None = None) -> Finding:
    """Return a refusal: nothing was taken."""
    return Finding(code, Severity.ERROR, message_zh, proposal)


def ask(code: str, message_zh: str, proposal: str | None = None) -> Finding:
    """Return a question: nothing is taken before a person answers."""
    return Finding(code, Severity.ASK, message_zh, proposal)


def warn(code: str, message_zh: str, proposal: str | None = None) -> Finding:
    """Return a hint: taken, and somebody should look."""
    return Finding(code, Severity.WARN, message_zh, proposal)


def info(code: str, message_zh: str) -> Finding:
    """Return a note on a harmless change."""
    return Finding(code, Severity.INFO, message_zh)


def unreadable(code: str, what_zh: str, v: CellValue, example_zh: str) -> Finding:
    """Return the refusal of a cell that no form covers, with the way out."""
    return error(code, f"读不懂{what_zh}{quote(v)}，没有采用；请写成 {example_zh}。")
