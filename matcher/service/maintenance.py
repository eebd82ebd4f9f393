"""Looking after an installation: health, check, rebuild, migration, sample data."""

from __future__ import annotations

import platform
import sys
from importlib import metadata, resources
from typing import TYPE_CHECKING

from indexes import SnapshotStore
from indexes.errors import NoSnapshot, SnapshotError

from ..catalog import Catalog
from ..errors import MatchingError
from ..model import Evaluation, Need, Organization, Service
from ..settings import Settings
from ..snapshot import encode_services, snapshot_meta
from .imports import ImportService
from .keeper import SnapshotKeeper
from .values import Health, ImportJob, Progress, UploadedFile, VerifyReport

if TYPE_CHECKING:
    from ..store import Store

#: The bundled sample workbooks (docs/data-card.md).
SAMPLE_FILES = ("供给目录.xlsx", "需求目录.xlsx", "绩效评价.xlsx")
_LIBRARIES = ("numpy", "faiss-cpu", "jieba", "sentence-transformers", "fastapi", "sqlalchemy")
_UNCALIBRATED = "模型“{name}”还没有校准，契合度只是大概；请运行 duijie calibrate 后重新启动。"


class MaintenanceService:
    """What an operator asks for; nothing in here changes a record."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        snapshots: SnapshotStore,
        keeper: SnapshotKeeper,
        imports: ImportService,
    ) -> None:
        self._settings = settings
        self._store = store
        self._snapshots = snapshots
        self._keeper = keeper
        self._imports = imports

    def health(self) -> Health:
        """Return what works; never raises for an expected failure."""
        problems: list[str] = []
        counts: dict[str, int] = {}
        version = 0
        try:
            with self._store.read() as repo:
                version = repo.catalog_version()
                for kind in (Need, Organization, Service, Evaluation):
                    counts[kind.__name__.lower()] = repo.count(kind)
            # Another process may have imported; a snapshot that is only behind is brought up.
            self._keeper.for_version(version)
        except MatchingError as error:
            problems.append(error.message_zh)
        return Health(
            ready=not problems,
            catalog_version=version,
            snapshot_version=self._keeper.version,
            encoder_id=self._keeper.model.name,
            counts=counts,
            degraded_zh=self._degraded(),
            problems_zh=tuple(problems),
        )

    def _degraded(self) -> str:
        model = self._keeper.model
        calibrated = model.calibration.fitted and model.prototypes is not None
        return "" if calibrated else _UNCALIBRATED.format(name=model.name)

    def migrate(self) -> None:
        """Bring the database to this version's structure; done already is no error."""
        self._store.migrate()

    def rebuild(self, progress: Progress | None = None) -> str:
        """Build the snapshot anew from SQL; return the name of its folder."""
        self._keeper.rebuild(progress)
        return self._keeper.version or ""

    def verify(self) -> VerifyReport:
        """Read every byte of database and snapshots and compare them; repairs nothing."""
        findings = list(self._store.check())
        files = 0
        for version in self._snapshots.versions():
            try:
                self._snapshots.verify(version)
                files += 1
            except SnapshotError as error:
                findings.append(error.message_zh)
        findings += [f for f in self._compare_current() if f not in findings]
        return VerifyReport(ok=not findings, findings_zh=tuple(findings), checked_files=files)

    def _compare_current(self) -> list[str]:
        try:
            stored = self._snapshots.open_current()
        except (NoSnapshot, SnapshotError) as error:
            return [error.message_zh]
        with self._store.read() as repo:
            records = repo.catalog_at(repo.catalog_version())
        catalog = Catalog.build(r for r in records if not isinstance(r, Need))
        if stored.meta != snapshot_meta(catalog, self._keeper.model):
            return ["推荐索引与目录或模型不一致，请运行 duijie rebuild。"]
        fresh = encode_services(catalog, self._keeper.model).pack()
        same = fresh[1] == dict(stored.texts) and all(
            (stored.arrays[name] == array).all() for name, array in fresh[0].items()
        )
        return [] if same else ["推荐索引的内容与目录重算的结果不同，请运行 duijie rebuild。"]

    def doctor(self) -> list[tuple[str, str]]:
        """Return (label, value) lines about versions, paths and models, without secrets."""
        lines = [
            ("对接", metadata.version("duijie")),
            ("Python", f"{platform.python_version()}（{sys.executable}）"),
            *((name, metadata.version(name)) for name in _LIBRARIES),
            ("数据文件夹", str(self._settings.data_dir.resolve())),
            (
                "数据库",
                "PostgreSQL" if self._settings.database_url.startswith("postgres") else "SQLite",
            ),
            ("编码器", self._keeper.model.name),
            ("模型指纹", self._keeper.model.encoder.fingerprint),
            ("索引快照", self._keeper.version or "（还没有）"),
        ]
        return lines

    def import_sample_if_empty(self, progress: Progress | None = None) -> ImportJob | None:
        """Import the bundled sample workbooks into an empty catalog; None when it holds records."""
        with self._store.read() as repo:
            if repo.catalog_version() > 0:
                return None
        folder = resources.files("matcher").joinpath("data/sample")
        files = [UploadedFile(n, folder.joinpath(n).read_bytes()) for n in SAMPLE_FILES]
        job = self._imports.preview(files, progress)
        return self._imports.confirm(job.id, progress=progress)
