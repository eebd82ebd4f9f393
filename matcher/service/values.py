"""Arguments and answers of the use cases, shared by HTTP and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from ..intake.cells import CellRef
from ..intake.job import ImportJob as ImportJob
from ..intake.job import ImportStatus as ImportStatus
from ..model import Record

R = TypeVar("R", bound=Record)

#: Told (done, total) while long work goes on.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of records in id order; ``next_cursor`` is None on the last page."""

    items: tuple[R, ...]
    next_cursor: str | None
    total: int


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it came in: its name (for messages) and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RecommendOptions:
    """How to run: ``top_k`` 1–200; ``as_of`` None = today; ``weights_version`` None = in force."""

    top_k: int = 10
    as_of: date | None = None
    weights_version: str | None = None


@dataclass(frozen=True, slots=True)
class Rerun:
    """A repeated run: its JSON text and whether it equals the stored one byte for byte.

    With another ``top_k`` the shorter list must be the beginning of the longer one;
    ``identical`` says whether that holds.
    """

    run_id: str
    text: str
    stored: str
    identical: bool


@dataclass(frozen=True, slots=True)
class Health:
    """What works: ``ready`` only if database, snapshot and encoder can answer.

    ``degraded_zh`` is a sentence for the banner when the model in use was never calibrated.
    """

    ready: bool
    catalog_version: int
    snapshot_version: str | None
    encoder_id: str
    counts: Mapping[str, int] = field(default_factory=dict)
    degraded_zh: str = ""
    problems_zh: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """What ``duijie calibrate`` fitted, where it is kept, and how it does on unseen examples."""

    folder: str
    model: str
    calibration: Mapping[str, object]
    ndcg: float
    refused_unanswerable: float
    refused_answerable: float


@dataclass(frozen=True, slots=True)
class LexiconOverview:
    """One lexicon: ``folder`` is ``""`` for the shipped one; counts; findings of the linter.

    ``findings`` are (code of category or group, Chinese sentence); ``learnt`` says whether the
    stored categories belong to these files.
    """

    folder: str
    types: int
    categories: int
    phrases: int
    groups: int
    findings: tuple[tuple[str, str], ...]
    learnt: bool


@dataclass(frozen=True, slots=True)
class LexiconChange:
    """A category or group that an edit adds, removes or changes, with its wordings."""

    code: str
    name: str
    is_group: bool
    kind: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A record whose main category (one name, or none) or first organizations (names) change.

    ``place`` is the code of a need, the organization's name of a service.
    """

    place: str
    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LexiconTrial:
    """What an edited lexicon would change; nothing stored is changed by finding out.

    ``services`` and ``needs`` get another main category, ``recommendations`` are needs whose first
    organizations change, () for 暂无合适组织; ``checked`` counts the records looked at, services
    then needs. ``written`` is the folder of what was learnt, None where that was not asked;
    ``calibrate`` says that ``duijie calibrate`` has to follow.
    """

    before: LexiconOverview
    after: LexiconOverview
    changes: tuple[LexiconChange, ...]
    services: tuple[Moved, ...]
    needs: tuple[Moved, ...]
    recommendations: tuple[Moved, ...]
    checked: tuple[int, int]
    written: str | None = None
    calibrate: bool = False


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Findings of a full check of database, snapshot files and their agreement."""

    ok: bool
    findings_zh: tuple[str, ...]
    checked_files: int


Answers = Mapping[CellRef, str]
