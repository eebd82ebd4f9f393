"""Importing files: preview, then confirmation, as jobs that say how far they are.

The uploaded bytes are kept until confirmation, so that answers can be put into the cells and the
plan made again on one path (docs/decisions/0011). Nothing is written to the catalog before that.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ..clock import BEIJING
from ..errors import Conflict, InvalidInput, MatchingError, NotAllowed
from ..intake.planning import build_plan, existing_records
from ..intake.reading import ReadResult, read_tables
from .values import Answers, ImportJob, ImportStatus, Progress, UploadedFile

if TYPE_CHECKING:
    from ..intake.plan import ImportPlan
    from ..store import Store
    from .keeper import SnapshotKeeper

_log = logging.getLogger("duijie.matcher.imports")
_BUSY = (ImportStatus.READING, ImportStatus.CONFIRMING)


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Limits of the child process that opens an unknown file, and of one upload."""

    timeout_s: int
    memory_mb: int
    upload_mb: int


class ImportService:
    """Preview and confirm imports; one job at a time, in order, in ``executor``."""

    def __init__(
        self,
        store: Store,
        keeper: SnapshotKeeper,
        limits: ReadLimits,
        clock: Callable[[], datetime],
        executor: Executor,
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._limits = limits
        self._clock = clock
        self._executor = executor
        # Percent of jobs now running. Only this process can run them, so it need not be stored.
        self._percent: dict[str, int] = {}

    def submit(self, files: Sequence[UploadedFile]) -> ImportJob:
        """Register ``files`` and read them in the background; poll :meth:`job`."""
        job = self._register(files)
        self._executor.submit(self._guarded, job.id, self._read, None)
        return job

    def preview(self, files: Sequence[UploadedFile], progress: Progress | None = None) -> ImportJob:
        """Register and read ``files`` now; a refused file raises :class:`InvalidInput`."""
        job = self._register(files)
        try:
            return self._read(job.id, progress)
        finally:
            self._percent.pop(job.id, None)

    def submit_confirm(self, import_id: str, answers: Answers | None = None) -> ImportJob:
        """Confirm in the background; poll :meth:`job`."""
        job = self._begin_confirm(import_id)
        self._executor.submit(self._guarded, import_id, self._confirm, dict(answers or {}))
        return job

    def confirm(
        self, import_id: str, answers: Answers | None = None, progress: Progress | None = None
    ) -> ImportJob:
        """Write the plan with ``answers`` in one transaction and bring the snapshot up to date."""
        self._begin_confirm(import_id)
        try:
            return self._confirm(import_id, dict(answers or {}), progress)
        except BaseException:
            self._set(import_id, status=_status_after_failure(self._stored(import_id)))
            raise
        finally:
            self._percent.pop(import_id, None)

    def job(self, import_id: str) -> ImportJob:
        """Return the state of an import with its plan; not done before the snapshot follows."""
        job, percent = self._stored(import_id), self._percent.get(import_id)
        if percent is None or job.status in (ImportStatus.PREVIEWED, ImportStatus.FAILED):
            return job
        written = job.status is ImportStatus.CONFIRMED
        return replace(
            job, progress=percent, status=ImportStatus.CONFIRMING if written else job.status
        )

    def _stored(self, import_id: str) -> ImportJob:
        with self._store.read() as repo:
            return repo.import_job(import_id)

    def close_unfinished(self) -> None:
        """Mark jobs that a stopped process left behind; called once at start."""
        with self._store.write() as repo:
            for job in repo.import_jobs(_BUSY):
                back = ImportStatus.PREVIEWED if job.plan is not None else ImportStatus.FAILED
                repo.save_import(
                    replace(job, status=back, message_zh="服务中断过，未写入任何内容，请重新操作。")
                )

    def _register(self, files: Sequence[UploadedFile]) -> ImportJob:
        if not files:
            raise InvalidInput("没有收到文件，请至少选择一个表格文件。", field="files")
        for file in files:
            if len(file.data) > self._limits.upload_mb * 1024 * 1024:
                raise InvalidInput(
                    f"文件“{file.name}”超过 {self._limits.upload_mb} MB，请拆分后再导入。",
                    code="FILE_TOO_BIG",
                    field="files",
                )
        job = ImportJob(
            id=str(uuid.uuid4()),
            status=ImportStatus.READING,
            files=tuple(file.name for file in files),
            created_at=self._clock(),
        )
        with self._store.write() as repo:
            repo.add_import(job, [(file.name, file.data) for file in files])
        return job

    def _read(self, import_id: str, progress: Progress | None) -> ImportJob:
        try:
            plan = self._plan(import_id, {}, progress)
        except MatchingError as error:
            self._fail(import_id, error)
            raise
        return self._set(import_id, status=ImportStatus.PREVIEWED, plan=plan, progress=100)

    def _plan(self, import_id: str, answers: Answers, progress: Progress | None) -> ImportPlan:
        with self._store.read() as repo:
            files = repo.import_files(import_id)
            existing = existing_records(repo)
        results = []
        for done, (name, data) in enumerate(files):
            self._tell(import_id, progress, 40 * done // len(files))
            results.append(
                read_tables(
                    name,
                    data,
                    timeout_s=self._limits.timeout_s,
                    memory_mb=self._limits.memory_mb,
                )
            )
        _require_tables(files, results)
        now = self._clock()
        return build_plan(
            [table for result in results for table in result.tables],
            existing,
            today=now.astimezone(BEIJING).date(),
            now=now,
            answers=answers,
            ignored=tuple(sheet for result in results for sheet in result.ignored),
            progress=lambda d, n: self._tell(import_id, progress, 40 + 50 * d // max(n, 1)),
        )

    def _begin_confirm(self, import_id: str) -> ImportJob:
        with self._store.write() as repo:
            job = repo.import_job(import_id)
            if job.status is not ImportStatus.PREVIEWED:
                raise NotAllowed(f"这次导入的状态是“{_STATUS_ZH[job.status]}”，不能确认。")
            job = replace(job, status=ImportStatus.CONFIRMING, progress=0, message_zh="")
            repo.save_import(job)
        return job

    def _confirm(self, import_id: str, answers: Answers, progress: Progress | None) -> ImportJob:
        job = self._stored(import_id)
        plan = self._plan(import_id, answers, progress)
        if job.plan is not None and not answers and plan.digest != job.plan.digest:
            self._set(import_id, status=ImportStatus.PREVIEWED, plan=plan)
            raise Conflict("预览之后目录有了变化，预览已按现在的目录更新，请看过后再确认一次。")
        now = self._clock()
        with self._store.write() as repo:
            version = repo.write(plan.records_to_write(), reason=f"import {import_id}", now=now)
            done = replace(
                job,
                status=ImportStatus.CONFIRMED,
                plan=plan,
                progress=100,
                catalog_version=version,
                message_zh="",
            )
            repo.save_import(done)
        self._keeper.refresh(lambda d, n: self._tell(import_id, progress, 90 + 10 * d // max(n, 1)))
        return done

    def _guarded(self, import_id: str, work: Callable[..., ImportJob], argument: object) -> None:
        """Run a background job; whatever happens ends up in the job's state."""
        try:
            work(import_id, *([argument] if argument is None else [argument, None]))
        except MatchingError as error:
            self._fail(import_id, error)
        except Exception:
            # The job's border: an unknown failure becomes a logged id, as in api.errors.
            error_id = uuid.uuid4().hex[:12]
            _log.exception("import job %s failed (error id %s)", import_id, error_id)
            sentence = f"内部错误，请把错误编号 {error_id} 交给管理员。"
            self._fail(import_id, MatchingError(sentence, code="INTERNAL"))
        finally:
            self._percent.pop(import_id, None)

    def _fail(self, import_id: str, error: MatchingError) -> None:
        job = self._stored(import_id)
        status = _status_after_failure(job)
        written = "已写入目录，但" if status is ImportStatus.CONFIRMED else "没有写入任何内容："
        self._set(
            import_id,
            status=status,
            error_code=error.code,
            message_zh=f"{written}{error.message_zh}",
        )

    def _set(self, import_id: str, **changes: object) -> ImportJob:
        with self._store.write() as repo:
            job = replace(repo.import_job(import_id), **changes)  # type: ignore[arg-type]
            repo.save_import(job)
        return job

    def _tell(self, import_id: str, progress: Progress | None, percent: int) -> None:
        self._percent[import_id] = percent
        if progress is not None:
            progress(percent, 100)


def _status_after_failure(job: ImportJob) -> ImportStatus:
    """Return where a job stands when its work failed: what is committed stays confirmed."""
    if job.status is ImportStatus.CONFIRMED:
        return ImportStatus.CONFIRMED
    return ImportStatus.FAILED if job.plan is None else ImportStatus.PREVIEWED


def _require_tables(files: Sequence[tuple[str, bytes]], results: Sequence[ReadResult]) -> None:
    """Refuse files in which no sheet has a header that is known; say which sheets were seen."""
    for (name, _), result in zip(files, results, strict=True):
        if not result.tables:
            seen = "；".join(f"{s.sheet or '表'}：{s.reason_zh}" for s in result.ignored)
            raise InvalidInput(
                f"文件“{name}”里没有可导入的表（{seen}）。"
                "请对照模板检查表头，模板可用 duijie template 取得。",
                code="FILE_NO_TABLE",
                field="files",
            )


_STATUS_ZH: Mapping[ImportStatus, str] = {
    ImportStatus.READING: "读取中",
    ImportStatus.PREVIEWED: "待确认",
    ImportStatus.CONFIRMING: "写入中",
    ImportStatus.CONFIRMED: "已导入",
    ImportStatus.FAILED: "未通过",
}
