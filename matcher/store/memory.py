"""The obvious repository: dictionaries. Slow, without transactions, and easy to believe.

The contract suite runs it beside the SQL ones; where they differ, this one shows what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from ..audit import AuditEntry, sealed
from ..intake.job import ImportJob, ImportStatus
from ..model import (
    DraftStatus,
    Evaluation,
    Need,
    Organization,
    Record,
    RunInputs,
    Service,
    WeightDraft,
)
from ..weights import Weights, weights_from_json
from .batch import (
    Entry,
    chained_digest,
    check_deletion,
    check_owners,
    check_versions,
    meta_of,
    organizations_needed,
    prepare,
)
from .codec import BY_TABLE, KINDS, kind_of
from .protocol import CatalogRecords, Repository, StoredRun
from .sql_catalog import no_version, still_owner
from .sql_governance import draft_closed, draft_exists, no_draft
from .sql_imports import ENDED, no_import
from .sql_keepers import no_run, no_weights, other_run, weights_exist
from .sql_records import no_record

R = TypeVar("R", bound=Record)


@dataclass
class MemoryRecords:
    """Records by kind and id, and every line of the history with its catalog version."""

    _records: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {kind.table: {} for kind in KINDS}
    )
    _history: list[tuple[int, Entry]] = field(default_factory=list)
    _digests: list[str] = field(default_factory=lambda: [""])

    def get(self, kind: type[R], record_id: str) -> R:
        """Return one record."""
        found: R | None = self._records[kind_of(kind).table].get(record_id)
        if found is None:
            raise no_record(kind_of(kind), record_id)
        return found

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return all records by id."""
        held = self._records[kind_of(kind).table]
        return tuple(held[record_id] for record_id in sorted(held))

    def page(self, kind: type[R], *, after: str | None, limit: int) -> tuple[R, ...]:
        """Return the first ``limit`` records behind ``after``."""
        behind = [r for r in self.all(kind) if after is None or r.id > after]
        return tuple(behind[:limit])

    def count(self, kind: type[R]) -> int:
        """Return how many records there are."""
        return len(self._records[kind_of(kind).table])

    def find_need(self, code: str) -> tuple[Need, ...]:
        """Return the needs with this code."""
        return tuple(need for need in self.all(Need) if need.code == code)

    def find_organization(self, reference: str) -> tuple[Organization, ...]:
        """Return the organizations with this credit code or name."""
        return tuple(o for o in self.all(Organization) if reference in (o.uscc, o.name))

    def services_of(self, organization_id: str) -> tuple[Service, ...]:
        """Return what an organization offers."""
        return tuple(s for s in self.all(Service) if s.organization_id == organization_id)

    def evaluations_of(self, organization_id: str) -> tuple[Evaluation, ...]:
        """Return the evaluations of an organization."""
        return tuple(e for e in self.all(Evaluation) if e.organization_id == organization_id)

    def write(self, records: Sequence[Record], *, reason: str, now: datetime) -> int:
        """Insert or update ``records``; all checks come before the first change."""
        batch = prepare(records)
        if not batch:
            return self.catalog_version()
        check_owners(organizations_needed(batch), set(self._records[kind_of(Organization).table]))
        for table, group in batch.items():
            held = {key: meta_of(record).version for key, record in self._records[table].items()}
            check_versions(BY_TABLE[table], group, held)
        for table, group in batch.items():
            self._records[table].update({w.entry.id: w.record for w in group})
        return self._close_version([w.entry for group in batch.values() for w in group])

    def delete(
        self, kind: type[R], record_id: str, version: int, *, reason: str, now: datetime
    ) -> int:
        """Delete the record at ``version``."""
        described = kind_of(kind)
        held = self.get(kind, record_id)
        check_deletion(described, record_id, version, meta_of(held).version)
        if described.model is Organization:
            for other in KINDS:
                mine = self._records[other.table].values()
                if other.belongs_to_organization and any(
                    record.organization_id == record_id for record in mine
                ):
                    raise still_owner(other)
        del self._records[described.table][record_id]
        body = described.body(held)
        return self._close_version([Entry(described.table, record_id, version + 1, True, body)])

    def catalog_version(self) -> int:
        """Return the number of the last catalog version."""
        return len(self._digests) - 1

    def catalog_at(self, version: int) -> CatalogRecords:
        """Return all records as they were, by playing the history again."""
        if not 0 <= version <= self.catalog_version():
            raise no_version(version)
        held: dict[str, dict[str, Any]] = {kind.table: {} for kind in KINDS}
        for made, entry in self._history:
            if made <= version:
                held[entry.kind].pop(entry.id, None)
                if not entry.deleted:
                    held[entry.kind][entry.id] = BY_TABLE[entry.kind].from_body(entry.body)
        groups = {t: tuple(group[key] for key in sorted(group)) for t, group in held.items()}
        return CatalogRecords(version, self._digests[version], **groups)

    def _close_version(self, entries: Sequence[Entry]) -> int:
        self._digests.append(chained_digest(self._digests[-1], entries))
        self._history += [(self.catalog_version(), entry) for entry in entries]
        return self.catalog_version()


@dataclass
class MemoryKeepers:
    """Runs, imports and weights."""

    _runs: dict[str, tuple[StoredRun, str]] = field(default_factory=dict)
    _imports: dict[str, ImportJob] = field(default_factory=dict)
    _files: dict[str, tuple[tuple[str, bytes], ...]] = field(default_factory=dict)
    _weights: list[tuple[date, datetime, str, Weights]] = field(default_factory=list)

    def add_run(self, run_id: str, inputs: RunInputs, result: str, *, now: datetime) -> None:
        """Store a run once."""
        run = StoredRun(run_id, inputs.catalog_version, now, inputs)
        if self._runs.setdefault(run_id, (run, result))[1] != result:
            raise other_run(run_id)

    def run(self, run_id: str) -> str:
        """Return the result text."""
        if run_id not in self._runs:
            raise no_run(run_id)
        return self._runs[run_id][1]

    def latest_runs(self, limit: int) -> tuple[StoredRun, ...]:
        """Return the newest runs first."""
        by_id = sorted((run for run, _ in self._runs.values()), key=lambda run: run.id)
        return tuple(sorted(by_id, key=lambda run: run.created_at, reverse=True)[:limit])

    def add_import(self, job: ImportJob, files: Sequence[tuple[str, bytes]]) -> None:
        """Store a new job with its files."""
        self._imports[job.id] = job
        self._files[job.id] = tuple(files)

    def save_import(self, job: ImportJob) -> None:
        """Store the state of a job."""
        if job.id not in self._imports:
            raise no_import(job.id)
        self._imports[job.id] = job
        if job.status in ENDED:
            self._files.pop(job.id, None)

    def import_job(self, import_id: str) -> ImportJob:
        """Return a job with its plan."""
        if import_id not in self._imports:
            raise no_import(import_id)
        return self._imports[import_id]

    def import_jobs(self, statuses: Sequence[ImportStatus] = ()) -> tuple[ImportJob, ...]:
        """Return the jobs in these states, newest first."""
        jobs = sorted(self._imports.values(), key=lambda job: job.id)
        found = [job for job in jobs if not statuses or job.status in statuses]
        return tuple(sorted(found, key=lambda job: job.created_at, reverse=True))

    def import_files(self, import_id: str) -> tuple[tuple[str, bytes], ...]:
        """Return the uploaded files."""
        return self._files.get(import_id, ())

    def add_weights(self, body: str, *, effective_from: date, now: datetime) -> Weights:
        """Store a weights document."""
        made = weights_from_json(body)
        if made.version in self.weights_versions():
            raise weights_exist(made.version)
        self._weights.append((effective_from, now, made.version, made))
        self._weights.sort(key=lambda item: item[:3])
        return made

    def weights(self, version: str | None = None, *, as_of: date | None = None) -> Weights:
        """Return a version, or the one in force on ``as_of``."""
        found = [
            made
            for start, _, name, made in self._weights
            if (name == version if version is not None else as_of is None or start <= as_of)
        ]
        if not found:
            raise no_weights(version)
        return found[-1]

    def weights_versions(self) -> tuple[str, ...]:
        """Return all versions, the one with the latest date last."""
        return tuple(name for _, _, name, _ in self._weights)


@dataclass
class MemoryGovernance:
    """Audit log and drafts."""

    _log: list[AuditEntry] = field(default_factory=list)
    _drafts: dict[str, WeightDraft] = field(default_factory=dict)

    def append_audit(
        self, actor: str, action: str, subject: str, detail: str, *, now: datetime
    ) -> AuditEntry:
        """Add an entry at the end."""
        before = self._log[-1] if self._log else None
        self._log.append(sealed(before, now, actor, action, subject, detail))
        return self._log[-1]

    def audit_entries(self) -> Iterator[AuditEntry]:
        """Yield all entries."""
        yield from self._log

    def add_draft(self, draft: WeightDraft) -> None:
        """Store a new draft."""
        if draft.id in self._drafts:
            raise draft_exists(draft.id)
        self._drafts[draft.id] = draft

    def close_draft(self, draft: WeightDraft) -> None:
        """Store the decision on an open draft."""
        if self.draft(draft.id).status is not DraftStatus.OPEN:
            raise draft_closed(draft.id)
        self._drafts[draft.id] = draft

    def draft(self, draft_id: str) -> WeightDraft:
        """Return a draft."""
        if draft_id not in self._drafts:
            raise no_draft(draft_id)
        return self._drafts[draft_id]

    def drafts(self) -> tuple[WeightDraft, ...]:
        """Return all drafts, the newest first."""
        by_id = sorted(self._drafts.values(), key=lambda draft: draft.id)
        return tuple(sorted(by_id, key=lambda draft: draft.created_at, reverse=True))


@dataclass
class MemoryRepository(MemoryRecords, MemoryKeepers, MemoryGovernance, Repository):
    """The reference implementation of :class:`.protocol.Repository`."""
