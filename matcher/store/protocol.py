"""What a repository promises; the contract suite holds SQLite, PostgreSQL and memory to it.

Six small protocols by subject, one :class:`Repository` with all of them. A repository works inside
a transaction that somebody else opened and ends; it never commits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from ..audit import AuditEntry
from ..intake.job import ImportJob, ImportStatus
from ..model import (
    Contract,
    CreditCheck,
    Evaluation,
    Federation,
    Need,
    Organization,
    Record,
    RunInputs,
    Service,
    WeightDraft,
)
from ..weights import Weights

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class CatalogRecords:
    """All records of one catalog version, each kind sorted by id."""

    version: int
    digest: str
    needs: tuple[Need, ...] = ()
    organizations: tuple[Organization, ...] = ()
    services: tuple[Service, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    credit_checks: tuple[CreditCheck, ...] = ()
    federations: tuple[Federation, ...] = ()
    contracts: tuple[Contract, ...] = ()

    def __iter__(self) -> Iterator[Record]:
        """Yield every record, kind after kind."""
        yield from self.needs
        yield from self.organizations
        yield from self.services
        yield from self.evaluations
        yield from self.credit_checks
        yield from self.federations
        yield from self.contracts


@dataclass(frozen=True, slots=True)
class StoredRun:
    """What a list of runs shows of one run."""

    id: str
    catalog_version: int
    created_at: datetime
    inputs: RunInputs


class RecordReader(Protocol):
    """Current records."""

    def get(self, kind: type[R], record_id: str) -> R:
        """Return one record; NotFound when there is none."""

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return all records of ``kind`` by id (order of code points)."""

    def page(self, kind: type[R], *, after: str | None, limit: int) -> tuple[R, ...]:
        """Return the first ``limit`` records by id behind ``after`` (None: from the start)."""

    def count(self, kind: type[R]) -> int:
        """Return how many records of ``kind`` there are."""


class RecordFinder(Protocol):
    """Current records by what people know of them; each answer sorted by id."""

    def find_need(self, code: str) -> tuple[Need, ...]:
        """Return the needs with this code: none, one, or several (a conflict that was kept)."""

    def find_organization(self, reference: str) -> tuple[Organization, ...]:
        """Return the organizations with this credit code or exactly this name."""

    def services_of(self, organization_id: str) -> tuple[Service, ...]:
        """Return what an organization offers."""

    def evaluations_of(self, organization_id: str) -> tuple[Evaluation, ...]:
        """Return the evaluations of an organization."""


class CatalogWriter(Protocol):
    """Changes, each making one catalog version, and the versions as they were."""

    def write(self, records: Sequence[Record], *, reason: str, now: datetime) -> int:
        """Insert or update ``records`` and return the new catalog version.

        A new record has ``meta.version`` 1, a changed one the stored version + 1; else Conflict
        naming both. Records without their organization are InvalidInput. Nothing to write makes no
        version: the current one is returned.
        """

    def delete(
        self, kind: type[R], record_id: str, version: int, *, reason: str, now: datetime
    ) -> int:
        """Delete the record at ``version`` and return the new catalog version.

        Its history stays. Conflict when it has changed, NotFound when there is none, NotAllowed
        while other records belong to it.
        """

    def catalog_version(self) -> int:
        """Return the number of the last catalog version; 0 before the first write."""

    def catalog_at(self, version: int) -> CatalogRecords:
        """Return all records as they were at ``version``; NotFound when there is none."""


class RunKeeper(Protocol):
    """Recommendation runs, kept as the text that was shown."""

    def add_run(self, run_id: str, inputs: RunInputs, result: str, *, now: datetime) -> None:
        """Store a run once. The same text again changes nothing; another text is a Conflict."""

    def run(self, run_id: str) -> str:
        """Return the result text byte for byte; NotFound when there is none."""

    def latest_runs(self, limit: int) -> tuple[StoredRun, ...]:
        """Return the newest runs first."""


class ImportKeeper(Protocol):
    """Import jobs, and the uploaded files until the job has ended."""

    def add_import(self, job: ImportJob, files: Sequence[tuple[str, bytes]]) -> None:
        """Store a new job with its files (name, bytes)."""

    def save_import(self, job: ImportJob) -> None:
        """Store the state of a job; NotFound when there is none.

        A confirmed or failed job needs its files no more: they may hold personal data of residents
        and are deleted (个人信息保护法第19条).
        """

    def import_job(self, import_id: str) -> ImportJob:
        """Return a job with its plan; NotFound when there is none."""

    def import_jobs(self, statuses: Sequence[ImportStatus] = ()) -> tuple[ImportJob, ...]:
        """Return the jobs in one of these states (empty: all), newest first."""

    def import_files(self, import_id: str) -> tuple[tuple[str, bytes], ...]:
        """Return the uploaded files in order; empty when the job has ended."""


class WeightKeeper(Protocol):
    """Versions of the ranking weights (docs/ranking.md)."""

    def add_weights(self, body: str, *, effective_from: date, now: datetime) -> Weights:
        """Store a weights document; Conflict when its version exists, InvalidInput if unusable."""

    def weights(self, version: str | None = None, *, as_of: date | None = None) -> Weights:
        """Return a version, or the one in force on ``as_of``; NotFound when there is none.

        Without both, the version with the latest date.
        """

    def weights_versions(self) -> tuple[str, ...]:
        """Return all versions, the one with the latest date last."""


class GovernanceKeeper(Protocol):
    """The audit log (F15) and drafts of weights (F20)."""

    def append_audit(
        self, actor: str, action: str, subject: str, detail: str, *, now: datetime
    ) -> AuditEntry:
        """Add an entry at the end of the chain; part of the transaction that it records."""

    def audit_entries(self) -> Iterator[AuditEntry]:
        """Yield all entries in their order."""

    def add_draft(self, draft: WeightDraft) -> None:
        """Store a new draft; Conflict when its id is taken."""

    def close_draft(self, draft: WeightDraft) -> None:
        """Store the decision on an open draft; Conflict when it was decided before."""

    def draft(self, draft_id: str) -> WeightDraft:
        """Return a draft; NotFound when there is none."""

    def drafts(self) -> tuple[WeightDraft, ...]:
        """Return all drafts, the newest first."""


class Repository(
    RecordReader,
    RecordFinder,
    CatalogWriter,
    RunKeeper,
    ImportKeeper,
    WeightKeeper,
    GovernanceKeeper,
    Protocol,
):
    """Everything that is kept, seen from inside one transaction."""
