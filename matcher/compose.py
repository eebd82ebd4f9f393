"""The only file that picks implementations and wires them together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from embeddings import (
    SHIPPED_CATEGORIES,
    SHIPPED_MODEL,
    CachedEncoder,
    CategoryEncoder,
    CharNgramTokenizer,
    Encoder,
    EncoderUnavailable,
    EncodingError,
    JiebaTokenizer,
    Prototypes,
    Reranker,
    StaticEncoder,
    VectorCache,
    load_encoder,
    load_reranker,
)
from embeddings.lexicon import CATEGORIES_FOLDER, Lexicon, load_lexicon
from indexes import FlatIndex, SnapshotStore, TfidfIndex

from . import clock
from .allocation.lines import LineSolver
from .calibration import shipped_calibration
from .directory import load_directories
from .errors import Unavailable
from .meaning import TextModel
from .procurement import load_rules
from .service.allocation import AllocationService
from .service.calibrations import CalibrationFolder, CalibrationService
from .service.contracts import ContractService
from .service.credit import CreditService
from .service.decisions import DecisionService
from .service.directory import DirectoryService
from .service.exchange import ExchangeService
from .service.fairness import FairnessService
from .service.governance import GovernanceService
from .service.imports import ImportService, ReadLimits
from .service.joint import JointService
from .service.keeper import SnapshotKeeper
from .service.lexicon import LexiconService
from .service.maintenance import MaintenanceService
from .service.procurement import ProcurementService
from .service.recommendations import RecommendationService
from .service.records import RecordService
from .service.shortlists import ShortlistService
from .settings import Settings
from .snapshot import IndexTypes
from .store import Store, create_engine
from .surroundings import Rulebook

#: What people see of the shipped model; runs hold its fingerprint too.
_SHIPPED_NAME = "duijie-static"
_NOT_LEARNT = (
    "词库“{folder}”还没有学习，或者学习之后又改过，请先运行 duijie lexicon {folder} --fit，再启动。"
)
_STALE = "自带词库改过以后还没有重新学习，请运行 python -m embeddings.train --lexicon-only。"
#: Exact search on FAISS, TF-IDF cosine on postings (docs/decisions/0001).
INDEX_TYPES = IndexTypes(vectors=FlatIndex, lexical=TfidfIndex)


@dataclass(frozen=True, slots=True)
class Services:
    """Every use case of one installation."""

    settings: Settings
    records: RecordService
    imports: ImportService
    recommendations: RecommendationService
    allocation: AllocationService
    joint: JointService
    exchange: ExchangeService
    fairness: FairnessService
    governance: GovernanceService
    decisions: DecisionService
    shortlists: ShortlistService
    contracts: ContractService
    credit: CreditService
    directory: DirectoryService
    procurement: ProcurementService
    maintenance: MaintenanceService
    calibration: CalibrationService
    _executor: Executor
    _store: Store

    def close(self) -> None:
        """Finish the running job and let the database go."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._store.close()


def text_model(settings: Settings, cache: Path | None = None) -> TextModel:
    """Return everything that turns texts into numbers, as the settings choose it.

    ``cache`` None keeps no vectors. Raises Unavailable, with the way out, when the model, the
    lexicon or a stored calibration cannot be used.
    """
    try:
        encoder = load_encoder(settings.model, backend=settings.backend)
        lexicon, categories = _lexicon(settings.lexicon)
        reranker = None if settings.reranker is None else load_reranker(settings.reranker)
        prototypes = _prototypes(settings, lexicon, encoder, reranker)
    except EncodingError as error:
        raise Unavailable(error.message_zh) from error
    stored = CalibrationFolder(settings.data_dir).read(encoder, reranker)
    return TextModel(
        name=_SHIPPED_NAME if settings.model is None else settings.model.name,
        encoder=_cached(encoder, cache),
        categories=categories,
        characters=CharNgramTokenizer(1, 3),
        words=JiebaTokenizer(),
        lexicon=lexicon,
        prototypes=prototypes,
        calibration=stored or shipped_calibration(encoder.fingerprint),
        reranker=reranker,
        aligner=encoder if isinstance(encoder, StaticEncoder) else None,
    )


def _cached(encoder: Encoder, cache: Path | None) -> Encoder:
    """Keep the vectors of a slow encoder; static word vectors are faster than the cache."""
    if cache is None or isinstance(encoder, StaticEncoder):
        return encoder
    return CachedEncoder(encoder, VectorCache(cache))


def _lexicon(folder: Path | None) -> tuple[Lexicon, CategoryEncoder]:
    """Return the lexicon and the categories learnt from it; Unavailable if they do not agree."""
    lexicon = load_lexicon(folder)
    if folder is None:
        return lexicon, _belonging(CategoryEncoder.load(SHIPPED_CATEGORIES), lexicon, _STALE)
    told = _NOT_LEARNT.format(folder=folder)
    try:
        categories = CategoryEncoder.load(folder / CATEGORIES_FOLDER)
    except EncoderUnavailable as error:  # none yet, or damaged
        raise Unavailable(told) from error
    return lexicon, _belonging(categories, lexicon, told)


def _belonging(categories: CategoryEncoder, lexicon: Lexicon, told: str) -> CategoryEncoder:
    if categories.lexicon != lexicon.fingerprint:
        raise Unavailable(told)
    return categories


def _prototypes(
    settings: Settings, lexicon: Lexicon, encoder: Encoder, reranker: Reranker | None
) -> Prototypes | None:
    """Return the prototypes that belong to both: calibrated, of the lexicon, of the model."""
    folders = [CalibrationFolder(settings.data_dir).folder(encoder, reranker)]
    if settings.lexicon is not None:
        folders.append(settings.lexicon / CATEGORIES_FOLDER)
    folders.append(SHIPPED_MODEL if settings.model is None else settings.model)
    for folder in folders:
        found = Prototypes.read(folder)
        if found is not None and found.belongs_to(lexicon, encoder):
            return found
    # Static vectors encode the whole lexicon in half a second; a transformer takes minutes, which
    # is `duijie calibrate`'s work.
    return Prototypes.fit(lexicon, encoder) if isinstance(encoder, StaticEncoder) else None


def build_lexicon_service(settings: Settings) -> LexiconService:
    """Wire what looks at lexicons, which works where the one in force cannot be used."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(create_engine(settings.sql_url))

    def model(folder: Path | None) -> TextModel:
        return text_model(replace(settings, lexicon=folder), settings.data_dir / "cache")

    return LexiconService(settings.lexicon, model, INDEX_TYPES, store, clock.today)


def build_services(settings: Settings, *, prepare: bool = True) -> Services:
    """Wire the use cases; ``prepare`` migrates the database and loads the current snapshot.

    Without ``prepare`` nothing is read or written yet (for ``migrate`` and ``doctor``).
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(create_engine(settings.sql_url))
    model = text_model(settings, settings.data_dir / "cache")
    snapshots = SnapshotStore(settings.data_dir / "snapshots")
    keeper = SnapshotKeeper(store, snapshots, model, INDEX_TYPES)
    records = RecordService(store, keeper, clock.now)
    services = _use_cases(
        _Base(
            settings=settings,
            store=store,
            snapshots=snapshots,
            keeper=keeper,
            records=records,
            recommendations=RecommendationService(
                store, keeper, records, clock.now, clock.today, _rulebook(settings)
            ),
            executor=ThreadPoolExecutor(max_workers=1, thread_name_prefix="duijie-jobs"),
        )
    )
    if prepare:
        store.migrate()
        keeper.refresh()
    return services


@dataclass(frozen=True, slots=True)
class _Base:
    """What the use cases share."""

    settings: Settings
    store: Store
    snapshots: SnapshotStore
    keeper: SnapshotKeeper
    records: RecordService
    recommendations: RecommendationService
    executor: Executor


def _rulebook(settings: Settings) -> Callable[[], Rulebook]:
    """Return what reads directories and rules at first use and keeps them.

    Not before: the commands that check a district's own files must start with unusable ones.
    """
    return cache(
        lambda: Rulebook(load_directories(settings.directories), load_rules(settings.procurement))
    )


def _use_cases(base: _Base) -> Services:
    settings, store, keeper, records = base.settings, base.store, base.keeper, base.records
    runs, now, today = base.recommendations, clock.now, clock.today
    limits = ReadLimits(settings.read_timeout_s, settings.read_memory_mb, settings.max_upload_mb)
    imports = ImportService(store, keeper, limits, now, base.executor)
    folder = CalibrationFolder(settings.data_dir)
    return Services(
        settings=settings,
        records=records,
        imports=imports,
        recommendations=runs,
        allocation=AllocationService(store, keeper, records, runs, LineSolver(), today),
        joint=JointService(store, keeper, records, runs),
        exchange=ExchangeService(store, today),
        fairness=FairnessService(store, today),
        governance=GovernanceService(store, keeper, now, today),
        decisions=DecisionService(store, runs, now),
        shortlists=ShortlistService(store, runs, now, today),
        contracts=ContractService(store, keeper, records, runs, now, today),
        credit=CreditService(store, keeper, runs, now, today),
        directory=DirectoryService(settings.directories, store, keeper, records, today),
        procurement=ProcurementService(
            store, keeper, records, now, today, settings.procurement, settings.directories
        ),
        maintenance=MaintenanceService(settings, store, base.snapshots, keeper, imports),
        calibration=CalibrationService(keeper.model, INDEX_TYPES, folder),
        _executor=base.executor,
        _store=store,
    )
