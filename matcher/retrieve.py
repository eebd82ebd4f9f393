"""From a need's text to organizations: four exact searches, one blend, the best service each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .calibration import Calibration
from .candidates import Candidates, FloatColumn, IntColumn
from .catalog import Mask
from .meaning import TextModel, category_evidence, focus, outside
from .snapshot import Snapshot

#: Services that each search brings up; up to here the result is that of scoring everything. Fixed,
#: so that the number of results asked for changes no score and no order.
POOL = 2000
#: An organization with a second suitable service is a little safer (docs/ranking.md).
SECOND_SERVICE = 0.1


#: Organizations that a reranker reads: fixed, like the pool.
RERANKED = 50


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A masked text as numbers and tokens.

    ``vector`` (1, dim) and ``categories`` (1, n_category) float32; ``evidence`` (n_category,)
    float64, see `matcher.meaning`; ``outside``: how far it is nobody's business.
    """

    text: str
    vector: npt.NDArray[np.float32]
    categories: npt.NDArray[np.float32]
    evidence: FloatColumn
    outside: float
    characters: tuple[str, ...]
    words: tuple[str, ...]


def make_query(text: str, model: TextModel) -> Query:
    """Encode and tokenize one masked text; of a long one, what says what is needed."""
    text = focus(text, model)
    evidence = category_evidence([text], model)[0]
    return Query(
        text=text,
        vector=model.encoder.encode([text], kind="query"),
        categories=model.categories.encode([text], kind="query"),
        evidence=evidence,
        outside=outside(evidence, model),
        characters=tuple(model.characters.tokenize(text)),
        words=tuple(model.words.tokenize(text)),
    )


def retrieve(query: Query, snapshot: Snapshot, services: Mask, pool: int = POOL) -> Candidates:
    """Return the organizations behind the nearest services among those that ``services`` allows.

    ``services`` (n_service,) bool acts inside the searches. Every allowed service of an
    organization that came up is scored, with exact cosines.
    """
    calibration = snapshot.model.calibration
    rows = _pool(query, snapshot, services, pool)
    cosines = {
        "characters": snapshot.characters.scores(query.characters, rows).astype(np.float64),
        "words": snapshot.words.scores(query.words, rows).astype(np.float64),
        "semantic": snapshot.vectors.scores(query.vector[0], rows).astype(np.float64),
        "category": snapshot.categories.scores(query.categories[0], rows).astype(np.float64),
    }
    hybrid = calibration.hybrid(cosines)
    owners = snapshot.catalog.service_organization[rows].astype(np.int64)
    best, blended = _by_organization(rows, owners, hybrid, snapshot.texts)
    blended = _reranked(query, snapshot, rows[best], blended)
    return _candidates(rows, owners, best, blended, cosines, calibration, query.outside)


def _reranked(
    query: Query, snapshot: Snapshot, services: IntColumn, blended: FloatColumn
) -> FloatColumn:
    """Add the reranker's weighted score to the best ``RERANKED``, which so stay before the rest."""
    reranker, weight = snapshot.model.reranker, snapshot.model.calibration.reranking
    if reranker is None or weight == 0.0:
        return blended
    # Equals at the edge come in together: the number of organizations read must not split them.
    edge = np.sort(blended)[::-1][:RERANKED].min(initial=np.inf)
    chosen = np.flatnonzero(blended >= edge)
    scores = reranker.score(query.text, [snapshot.texts[row] for row in services[chosen]])
    found = blended.copy()
    found[chosen] += weight * np.clip(scores.astype(np.float64), 0.0, 1.0)
    return found


def _pool(query: Query, snapshot: Snapshot, services: Mask, pool: int) -> IntColumn:
    """Return the rows to score: all that are allowed, or the best of each search and their kin."""
    if int(services.sum()) <= pool:
        return np.flatnonzero(services).astype(np.int64)
    hits = (
        snapshot.characters.search([query.characters], pool, services, whole_ties=True)[0],
        snapshot.words.search([query.words], pool, services, whole_ties=True)[0],
        snapshot.vectors.search(query.vector, pool, services, whole_ties=True)[0],
        snapshot.categories.search(query.categories, pool, services, whole_ties=True)[0],
    )
    owners = snapshot.catalog.service_organization
    found = np.zeros(len(snapshot.catalog), dtype=np.bool_)
    for hit in hits:
        found[owners[hit.rows[hit.scores > 0]]] = True
    return np.flatnonzero(services & found[owners]).astype(np.int64)


def _by_organization(
    rows: IntColumn, owners: IntColumn, hybrid: FloatColumn, texts: tuple[str, ...]
) -> tuple[IntColumn, FloatColumn]:
    """Return, per organization, the index of its best row and best + 0.1 × second best.

    A second service with the same text as the best is no second service.
    """
    best: list[int] = []
    blended: list[float] = []
    order = np.lexsort((rows, -hybrid, owners)).tolist()
    second_found = False
    for index in order:
        if not best or owners[best[-1]] != owners[index]:
            best.append(index)
            blended.append(float(hybrid[index]))
            second_found = False
        elif not second_found and texts[rows[index]] != texts[rows[best[-1]]]:
            blended[-1] += SECOND_SERVICE * float(hybrid[index])
            second_found = True
    return np.array(best, dtype=np.int64), np.array(blended, dtype=np.float64)


def _candidates(
    rows: IntColumn,
    owners: IntColumn,
    best: IntColumn,
    blended: FloatColumn,
    cosines: dict[str, FloatColumn],
    calibration: Calibration,
    nobody: float,
) -> Candidates:
    return Candidates(
        organization=owners[best],
        service=rows[best],
        lexical=np.clip(cosines["characters"][best], 0.0, 1.0),
        semantic=np.clip(cosines["semantic"][best], 0.0, 1.0),
        category=np.clip(cosines["category"][best], 0.0, 1.0),
        hybrid=np.round(blended, 6).astype(np.float64),
        similarity=calibration.similarity(blended, nobody),
    )
