"""Whether a few organizations come first everywhere (F19): by street and by service type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .shown import Shown

#: From this share of first places on, one organization is said to dominate; below so many runs a
#: share says nothing.
ALERT_SHARE, ALERT_RUNS = 0.4, 5


@dataclass(frozen=True, slots=True)
class Concentration:
    """First places in one street or service type (``kind``).

    ``top_share`` in (0, 1] of the organization that is first most often (equals: the smallest id);
    ``hhi`` in (0, 1], the sum of squared shares (Herfindahl–Hirschman).
    """

    kind: str
    name: str
    runs: int
    organization_id: str
    top_share: float
    hhi: float

    @property
    def alert(self) -> bool:
        """Whether somebody should look at it."""
        return self.runs >= ALERT_RUNS and self.top_share > ALERT_SHARE


def concentration(runs: Iterable[Shown]) -> tuple[Concentration, ...]:
    """Return one entry per street and per service type, those most concentrated first.

    Runs that suggested nobody have no first place, and a text has no street: they do not count.
    """
    first: dict[tuple[str, str], Counter[str]] = {}
    for run in runs:
        if not run.top:
            continue
        groups = [("街道", run.street)] if run.street else []
        groups += [("服务类型", name) for name in run.service_types]
        for group in groups:
            first.setdefault(group, Counter())[run.top[0]] += 1
    entries = [_entry(kind, name, count) for (kind, name), count in first.items()]
    return tuple(sorted(entries, key=lambda e: (-e.hhi, e.kind, e.name)))


def _entry(kind: str, name: str, count: Counter[str]) -> Concentration:
    total = sum(count.values())
    leader = min(count, key=lambda organization: (-count[organization], organization))
    hhi = sum((number / total) ** 2 for _, number in sorted(count.items()))
    return Concentration(kind, name, total, leader, count[leader] / total, hhi)
