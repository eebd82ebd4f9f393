"""Look-ups of the credit registers, written down by who made them (三(一), F22)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..canonical import canonical_json
from ..dates import last_day
from ..errors import InvalidInput, NotFound
from ..identity import natural_id
from ..model import CreditCheck, CreditList, CreditState, Meta, Source
from ..privacy import mask_personal_data
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

        ``listed``: register → ground, for those in which the organization stands; personal data
        are masked. Raises InvalidInput for a day to come, a day before the look-up that is held
        already, and for an organization that the catalog does not hold.
        """
        by, day = person_named(person), checked_on or self._today()
        if day > self._today():
            raise InvalidInput("核验日期不能晚于今天。", field="on")
        organization = self._runs.organization(reference)
        grounds = {register: _masked(ground) for register, ground in listed.items()}
        source = _masked(where) or _WHERE
        with self._store.write() as repo:
            now = self._clock()
            made = [
                _found(repo, organization.id, register, grounds.get(register), source, day, now)
                for register in CreditList
            ]
            repo.write(made, reason=_CHECKED, now=now)
            found = sorted((register.value, ground) for register, ground in grounds.items())
            detail = canonical_json((organization.name, day, source, found))
            repo.append_audit(by, _CHECKED, organization.id, detail, now=now)
        self._keeper.refresh()
        return tuple(made)


def _found(
    repo: Repository,
    organization_id: str,
    register: CreditList,
    ground: str | None,
    source: str,
    day: date,
    now: datetime,
) -> CreditCheck:
    """Return the look-up of one register as the next version of the one held, or as the first.

    ``ground`` None: not listed. What is known of a listing (since when, the fine) stays known
    while it lasts: a fine that is no major one must not become one by being looked up again.
    """
    check = CreditCheck(
        id="",
        organization_id=organization_id,
        list=register,
        state=CreditState.OUT if ground is None else CreditState.IN,
        ground=ground or "",
        checked_with=source,
        checked_on=day,
    )
    check = replace(check, id=natural_id(check))
    try:
        held = repo.get(CreditCheck, check.id)
    except NotFound:
        return replace(check, meta=Meta(1, _SOURCE, now, now))
    if held.checked_on is not None and held.checked_on > day:
        raise InvalidInput(
            f"已有 {held.checked_on} 的核验记录，不能再登记更早的（{day}）。", field="on"
        )
    if check.state is held.state is CreditState.IN and not _over(held, day):
        check = replace(
            held, ground=check.ground or held.ground, checked_with=source, checked_on=day
        )
    if held.meta is None:
        return replace(check, meta=Meta(1, _SOURCE, now, now))
    return replace(check, meta=Meta(held.meta.version + 1, _SOURCE, held.meta.created_at, now))


def _over(held: CreditCheck, day: date) -> bool:
    return held.listed_to is not None and last_day(held.listed_to) < day


def _masked(text: str) -> str:
    return mask_personal_data(" ".join(text.split())).text
