"""Tables → plan: organizations before needs before evaluations, whatever the file order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Protocol, TypeVar

from ...model import (
    CreditCheck,
    Evaluation,
    Federation,
    Need,
    Organization,
    Record,
    Service,
)
from ..cells import CellRef, IgnoredSheet, SkippedRow, Table, TableKind
from ..plan import Change, Existing, ImportPlan
from .contradictions import planned_records, stored_records, tell_contradictions
from .demand import plan_needs
from .drafts import EvaluationDraft, NeedDraft, OrganizationDraft
from .evaluations import read_evaluation
from .federations import plan_federations
from .needs import read_need
from .organizations import read_organization
from .performance import plan_evaluations
from .report import Report
from .supply import plan_supply

R = TypeVar("R", bound=Record)
Progress = Callable[[int, int], None]


class ReadsRecords(Protocol):
    """The part of a repository that a plan needs."""

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return all current records of ``kind``."""
        ...


@dataclass(slots=True)
class _Drafts:
    needs: list[NeedDraft] = field(default_factory=list)
    organizations: list[OrganizationDraft] = field(default_factory=list)
    evaluations: list[EvaluationDraft] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)


def existing_records(repository: ReadsRecords) -> Existing:
    """Return everything the store holds, for comparison."""
    return Existing(
        needs=repository.all(Need),
        organizations=repository.all(Organization),
        services=repository.all(Service),
        evaluations=repository.all(Evaluation),
        credit_checks=repository.all(CreditCheck),
        federations=repository.all(Federation),
    )


def build_plan(
    tables: Sequence[Table],
    existing: Existing,
    *,
    today: date,
    now: datetime,
    answers: Mapping[CellRef, str] | None = None,
    ignored: Sequence[IgnoredSheet] = (),
    progress: Progress | None = None,
) -> ImportPlan:
    """Return what importing ``tables`` into ``existing`` would do; nothing is written.

    ``answers`` are a person's values for cells, put in place of what the cell holds, so that an
    asked value is taken the next time the plan is made. ``now`` is the time of new versions, in
    UTC; ``today`` is the day in Beijing against which dates are judged. Bad rows never raise.
    """
    report = Report()
    drafts = _read(tables, report, answers or {}, today, progress)
    supply = plan_supply(drafts.organizations, existing, report, now)
    organizations = [
        *planned_records(supply.organizations, Organization),
        *stored_records(existing.organizations, supply.organizations),
    ]
    federations = plan_federations(organizations, supply.rows, existing, now)
    services = planned_records(supply.services, Service)
    needs = plan_needs(drafts.needs, existing, services, report, now)
    performance = plan_evaluations(drafts.evaluations, organizations, existing, report, now)
    tell_contradictions(organizations, supply, federations, performance, existing, today)
    changes = (
        *supply.organizations,
        *supply.services,
        *supply.credit_checks,
        *federations,
        *needs,
        *performance.changes,
    )
    skipped = (*(row for table in tables for row in table.skipped), *drafts.skipped)
    plan = ImportPlan(
        files=tuple(dict.fromkeys(table.file for table in tables)),
        changes=changes,
        rejected=tuple(report.rejected),
        issues=tuple(report.issues),
        duplicates=tuple(report.duplicates),
        skipped=tuple(sorted(skipped, key=lambda s: (_sheet_order(tables, s), s.row))),
        ignored_sheets=tuple(ignored),
        masked=report.masked,
        digest="",
    )
    return _with_digest(plan)


def _read(
    tables: Sequence[Table],
    report: Report,
    answers: Mapping[CellRef, str],
    today: date,
    progress: Progress | None,
) -> _Drafts:
    drafts = _Drafts()
    total, done = sum(len(table.rows) for table in tables), 0
    for table in tables:
        for row in table.rows:
            if table.kind is TableKind.NEEDS:
                need = read_need(table, row, report, answers, today)
                drafts.needs += [] if need is None else [need]
            elif table.kind is TableKind.ORGANIZATIONS:
                supply = read_organization(table, row, report, answers, today)
                drafts.organizations += [] if supply is None else [supply]
            else:
                found = read_evaluation(table, row, report, answers, today)
                if isinstance(found, SkippedRow):
                    drafts.skipped.append(found)
                else:
                    drafts.evaluations += [] if found is None else [found]
            done += 1
            if progress is not None and (done % 20 == 0 or done == total):
                progress(done, total)
    return drafts


def _sheet_order(tables: Sequence[Table], skipped: SkippedRow) -> int:
    order = {table.sheet: number for number, table in enumerate(tables)}
    return order.get(skipped.sheet, len(order))


def _with_digest(plan: ImportPlan) -> ImportPlan:
    """Name the plan by its content; times do not count, or no plan could be confirmed later."""
    body = asdict(plan)
    body["changes"] = [_content(change) for change in plan.changes]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(plan, digest=digest)


def _content(change: Change) -> dict[str, object]:
    facts = asdict(change.record)
    meta = facts.pop("meta")
    version = None if meta is None else meta["version"]
    return {
        "action": change.action,
        "kind": type(change.record).__name__,
        "facts": facts,
        "version": version,
        "changed": change.changed_fields,
    }
