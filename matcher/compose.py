"""The only file that picks implementations and wires them together."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from embeddings import (
    CachedEncoder,
    CategoryEncoder,
    CharNgramTokenizer,
    EncodingError,
    HashingEncoder,
    JiebaTokenizer,
    VectorCache,
    load_encoder,
)
from indexes import FlatIndex, SnapshotStore, TfidfIndex

from . import clock
from .errors import Unavailable
from .service.exchange import ExchangeService
from .service.imports import ImportService, ReadLimits
from .service.keeper import SnapshotKeeper
from .service.maintenance import MaintenanceService
from .service.recommendations import RecommendationService
from .service.records import RecordService
from .settings import Settings
from .snapshot import IndexTypes, TextModel
from .store import Store, create_engine

#: Exact search on FAISS, TF-IDF cosine on postings (docs/decisions/0001).
INDEX_TYPES = IndexTypes(vectors=FlatIndex, lexical=TfidfIndex)


@dataclass(frozen=True, slots=True)
class Services:
    """Every use case of one installation."""

    settings: Settings
    records: RecordService
    imports: ImportService
    recommendations: RecommendationService
    exchange: ExchangeService
    maintenance: MaintenanceService
    _executor: Executor
    _store: Store

    def close(self) -> None:
        """Finish the running job and let the database go."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._store.close()


def text_model(folder: Path | None, cache: Path | None) -> tuple[TextModel, bool]:
    """Return encoder and tokenizers, and whether the hashing encoder stands in for a model.

    ``folder`` None takes the shipped encoder; ``cache`` None keeps no vectors. Raises Unavailable,
    with the way out, when the configured model cannot be used.
    """
    try:
        encoder = load_encoder(folder)
    except EncodingError as error:
        raise Unavailable(error.message_zh) from error
    model = TextModel(
        name=encoder.fingerprint if folder is None else folder.name,
        encoder=encoder if cache is None else CachedEncoder(encoder, VectorCache(cache)),
        categories=CategoryEncoder.load(),
        characters=CharNgramTokenizer(1, 3),
        words=JiebaTokenizer(),
    )
    return model, isinstance(encoder, HashingEncoder)


def build_services(settings: Settings, *, prepare: bool = True) -> Services:
    """Wire the use cases; ``prepare`` migrates the database and loads the current snapshot.

    Without ``prepare`` nothing is read or written yet (for ``migrate`` and ``doctor``).
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(create_engine(settings.sql_url))
    snapshots = SnapshotStore(settings.data_dir / "snapshots")
    model, degraded = text_model(settings.model, settings.data_dir / "cache")
    keeper = SnapshotKeeper(store, snapshots, model, INDEX_TYPES)
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="duijie-jobs")
    limits = ReadLimits(settings.read_timeout_s, settings.read_memory_mb, settings.max_upload_mb)
    records = RecordService(store, keeper, clock.now)
    imports = ImportService(store, keeper, limits, clock.now, executor)
    services = Services(
        settings=settings,
        records=records,
        imports=imports,
        recommendations=RecommendationService(store, keeper, records, clock.now, clock.today),
        exchange=ExchangeService(store, clock.today),
        maintenance=MaintenanceService(
            settings, store, snapshots, keeper, imports, degraded=degraded
        ),
        _executor=executor,
        _store=store,
    )
    if prepare:
        store.migrate()
        keeper.refresh()
    return services
