"""Findings of an import: every guess, question and refusal, with its place and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Severity(StrEnum):
    """What a finding means for the value it is about."""

    ERROR = "error"  # the value is refused; the rest of the row goes on
    ASK = "ask"  # not taken by itself: a person must confirm the proposal
    WARN = "warn"  # taken, and somebody should look
    INFO = "info"  # taken with a harmless change (normalised, masked)


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding about one value, before it has a place: what value rules return.

    ``proposal`` is the canonical text a person may accept; ``code`` is a stable machine name.
    """

    code: str
    severity: Severity
    message_zh: str
    proposal: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding at its place. ``read`` is the cell as read, personal data masked."""

    code: str
    severity: Severity
    file: str
    sheet: str
    row: int
    column: str
    label: str
    field: str
    read: str
    message_zh: str
    proposal: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """The result of one value rule: a typed value (None = nothing taken) and its findings."""

    value: T
    findings: tuple[Finding, ...] = ()
