"""Import jobs by SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from ..errors import NotFound
from ..intake.job import ImportJob, ImportStatus
from ..intake.plan import ImportPlan
from .tables import import_files, imports

_PLAN = TypeAdapter(ImportPlan)

#: States after which the uploaded files are deleted.
ENDED = (ImportStatus.CONFIRMED, ImportStatus.FAILED)


def no_import(import_id: str) -> NotFound:
    """Return the error for an import that is not there."""
    return NotFound(f"没有编号为 {import_id} 的导入记录。")


class SqlImports:
    """Import jobs on one connection."""

    _connection: sa.Connection

    def add_import(self, job: ImportJob, files: Sequence[tuple[str, bytes]]) -> None:
        """Store a new job with its files."""
        self._connection.execute(sa.insert(imports), _row(job))
        rows = [
            {"import_id": job.id, "place": place, "name": name, "content": content}
            for place, (name, content) in enumerate(files)
        ]
        if rows:
            self._connection.execute(sa.insert(import_files), rows)

    def save_import(self, job: ImportJob) -> None:
        """Store the state of a job; an ended job loses its files."""
        update = sa.update(imports).where(imports.c.id == job.id).values(_row(job))
        if self._connection.execute(update).rowcount == 0:
            raise no_import(job.id)
        if job.status in ENDED:
            self._connection.execute(
                sa.delete(import_files).where(import_files.c.import_id == job.id)
            )

    def import_job(self, import_id: str) -> ImportJob:
        """Return a job with its plan."""
        query = sa.select(imports).where(imports.c.id == import_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise no_import(import_id)
        return _job(row)

    def import_jobs(self, statuses: Sequence[ImportStatus] = ()) -> tuple[ImportJob, ...]:
        """Return the jobs in one of these states (empty: all), newest first."""
        query = sa.select(imports).order_by(imports.c.created_at.desc(), imports.c.id)
        if statuses:
            query = query.where(imports.c.status.in_([status.value for status in statuses]))
        return tuple(_job(row) for row in self._connection.execute(query))

    def import_files(self, import_id: str) -> tuple[tuple[str, bytes], ...]:
        """Return the uploaded files in order."""
        query = (
            sa.select(import_files.c.name, import_files.c.content)
            .where(import_files.c.import_id == import_id)
            .order_by(import_files.c.place)
        )
        return tuple((row.name, bytes(row.content)) for row in self._connection.execute(query))


def _row(job: ImportJob) -> dict[str, Any]:
    return {
        "id": job.id,
        "status": job.status.value,
        "created_at": job.created_at,
        "files": list(job.files),
        "progress": job.progress,
        "plan_digest": None if job.plan is None else job.plan.digest,
        "plan": None if job.plan is None else _PLAN.dump_json(job.plan).decode(),
        "catalog_version": job.catalog_version,
        "error_code": job.error_code,
        "message_zh": job.message_zh,
    }


def _job(row: sa.Row[Any]) -> ImportJob:
    return ImportJob(
        id=row.id,
        status=ImportStatus(row.status),
        files=tuple(row.files),
        created_at=row.created_at,
        progress=row.progress,
        plan=None if row.plan is None else _PLAN.validate_json(row.plan),
        catalog_version=row.catalog_version,
        error_code=row.error_code,
        message_zh=row.message_zh,
    )
