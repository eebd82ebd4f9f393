"""Look-ups of the credit registers, written down by who made them (三(一), F22)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..canonical import canonical_json
from ..errors import InvalidInput, NotFound
from ..identity import natural_id
from ..model import CreditCheck, CreditList, CreditState, Meta, Source
from .governance import person_named
from .run_reader import RunReader

if TYPE_CHECKING:
    from ..store import Repository, Store
    from .keeper import SnapshotKeeper
    from .recommendations import RecommendationService

_CHECKED = "登记信用核验"
_SOURCE = Source("信用核验登记")
_WHERE = "信用中国、中国社会组织政务服务平台"


class CreditService:
    """One look-up covers all registers: those that list the organization, the others are clean."""

    def __init__(
        self,
        store: Store,
        keeper: SnapshotKeeper,
        recommendations: RecommendationService,
        clock: Callable[[], datetime],
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._runs = RunReader(store, recommendations)
        self._clock = clock
        self._today = today

    def record(
        self,
        reference: str,
        person: str,
        listed: Mapping[CreditList, str],
        checked_on: date | None = None,
        where: str = _WHERE,
    ) -> tuple[CreditCheck, ...]:
        """Store what a person found in the registers on a day (None: today).

        ``listed``: register → ground, for those in which the organization stands. Raises
        InvalidInput for a day to come and for an organization that the catalog does not hold.
        """
        by, day = person_named(person), checked_on or self._today()
        if day > self._today():
            raise InvalidInput("核验日期不能晚于今天。", field="on")
        organization = self._runs.organization(reference)
        with self._store.write() as repo:
            now = self._clock()
            made = []
            for register in CreditList:
                check = CreditCheck(
                    id="",
                    organization_id=organization.id,
                    list=register,
                    state=CreditState.IN if register in listed else CreditState.OUT,
                    ground=listed.get(register, ""),
                    checked_with=" ".join(where.split()),
                    checked_on=day,
                )
                made.append(_numbered(repo, replace(check, id=natural_id(check)), now))
            repo.write(made, reason=_CHECKED, now=now)
            found = sorted((register.value, ground) for register, ground in listed.items())
            detail = canonical_json((organization.name, day, where, found))
            repo.append_audit(by, _CHECKED, organization.id, detail, now=now)
        self._keeper.refresh()
        return tuple(made)


def _numbered(repo: Repository, check: CreditCheck, now: datetime) -> CreditCheck:
    """Return the check as the next version of the one that is held, or as the first."""
    try:
        held = repo.get(CreditCheck, check.id).meta
    except NotFound:
        held = None
    if held is None:
        return replace(check, meta=Meta(1, _SOURCE, now, now))
    return replace(check, meta=Meta(held.version + 1, _SOURCE, held.created_at, now))
