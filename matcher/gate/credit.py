"""Which credit register an organization stands in on a day (E03–E06)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from ..dates import age_in_months, first_day, last_day
from ..model import CreditCheck, CreditList, CreditState

#: Register → exclusion code, in the order of the codes.
CODE_OF = {
    CreditList.SERIOUS: "E03",
    CreditList.ABNORMAL: "E04",
    CreditList.DEFAULTER: "E05",
    CreditList.PROCUREMENT: "E06",
    CreditList.PENALTY: "E06",
}
#: 较大数额罚款 of 政府采购法实施条例 Art. 19 is 2,000,000 元 or more (财库〔2022〕3号).
MAJOR_FINE = Decimal(2_000_000)
#: 重大违法记录 counts for three years (政府采购法 Art. 22).
MAJOR_MONTHS = 36
#: A look-up is good for this long; older ones warn (W02).
FRESH_DAYS = 30


def listing(
    checks: tuple[CreditCheck, ...], register: CreditList, as_of: date
) -> CreditCheck | None:
    """Return the look-up that says the organization stands in ``register`` on ``as_of``, or None.

    The latest look-up up to that day counts, so that a removal restores the organization; of two on
    one day the worse one. A look-up without date is older than any other; 未知 says nothing.
    """
    known = [
        c
        for c in checks
        if c.list is register
        and c.state is not CreditState.UNKNOWN
        and (c.checked_on is None or c.checked_on <= as_of)
    ]
    if not known:
        return None
    latest = max(known, key=lambda c: (c.checked_on or date.min, c.state is CreditState.IN, c.id))
    return latest if latest.state is CreditState.IN and _in_force(latest, as_of) else None


def _in_force(check: CreditCheck, as_of: date) -> bool:
    if check.listed_from is not None and first_day(check.listed_from) > as_of:
        return False
    if check.listed_to is not None:
        return last_day(check.listed_to) >= as_of
    if check.list is not CreditList.PENALTY:
        return True
    if check.fine_amount is not None and check.fine_amount < MAJOR_FINE:
        return False
    return check.listed_from is None or age_in_months(check.listed_from, as_of) < MAJOR_MONTHS


def last_checked(checks: tuple[CreditCheck, ...], as_of: date) -> date | None:
    """Return the day of the latest look-up up to ``as_of``; None where there was none."""
    days = (c.checked_on for c in checks if c.state is not CreditState.UNKNOWN)
    return max((d for d in days if d is not None and d <= as_of), default=None)


def is_stale(checked_on: date, as_of: date) -> bool:
    """Return whether a look-up is more than 30 days old."""
    return as_of - checked_on > timedelta(days=FRESH_DAYS)
