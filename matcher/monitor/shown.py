"""What one run put before people."""

from __future__ import annotations

from dataclasses import dataclass

#: Places that people read.
TOP = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """One run: where it was asked, what for, who could be suggested and who was, best first.

    ``top`` are organization ids, at most `TOP`; ``eligible`` those that passed the gate.
    """

    run_id: str
    street: str
    service_types: tuple[str, ...]
    eligible: frozenset[str]
    top: tuple[str, ...]
