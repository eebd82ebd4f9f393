"""The only place that reads the clock (pure code gets ``as_of`` and ``now`` as arguments)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

#: Beijing time: what "today" means to the people who use this.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """Return the present moment in UTC, to the microsecond."""
    return datetime.now(UTC)  # noqa: TID251


def today() -> date:
    """Return today's date in Beijing."""
    return datetime.now(BEIJING).date()  # noqa: TID251
