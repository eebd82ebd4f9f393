"""An import job as callers see it: counts first, then everything a person may have to decide."""

from __future__ import annotations

from datetime import datetime

from matcher.intake.plan import Action, Change, ImportPlan
from matcher.model import Evaluation, Need, Organization, Record, Service
from matcher.service.values import ImportJob, ImportStatus

from .views import DuplicateView, IgnoredView, IssueView, RejectedView, SkippedView, View

#: Kinds that the counts name, in the order of the catalog.
KINDS: dict[str, type[Record]] = {
    "needs": Need,
    "organizations": Organization,
    "services": Service,
    "evaluations": Evaluation,
}


class ActionCounts(View):
    """各动作的记录数。"""

    create: int
    update: int
    unchanged: int


class ChangeView(View):
    """计划中的一条记录。"""

    action: Action
    kind: str
    id: str
    title: str
    changed_fields: list[str]


class PlanView(View):
    """导入计划：确认前什么也不写入。"""

    counts: dict[str, ActionCounts]
    changes: list[ChangeView]
    rejected: list[RejectedView]  # type: ignore[valid-type]
    issues: list[IssueView]  # type: ignore[valid-type]
    duplicates: list[DuplicateView]  # type: ignore[valid-type]
    skipped: list[SkippedView]  # type: ignore[valid-type]
    ignored_sheets: list[IgnoredView]  # type: ignore[valid-type]
    masked: int
    digest: str


class JobView(View):
    """一次导入的进展。"""

    id: str
    status: ImportStatus
    files: list[str]
    created_at: datetime
    progress: int
    catalog_version: int | None
    error_code: str | None
    message_zh: str
    plan: PlanView | None


def job_view(job: ImportJob) -> JobView:
    """Return the view of a job."""
    return JobView(
        id=job.id,
        status=job.status,
        files=list(job.files),
        created_at=job.created_at,
        progress=job.progress,
        catalog_version=job.catalog_version,
        error_code=job.error_code,
        message_zh=job.message_zh,
        plan=None if job.plan is None else _plan_view(job.plan),
    )


def plan_counts(plan: ImportPlan) -> dict[str, ActionCounts]:
    """Return how many records of each kind would be created, updated or left as they are."""
    return {
        name: ActionCounts(
            create=plan.count(kind, Action.CREATE),
            update=plan.count(kind, Action.UPDATE),
            unchanged=plan.count(kind, Action.UNCHANGED),
        )
        for name, kind in KINDS.items()
    }


def _plan_view(plan: ImportPlan) -> PlanView:
    return PlanView.model_validate(
        {
            "counts": plan_counts(plan),
            "changes": [_change_view(c) for c in plan.changes if c.action is not Action.UNCHANGED],
            "rejected": plan.rejected,
            "issues": plan.issues,
            "duplicates": plan.duplicates,
            "skipped": plan.skipped,
            "ignored_sheets": plan.ignored_sheets,
            "masked": plan.masked,
            "digest": plan.digest,
        },
        from_attributes=True,
    )


def _change_view(change: Change) -> ChangeView:
    record = change.record
    return ChangeView(
        action=change.action,
        kind=type(record).__name__.lower(),
        id=record.id,
        title=record_title(record),
        changed_fields=list(change.changed_fields),
    )


def record_title(record: Record) -> str:
    """Return what a person calls the record."""
    match record:
        case Need() | Service():
            return record.title
        case Organization():
            return record.name
        case Evaluation():
            return record.project
        case _:
            return ""
