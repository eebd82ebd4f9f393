"""The tamper-evident log of decisions (F15): each entry's hash covers the one before it.

Altering, inserting or deleting an entry breaks the chain from there on. What cannot be seen from
inside is a log that was cut at its end or rewritten whole: for that, note the last hash elsewhere
and compare (`duijie audit verify --expect`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from .canonical import canonical_json, sha256_of


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what, and when; ``detail`` is canonical JSON, without personal data.

    ``number`` counts from 1; ``hash`` is the SHA-256 over everything else and the hash before it.
    """

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    hash: str


def sealed(
    before: AuditEntry | None, at: datetime, actor: str, action: str, subject: str, detail: str
) -> AuditEntry:
    """Return the entry that follows ``before``."""
    number = 1 if before is None else before.number + 1
    previous = "" if before is None else before.hash
    digest = _digest(previous, number, at, actor, action, subject, detail)
    return AuditEntry(number, at, actor, action, subject, detail, digest)


def verify_chain(entries: Iterable[AuditEntry], expected: str | None = None) -> tuple[str, ...]:
    """Return what is wrong, in Chinese; empty for an unbroken log.

    ``expected`` is a hash noted earlier: it must still be that of some entry.
    """
    findings: list[str] = []
    previous, number = "", 0
    seen = False
    for entry in entries:
        if entry.number != number + 1:
            findings.append(f"第 {number + 1} 条缺失或次序被改动（其后是第 {entry.number} 条）。")
        made = _digest(
            previous,
            entry.number,
            entry.at,
            entry.actor,
            entry.action,
            entry.subject,
            entry.detail,
        )
        if made != entry.hash:
            findings.append(f"第 {entry.number} 条的内容与摘要不符，此条或其前一条被改动过。")
        seen = seen or entry.hash == expected
        previous, number = entry.hash, entry.number
    if expected is not None and not seen:
        findings.append("日志里没有事先记下的摘要：末尾可能被删除，或整份日志被替换。")
    return tuple(findings)


def _digest(
    previous: str, number: int, at: datetime, actor: str, action: str, subject: str, detail: str
) -> str:
    # One zone, so that a database that gives times back in another changes no hash.
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256_of(canonical_json((previous, number, moment, actor, action, subject, detail)))
