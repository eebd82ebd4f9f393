"""Allocation of a batch of needs: every need's own run first, then the places among them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ..allocation import (
    Allocation,
    Asking,
    Batch,
    BudgetLine,
    Choice,
    Rules,
    Solver,
    allocate,
)
from ..errors import Conflict, InvalidInput
from ..model import Need, NeedStatus, Recommendation, Run
from ..newcomers import is_newcomer
from ..parts.budget import public_budget
from ..procurement import year_of
from ..publication import publication_blocks
from .keeper import SnapshotKeeper
from .recommendations import RecommendationService
from .records import RecordService
from .values import Progress, RecommendOptions

if TYPE_CHECKING:
    from ..catalog import Catalog
    from ..store import Store

_log = logging.getLogger("duijie.matcher.allocation")

#: How far down its own list a need may be served.
_LISTED = 50
#: The warning of a candidate below the fit threshold.
_LOW_FIT = "W20"


@dataclass(frozen=True, slots=True)
class AllocationOptions:
    """How to allocate: ``slots`` for organizations that declare no limit (>= 1).

    ``lines``: funding source → 元; the needs that name this source share it. ``as_of`` None =
    today; ``weights_version`` None = in force.
    """

    rules: Rules = field(default_factory=Rules)
    slots: int = 1
    lines: tuple[tuple[str, Decimal], ...] = ()
    as_of: date | None = None
    weights_version: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A need that takes no part, and why."""

    code: str
    title: str
    reason_zh: str


@dataclass(frozen=True, slots=True)
class AllocationReport:
    """The allocation, what it was made on, and the needs that were left out."""

    as_of: date
    catalog_version: int
    weights_version: str
    allocation: Allocation
    skipped: tuple[Skipped, ...]


class AllocationService:
    """One batch at a time; every need's run is stored, so that each place can be retraced."""

    def __init__(
        self,
        store: Store,
        keeper: SnapshotKeeper,
        records: RecordService,
        recommendations: RecommendationService,
        solver: Solver,
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._records = records
        self._recommendations = recommendations
        self._solver = solver
        self._today = today

    def for_needs(
        self,
        references: Sequence[str],
        options: AllocationOptions,
        progress: Progress | None = None,
    ) -> AllocationReport:
        """Allocate the needs with these ids or codes; withdrawn ones are left out."""
        found = {need.id: need for need in map(self._records.find_need, references)}
        reasons = {
            key: "需求已撤销。" for key, n in found.items() if n.status is NeedStatus.WITHDRAWN
        }
        return self._report(list(found.values()), reasons, options, progress)

    def for_year(
        self, year: int, options: AllocationOptions, progress: Progress | None = None
    ) -> AllocationReport:
        """Allocate the needs of a year that may be published; the others are left out."""
        with self._store.read() as repo:
            needs = [need for need in repo.all(Need) if year_of(need) == year]
        reasons = {need.id: " ".join(publication_blocks(need)) for need in needs}
        return self._report(needs, reasons, options, progress)

    def _report(
        self,
        needs: Sequence[Need],
        reasons: dict[str, str],
        options: AllocationOptions,
        progress: Progress | None,
    ) -> AllocationReport:
        taking_part = [need for need in needs if not reasons.get(need.id)]
        if not taking_part:
            raise InvalidInput("没有可以安排的需求，请核对编号或年度。", field="needs")
        if options.slots < 1:
            raise InvalidInput("未申报上限的组织，名额必须不小于 1。", field="slots")
        runs = self._runs(taking_part, options, progress)
        inputs = runs[0].inputs
        catalog = self._keeper.at(inputs.catalog_version).catalog
        batch = _batch(taking_part, runs, catalog, options)
        allocation = allocate(batch, options.rules, self._solver)
        _log.info("allocation %s: %d needs, %d places", allocation.id, len(runs), allocation.places)
        return AllocationReport(
            as_of=inputs.as_of,
            catalog_version=inputs.catalog_version,
            weights_version=inputs.weights_version,
            allocation=allocation,
            skipped=tuple(
                Skipped(need.code, need.title, reasons[need.id])
                for need in sorted(needs, key=lambda n: (n.code, n.id))
                if reasons.get(need.id)
            ),
        )

    def _runs(
        self, needs: Sequence[Need], options: AllocationOptions, progress: Progress | None
    ) -> list[Run]:
        how = RecommendOptions(_LISTED, options.as_of or self._today(), options.weights_version)
        runs = []
        for done, need in enumerate(needs, start=1):
            runs.append(self._recommendations.for_need(need.id, how))
            if progress is not None:
                progress(done, len(needs))
        if len({(r.inputs.catalog_version, r.inputs.weights_version) for r in runs}) > 1:
            raise Conflict("计算过程中目录或权重有变化，请再运行一次。")
        return runs


def _batch(
    needs: Sequence[Need], runs: Sequence[Run], catalog: Catalog, options: AllocationOptions
) -> Batch:
    lists = tuple(_asking(need, run) for need, run in zip(needs, runs, strict=True))
    rows = {
        choice.organization_id: catalog.organization_row[choice.organization_id]
        for need in lists
        for choice in need.choices
    }
    as_of = runs[0].inputs.as_of
    return Batch(
        needs=lists,
        slots={o: _free(catalog, row, options.slots) for o, row in rows.items()},
        newcomers=frozenset(
            o for o, row in rows.items() if is_newcomer(catalog.evaluations_of[row], as_of)
        ),
        lines=_lines(needs, options.lines),
    )


def _asking(need: Need, run: Run) -> Asking:
    budget = public_budget(need)
    return Asking(
        need_id=need.id,
        code=need.code,
        title=run.need_title,
        run_id=run.id,
        budget=None if budget is None else Decimal(str(budget[1])),
        choices=tuple(
            Choice(c.organization_id, c.organization_name, c.total)
            for c in run.candidates
            if _suits(c)
        ),
    )


def _suits(candidate: Recommendation) -> bool:
    return all(warning.code != _LOW_FIT for warning in candidate.warnings)


def _free(catalog: Catalog, row: int, otherwise: int) -> int:
    """Return the slots that an organization declares to be free, else ``otherwise``."""
    organization = catalog.organizations[row]
    limit, held = organization.max_concurrent, organization.concurrent_projects
    return otherwise if limit is None or held is None else max(0, limit - held)


def _lines(needs: Iterable[Need], amounts: Sequence[tuple[str, Decimal]]) -> tuple[BudgetLine, ...]:
    sources = {need.id: need.funding_source for need in needs}
    found = []
    for name, limit in amounts:
        held = frozenset(key for key, source in sources.items() if source == name)
        if not held:
            known = "、".join(sorted({source for source in sources.values() if source}))
            raise InvalidInput(
                f"这一批里没有资金来源为“{name}”的需求，现有：{known or '无'}。", field="lines"
            )
        found.append(BudgetLine(name, limit, held))
    return tuple(found)
