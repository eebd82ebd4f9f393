"""The fairness report over stored runs (F18, F19, F24); computed on demand, nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..monitor import (
    Concentration,
    Disparity,
    Exposure,
    Shown,
    concentration,
    disparities,
    newcomer_exposure,
)
from ..monitor.attributes import hidden_attributes
from ..monitor.shown import TOP
from ..runs import run_from_json
from .values import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model import Run
    from ..store import CatalogRecords, Store

#: The newest runs that a report reads.
MOST_RUNS = 5000


@dataclass(frozen=True, slots=True)
class FairnessReport:
    """What the runs made from ``since`` to ``until`` (both included) did to whom.

    ``names``: organization id → name, for the ids in the report.
    """

    since: date
    until: date
    runs: int
    exposure: Exposure
    concentration: tuple[Concentration, ...]
    disparities: tuple[Disparity, ...]
    names: dict[str, str]


class FairnessService:
    """Reads runs and the catalogs that they were made with."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def report(
        self, since: date | None = None, until: date | None = None, progress: Progress | None = None
    ) -> FairnessReport:
        """Return the report for a period, by default the last 90 days.

        Runs that asked who works in a field (scout) suggest nobody for a purchase and are left out;
        of several runs for one need or text the last one counts.
        """
        last = until or self._today()
        first = since or date.fromordinal(last.toordinal() - 90)
        with self._store.read() as repo:
            found = [r for r in repo.latest_runs(MOST_RUNS) if first <= _day(r.created_at) <= last]
            latest = {(r.inputs.need_id, r.inputs.text): r for r in reversed(found)}
            chosen = sorted(
                (r for r in latest.values() if r.inputs.mode != "scout"),
                key=lambda r: (r.catalog_version, r.id),
            )
            shown: list[Shown] = []
            version, records = -1, None
            for done, stored in enumerate(chosen, start=1):
                if records is None or stored.catalog_version != version:
                    version, records = (
                        stored.catalog_version,
                        repo.catalog_at(stored.catalog_version),
                    )
                shown.append(_shown(run_from_json(repo.run(stored.id)), records))
                if progress is not None:
                    progress(done, len(chosen))
            present = repo.catalog_at(repo.catalog_version()) if chosen else None
        organizations = () if present is None else present.organizations
        evaluated = (
            set()
            if present is None
            else {e.organization_id for e in present.evaluations if e.valid}
        )
        newcomers = {o.id for o in organizations} - evaluated
        return FairnessReport(
            since=first,
            until=last,
            runs=len(shown),
            exposure=newcomer_exposure(shown, newcomers),
            concentration=concentration(shown),
            disparities=disparities(shown, hidden_attributes(organizations, last)),
            names={o.id: o.name for o in organizations},
        )


def _day(moment: datetime) -> date:
    return moment.date()


def _shown(run: Run, records: CatalogRecords) -> Shown:
    out = {exclusion.organization_id for exclusion in run.excluded}
    need = next((n for n in records.needs if n.id == run.inputs.need_id), None)
    return Shown(
        run_id=run.id,
        street="" if need is None else need.street,
        service_types=() if need is None else need.service_types,
        eligible=frozenset(o.id for o in records.organizations if o.id not in out),
        top=tuple(candidate.organization_id for candidate in run.candidates[:TOP]),
    )
