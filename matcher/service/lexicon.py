"""The lexicon in force, and what an edited one would change before it is put into force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings import SHIPPED_CATEGORIES, CategoryEncoder, EncoderUnavailable, Prototypes
from embeddings.lexicon import CATEGORIES_FOLDER, Lexicon, LexiconError, compare, lint, load_lexicon

from ..catalog import Catalog
from ..errors import InvalidInput, Unavailable
from ..meaning import category_evidence
from ..model import Need
from ..recommend import recommend
from ..snapshot import IndexTypes, Snapshot, build_snapshot
from ..text import need_text
from .steps import Steps
from .values import LexiconChange, LexiconOverview, LexiconTrial, Moved, Progress

if TYPE_CHECKING:
    from embeddings.categories import CategoryWeights

    from ..meaning import TextModel
    from ..store import Store
    from ..weights import Weights

#: How many of a need's first organizations are compared.
FIRST = 3
_TITLE_LENGTH = 30


class LexiconService:
    """Works while the lexicon in force is not usable: then the shipped one is compared with.

    ``model`` returns the text model with the lexicon of a folder, None for the shipped one, and
    raises Unavailable where that was not learnt.
    """

    def __init__(
        self,
        in_force: Path | None,
        model: Callable[[Path | None], TextModel],
        types: IndexTypes,
        store: Store,
        today: Callable[[], date],
    ) -> None:
        self._in_force = in_force
        self._model = model
        self._types = types
        self._store = store
        self._today = today

    def overview(self) -> LexiconOverview:
        """Return size and findings of the lexicon in force; InvalidInput if it cannot be read."""
        return _overview(self._in_force, _load(self._in_force))

    def examine(
        self, folder: Path, *, fit: bool = False, progress: Progress | None = None
    ) -> LexiconTrial:
        """Compare an edited lexicon with the one in force, on the present catalog.

        ``fit`` writes what was learnt into the folder, findings or not; ``progress(done, total)``
        counts categories, services and needs. InvalidInput with field ``folder`` where the folder
        cannot be read or written.
        """
        edited = _load(folder)
        base, known = self._base(folder)
        self._store.migrate()
        with self._store.read() as repo:
            records = repo.catalog_at(repo.catalog_version())
            weights = repo.weights(None, as_of=self._today())
        # Static vectors encode the whole lexicon in half a second; a transformer takes minutes,
        # which is the work of `duijie calibrate`. Till then both sides do without prototypes.
        static = known.aligner is not None
        known = known if static else replace(known, prototypes=None)
        catalog = Catalog.build((r for r in records if not isinstance(r, Need)), records.version)
        encoded = len(edited.categories) if static else 0
        counted = len(catalog.services) + 2 * len(records.needs)
        steps = Steps(progress, 1 + encoded + 2 * counted)
        learnt, model = _learn(edited, known, steps, static=static)
        if fit:
            _write(folder, learnt, model)
        trial = _Trial(catalog, records.needs, weights, self._today(), self._types, steps)
        before, after = trial.ask(known), trial.ask(model)
        services, needs = trial.titles()
        return LexiconTrial(
            before=_overview(base, known.lexicon),
            after=_overview(folder, edited),
            changes=_changes(known.lexicon, edited),
            services=_moved(services, before.services, after.services),
            needs=_moved(needs, before.needs, after.needs),
            recommendations=_moved(needs, before.firsts, after.firsts),
            checked=(len(services), len(needs)),
            written=str(folder / CATEGORIES_FOLDER) if fit else None,
            calibrate=fit and not static,
        )

    def close(self) -> None:
        """Let the database go."""
        self._store.close()

    def _base(self, folder: Path) -> tuple[Path | None, TextModel]:
        """Return what to compare with: the lexicon in force, or the shipped one.

        A folder cannot be compared with itself, and one that was edited but not learnt cannot
        recommend.
        """
        in_force = self._in_force
        if in_force is None or in_force.resolve() == folder.resolve():
            return None, self._model(None)
        try:
            return in_force, self._model(in_force)
        except Unavailable:
            # If the lexicon is not what is wrong, this raises the same again.
            return None, self._model(None)


@dataclass(frozen=True, slots=True)
class _Answers:
    """Names of categories and of first organizations, in the order of services and needs."""

    services: list[tuple[str, ...]]
    needs: list[tuple[str, ...]]
    firsts: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Trial:
    """Asks text models about one catalog, with weights and day held fixed."""

    catalog: Catalog
    needs: Sequence[Need]
    weights: Weights
    as_of: date
    types: IndexTypes
    steps: Steps

    def ask(self, model: TextModel) -> _Answers:
        snapshot = build_snapshot(self.catalog, model, self.types)
        return _Answers(
            services=[self._category(text, model) for text in snapshot.texts],
            needs=[self._category(need_text(need).text, model) for need in self.needs],
            firsts=[self._first(need, snapshot) for need in self.needs],
        )

    def _category(self, text: str, model: TextModel) -> tuple[str, ...]:
        """Return the name of the category with most evidence, in scope or not; () without any."""
        self.steps.advance()
        evidence = category_evidence([text], model)[0]
        best = int(evidence.argmax())
        return (model.lexicon.categories[best].name,) if evidence[best] > 0 else ()

    def _first(self, need: Need, snapshot: Snapshot) -> tuple[str, ...]:
        self.steps.advance()
        run = recommend(need, snapshot, self.weights, self.as_of, FIRST, "need")
        return tuple(candidate.organization_name for candidate in run.candidates)

    def titles(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return (organization, title) of the services and (code, title) of the needs."""
        catalog = self.catalog
        owners = (catalog.organizations[row].name for row in catalog.service_organization)
        services = [
            (owner, _title(service.title, service.description))
            for owner, service in zip(owners, catalog.services, strict=True)
        ]
        return services, [(n.code, _title(n.title, n.description)) for n in self.needs]


def _title(title: str, description: str) -> str:
    return title or description[:_TITLE_LENGTH]


def _load(folder: Path | None) -> Lexicon:
    try:
        return load_lexicon(folder)
    except LexiconError as error:
        raise InvalidInput(error.message_zh, field="folder") from error


def _overview(folder: Path | None, lexicon: Lexicon) -> LexiconOverview:
    learnt = SHIPPED_CATEGORIES if folder is None else folder / CATEGORIES_FOLDER
    try:
        belongs = CategoryEncoder.load(learnt).lexicon == lexicon.fingerprint
    except EncoderUnavailable:
        belongs = False
    return LexiconOverview(
        folder="" if folder is None else str(folder),
        types=len({c.type for c in lexicon.categories if c.in_scope}),
        categories=len(lexicon.categories),
        phrases=lexicon.phrase_count,
        groups=len(lexicon.groups),
        findings=tuple((finding.where, finding.message_zh) for finding in lint(lexicon)),
        learnt=belongs,
    )


def _learn(
    edited: Lexicon, known: TextModel, steps: Steps, *, static: bool
) -> tuple[CategoryWeights, TextModel]:
    # scikit-learn takes a second to load.
    from embeddings.train.categories import fit_categories

    weights = fit_categories(edited)
    steps.advance()
    prototypes = Prototypes.fit(edited, known.encoder, steps.advance) if static else None
    model = replace(
        known, lexicon=edited, categories=CategoryEncoder(weights), prototypes=prototypes
    )
    return weights, model


def _write(folder: Path, learnt: CategoryWeights, model: TextModel) -> None:
    target = folder / CATEGORIES_FOLDER
    try:
        learnt.write(target)
        if model.prototypes is not None:
            model.prototypes.write(target)
    except OSError as error:
        raise InvalidInput(
            f"文件夹“{target}”无法写入，请检查权限和磁盘空间。", field="folder"
        ) from error


def _changes(before: Lexicon, after: Lexicon) -> tuple[LexiconChange, ...]:
    return tuple(
        LexiconChange(c.code, c.name, c.is_group, c.kind, c.added, c.removed, c.fields)
        for c in compare(before, after)
    )


def _moved(
    records: Sequence[tuple[str, str]],
    before: Sequence[tuple[str, ...]],
    after: Sequence[tuple[str, ...]],
) -> tuple[Moved, ...]:
    rows = zip(records, before, after, strict=True)
    return tuple(Moved(place, title, old, new) for (place, title), old, new in rows if old != new)
