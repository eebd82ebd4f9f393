"""Our own examples, written by hand: organizations, needs and the categories of both.

Half of the needs (``tune``) is for fitting, the other (``held``) for checking (docs/quality.md).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np

from embeddings.lexicon import Lexicon

from .calibrate import Floats, Ints, Judged
from .calibration import CHANNELS
from .catalog import Catalog
from .meaning import TextModel
from .model import Need, Organization, Record, Service
from .retrieve import Query, make_query
from .snapshot import IndexTypes, Progress, Snapshot, build_snapshot
from .text import need_text

HALVES = ("tune", "held")
#: A reranker is slow: it reads every fourth need against its best candidates.
_READ_EVERY, _READ = 4, 30


@dataclass(frozen=True, slots=True)
class ExampleNeed:
    """A need with its expected categories; none for what nobody should get."""

    id: str
    title: str
    text: str
    style: str
    half: str
    categories: tuple[str, ...]
    groups: tuple[str, ...]

    def as_need(self) -> Need:
        """Return the record of the directory that it would be."""
        return Need(id=self.id, code=self.id, title=self.title, description=self.text)


@dataclass(frozen=True, slots=True)
class ExampleOrganization:
    """An organization with one statement, and the categories it suits, the main one first."""

    id: str
    name: str
    capability: str
    categories: tuple[str, ...]
    groups: tuple[str, ...]

    def as_records(self) -> tuple[Record, Record]:
        """Return organization and service."""
        return (
            Organization(id=self.id, name=self.name),
            Service(id=self.id, organization_id=self.id, title="", description=self.capability),
        )


@lru_cache(maxsize=1)
def example_organizations() -> tuple[ExampleOrganization, ...]:
    """Return all example organizations."""
    return tuple(
        ExampleOrganization(
            row["id"],
            row["name"],
            row["capability"],
            tuple(row["categories"]),
            tuple(row["groups"]),
        )
        for row in _rows("organizations")
    )


@lru_cache(maxsize=1)
def example_needs() -> tuple[ExampleNeed, ...]:
    """Return all example needs: those that can be answered, then those that nobody should get."""
    answerable = [_need(row, row["style"]) for row in _rows("needs")]
    return (*answerable, *(_need(row, "outside") for row in _rows("out_of_scope")))


def _need(row: Mapping[str, Any], style: str) -> ExampleNeed:
    return ExampleNeed(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        style=style,
        half=row["half"],
        categories=tuple(row.get("categories", ())),
        groups=tuple(row.get("groups", ())),
    )


def _rows(name: str) -> list[dict[str, Any]]:
    path = resources.files("matcher").joinpath(f"data/development/{name}.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def grade(need: ExampleNeed, organization: ExampleOrganization, lexicon: Lexicon) -> int:
    """Return 3 for the same main category, 2 for a shared one, 1 for type and group, else 0."""
    if not need.categories or not organization.categories:
        return 0
    if need.categories[0] == organization.categories[0]:
        return 3
    if set(need.categories) & set(organization.categories):
        return 2
    types = {code: c.type for code in need.categories if (c := lexicon.category(code))}
    near = {c.type for code in organization.categories if (c := lexicon.category(code))}
    alike = set(types.values()) & near and set(need.groups) & set(organization.groups)
    return 1 if alike else 0


def judge(
    needs: Sequence[ExampleNeed],
    model: TextModel,
    types: IndexTypes,
    progress: Progress | None = None,
) -> Judged:
    """Score the needs against all example organizations; ``progress`` counts needs."""
    organizations = example_organizations()
    records = [record for o in organizations for record in o.as_records()]
    snapshot = build_snapshot(Catalog.build(records), model, types)
    # The catalog orders services by itself; columns are its rows.
    owner = {o.id: o for o in organizations}
    columns = [owner[service.organization_id] for service in snapshot.catalog.services]
    cosines = np.zeros((len(needs), len(columns), len(CHANNELS)), dtype=np.float64)
    outside = np.zeros(len(needs), dtype=np.float64)
    reranked = None if model.reranker is None else np.zeros(cosines.shape[:2], dtype=np.float64)
    for row, need in enumerate(needs):
        query = make_query(need_text(need.as_need()).text, snapshot.model)
        by_channel = score_channels(query, snapshot)
        cosines[row] = np.stack([by_channel[name] for name in CHANNELS], axis=1)
        outside[row] = query.outside
        if reranked is not None and row % _READ_EVERY == 0:
            reranked[row] = _rerank(query, snapshot, cosines[row])
        if progress is not None:
            progress(row + 1, len(needs))
    styles = sorted({need.style for need in needs})
    return Judged(
        cosines=cosines,
        grades=_grades(needs, columns, model.lexicon),
        outside=outside,
        styles=np.array([styles.index(need.style) for need in needs], dtype=np.int64),
        reranked=reranked,
    )


def score_channels(query: Query, snapshot: Snapshot) -> dict[str, Floats]:
    """Return the cosine of every service by channel, each (n_service,) float64."""
    rows = np.arange(len(snapshot.texts), dtype=np.int64)
    found = {
        "characters": snapshot.characters.scores(query.characters, rows),
        "words": snapshot.words.scores(query.words, rows),
        "semantic": snapshot.vectors.scores(query.vector[0], rows),
        "category": snapshot.categories.scores(query.categories[0], rows),
    }
    return {name: scores.astype(np.float64) for name, scores in found.items()}


def _rerank(query: Query, snapshot: Snapshot, cosines: Floats) -> Floats:
    """Return the reranker's scores of the best services, 0 for the others."""
    reranker = snapshot.model.reranker
    found = np.zeros(len(cosines), dtype=np.float64)
    if reranker is not None:
        best = np.argsort(-cosines.mean(axis=1), kind="stable")[:_READ]
        found[best] = reranker.score(query.text, [snapshot.texts[row] for row in best])
    return found


def _grades(
    needs: Sequence[ExampleNeed], columns: Sequence[ExampleOrganization], lexicon: Lexicon
) -> Ints:
    table = [[grade(need, organization, lexicon) for organization in columns] for need in needs]
    return np.array(table, dtype=np.int64).reshape(len(needs), len(columns))
