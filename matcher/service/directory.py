"""The guiding directories in force, suggestions for needs, and needs that no item fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..directory import (
    Crosswalk,
    Directories,
    DirectoryFinding,
    Entry,
    GapReport,
    ItemCheck,
    ItemState,
    Statement,
    Suggestion,
    Suggestions,
    check_items,
    crosswalk,
    gaps,
    lint,
    load_directories,
    suggest,
    suggest_text,
)
from ..errors import InvalidInput, NotAllowed
from ..model import Need, NeedStatus
from ..procurement import year_of
from ..taxonomy import taxonomy
from ..text import need_text
from .keeper import SnapshotKeeper
from .records import RecordService
from .values import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..store import Store


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """One version of a scheme; ``items`` counts them by level, 1 first."""

    file: str
    scheme: str
    version: str
    effective_from: date
    effective_to: date | None
    in_force: bool
    items: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class DirectoryOverview:
    """A folder of directories ("" for the shipped one) and what the check finds in it."""

    folder: str
    as_of: date
    versions: tuple[VersionSummary, ...]
    findings: tuple[DirectoryFinding, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item for people: ``path`` holds the titles above it, the highest first."""

    scheme: str
    version: str
    code: str
    name: str
    level: int
    path: tuple[str, ...]
    burden_reduction: bool
    in_principle_social: bool


@dataclass(frozen=True, slots=True)
class SuggestedItem:
    """One suggestion: the item, its score in [0, 1], grounds and cautions in Chinese."""

    item: ItemView
    score: float
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatedItem:
    """One item as the need states it, what it means and what took its place."""

    reference: str
    state: ItemState
    item: ItemView | None
    successors: tuple[ItemView, ...]
    detail_zh: str


@dataclass(frozen=True, slots=True)
class DirectoryAnswer:
    """Suggestions for one need (``need_code`` "" for a typed text) and its stated items."""

    need_id: str
    need_code: str
    need_title: str
    as_of: date
    fit: str
    said_zh: str
    items: tuple[SuggestedItem, ...]
    nearest: SuggestedItem | None
    stated: tuple[StatedItem, ...]


class DirectoryService:
    """Reads the folder anew each time, so that an edit shows at once; nothing is written.

    ``folder`` None is the shipped one. All methods raise InvalidInput (field ``folder``) for a
    folder that cannot be read.
    """

    def __init__(
        self,
        folder: Path | None,
        store: Store,
        keeper: SnapshotKeeper,
        records: RecordService,
        today: Callable[[], date],
    ) -> None:
        self._folder = folder
        self._store = store
        self._keeper = keeper
        self._records = records
        self._today = today

    def overview(self, folder: Path | None = None) -> DirectoryOverview:
        """Return versions and findings of the folder in force, or of an edited one."""
        shown = folder or self._folder
        directories, today = load_directories(shown), self._today()
        return DirectoryOverview(
            folder="" if shown is None else str(shown),
            as_of=today,
            versions=tuple(
                VersionSummary(
                    file=v.file,
                    scheme=v.scheme,
                    version=v.version,
                    effective_from=v.effective_from,
                    effective_to=v.effective_to,
                    in_force=v.covers(today),
                    items=_levels([item.level for item in v.items]),
                    note=v.note,
                )
                for v in directories.versions
            ),
            findings=lint(directories, taxonomy(), self._keeper.model.lexicon),
        )

    def for_need(self, reference: str, as_of: date | None = None) -> DirectoryAnswer:
        """Return the suggestions for the need with this id or code, and its stated items.

        Raises NotFound for an unknown need, NotAllowed when no directory is in force.
        """
        need = self._records.find_need(reference)
        directories, day, table = self._ready(as_of)
        statement = Statement(need_text(need).text, need.service_types)
        found = suggest(statement, table, self._keeper.model, taxonomy())
        return _answer(need, day, found, check_items(need, directories, day))

    def for_text(
        self, text: str, service_types: Sequence[str] = (), as_of: date | None = None
    ) -> DirectoryAnswer:
        """Return the suggestions for a typed text; InvalidInput for an empty one or a bad type."""
        if not text.strip():
            raise InvalidInput("请写出需求的内容。", field="text")
        types = taxonomy().service_types
        for label in service_types:
            if types.find(label) is None:
                near = types.suggest(label)
                hint = f"是否为“{near}”？" if near else "名称见 docs/catalog.md。"
                raise InvalidInput(f"没有服务类型“{label}”，{hint}", field="type")
        _, day, table = self._ready(as_of)
        found = suggest_text(text, service_types, table, self._keeper.model, taxonomy())
        return _answer(None, day, found, ())

    def gaps(
        self, year: int | None = None, as_of: date | None = None, progress: Progress | None = None
    ) -> GapReport:
        """Return the needs that no item fits, of one year or all; withdrawn ones are left out.

        Raises NotAllowed when no directory is in force.
        """
        directories, day, _ = self._ready(as_of)
        with self._store.read() as repo:
            needs = [
                need
                for need in repo.all(Need)
                if need.status is NeedStatus.ACTIVE and year in (None, year_of(need))
            ]
        return gaps(needs, directories, self._keeper.model, taxonomy(), day, progress)

    def _ready(self, as_of: date | None) -> tuple[Directories, date, Crosswalk]:
        directories, day = load_directories(self._folder), as_of or self._today()
        if not directories.in_force(day):
            raise NotAllowed(
                f"{day} 没有生效的指导性目录，请换一个日期，或在目录文件夹里补上当时的版本。"
            )
        return directories, day, crosswalk(directories, self._keeper.model.lexicon, day)


def _levels(levels: Sequence[int]) -> tuple[int, ...]:
    return tuple(levels.count(level) for level in range(1, max(levels, default=0) + 1))


def _answer(
    need: Need | None, day: date, found: Suggestions, checks: Sequence[ItemCheck]
) -> DirectoryAnswer:
    return DirectoryAnswer(
        need_id="" if need is None else need.id,
        need_code="" if need is None else need.code,
        need_title="" if need is None else need.title,
        as_of=day,
        fit=found.fit.value,
        said_zh=found.said_zh,
        items=tuple(map(_suggested, found.items)),
        nearest=None if found.nearest is None else _suggested(found.nearest),
        stated=tuple(
            StatedItem(
                reference=check.reference,
                state=check.state,
                item=None if check.entry is None else _view(check.entry),
                successors=tuple(map(_view, check.successors)),
                detail_zh=check.detail_zh,
            )
            for check in checks
        ),
    )


def _suggested(found: Suggestion) -> SuggestedItem:
    return SuggestedItem(_view(found.entry), found.score, found.reasons, found.cautions)


def _view(entry: Entry) -> ItemView:
    item, version = entry.item, entry.directory
    above = [version.item(code) for code in reversed(version.ancestors(item))]
    return ItemView(
        scheme=version.scheme,
        version=version.version,
        code=item.code,
        name=item.name,
        level=item.level,
        path=tuple(one.title for one in above if one is not None),
        burden_reduction=item.burden_reduction,
        in_principle_social=item.in_principle_social,
    )
