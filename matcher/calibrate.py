"""Fitting a calibration to judged examples: blend, curve, doubt, and the reranker's weight.

Pure: arrays in, numbers out, the same for the same arrays. Sources: grid search on nDCG@10
(Järvelin and Kekäläinen 2002) for the blend, logistic regression (Platt 1999) for the curve.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from .calibration import CHANNELS, OUTSIDE_RANGE, Calibration

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_CUT = 10
_STEPS = 10
#: Words repeat what character n-grams say, and weigh it double: at most a tenth.
_MOST_WORDS = 1
_SUITS = 2
#: Qualities closer than this are equal: a third of what the bootstrap can tell apart.
_AS_GOOD = 0.003
_RERANKING = (0.0, 0.1, 0.2, 0.4, 0.8)
#: Share of single suiting organizations that may fall below the threshold in fitting; that all of
#: a need's do is rarer.
_REFUSED = 0.05
#: A need that is clearly nobody's loses more than the best score could give (0.15 · 6 = 0.9).
_DOUBT = 6.0
#: How surely a candidate suits is judged among this many best ones of a need.
_NEAR = 30
#: The similarity of a candidate that suits this surely; above it there is still room to be better.
_SURE = 0.85
_LEAST_SPAN = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Needs against organizations of one service each, scored and judged.

    Attributes
    ----------
    cosines : (n_need, n_organization, n_channel) float64, in the order of `CHANNELS`.
    grades : (n_need, n_organization) int64, 0–3; rows of needs that nobody should get are 0.
    outside : (n_need,) float64, see `matcher.meaning.outside`.
    styles : (n_need,) int64; each style counts equally.
    reranked : (n_need, n_organization) float64 scores in [0, 1] of the best candidates, rows of
        zeros for needs that the reranker did not read; None without a reranker.
    """

    cosines: Floats
    grades: Ints
    outside: Floats
    styles: Ints
    reranked: Floats | None = None

    @property
    def answerable(self) -> npt.NDArray[np.bool_]:
        """Return (n_need,) bool: somebody suits."""
        return np.asarray((self.grades >= _SUITS).any(axis=1))

    def read(self) -> Judged:
        """Return the needs that the reranker read, all of them without one."""
        if self.reranked is None:
            return self
        rows = self.reranked.any(axis=1)
        return Judged(
            self.cosines[rows],
            self.grades[rows],
            self.outside[rows],
            self.styles[rows],
            self.reranked[rows],
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """How a calibration does on examples: each in [0, 1]; nDCG@10 is the mean over styles."""

    ndcg: float
    refused_unanswerable: float
    refused_answerable: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A calibration and how it does on what it was fitted to."""

    calibration: Calibration
    figures: Figures


def fit_calibration(judged: Judged, threshold: float) -> Fit:
    """Return the calibration under which ``threshold`` parks few needs that can be answered."""
    shares = _best_blend(judged)
    judged = judged.read()
    blended = np.round(np.clip(judged.cosines, 0.0, 1.0) @ shares, 6)
    reranking = _best_reranking(judged, blended)
    slope, doubt, intercept = _curve(judged, _with_reranker(judged, blended, reranking), threshold)
    calibration = Calibration(
        blend={name: round(float(s), 6) for name, s in zip(CHANNELS, shares, strict=True)},
        slope=slope,
        intercept=intercept,
        doubt=doubt,
        reranking=reranking,
    )
    return Fit(calibration, measure(calibration, judged, threshold))


def measure(calibration: Calibration, judged: Judged, threshold: float) -> Figures:
    """Return how a calibration does on judged examples."""
    judged = judged.read() if calibration.reranking > 0 else judged
    shares = np.array([calibration.blend[name] for name in CHANNELS])
    blended = np.round(np.clip(judged.cosines, 0.0, 1.0) @ shares, 6)
    hybrid = _with_reranker(judged, blended, calibration.reranking)
    best = np.array(
        [
            float(calibration.similarity(row.max(keepdims=True), float(out))[0])
            for row, out in zip(hybrid, judged.outside, strict=True)
        ]
    )
    answerable = judged.answerable
    return Figures(
        ndcg=_quality(hybrid, judged),
        refused_unanswerable=_share(best[~answerable] < threshold),
        refused_answerable=_share(best[answerable] < threshold),
    )


def _with_reranker(judged: Judged, blended: Floats, weight: float) -> Floats:
    return blended if judged.reranked is None else blended + weight * judged.reranked


def mean_ndcg(scores: Floats, grades: Ints) -> Floats:
    """Return nDCG@10 of each need with a grade, (n,) float64; gain 2^grade − 1.

    Equal scores stand in the order of the columns.
    """
    places = np.argsort(-scores, axis=1, kind="stable")[:, :_CUT]
    discount = 1.0 / np.log2(np.arange(2, _CUT + 2))
    gains = 2.0 ** np.take_along_axis(grades, places, axis=1) - 1.0
    ideal = 2.0 ** (-np.sort(-grades, axis=1))[:, :_CUT] - 1.0
    width = min(_CUT, grades.shape[1])
    best = ideal @ discount[:width]
    return np.asarray((gains @ discount[:width])[best > 0] / best[best > 0])


def _quality(hybrid: Floats, judged: Judged) -> float:
    """Return the mean over styles of mean nDCG@10."""
    means = []
    for style in np.unique(judged.styles):
        rows = (judged.styles == style) & judged.answerable
        if rows.any():
            means.append(float(mean_ndcg(hybrid[rows], judged.grades[rows]).mean()))
    return float(np.mean(means)) if means else 0.0


def _best_blend(judged: Judged) -> Floats:
    """Return the most even shares among those whose quality is as good as the best.

    The mean over a neighbourhood of the grid is taken, so that one lucky point does not win; and
    even shares do best on texts of another kind than ours.
    """
    rows = judged.answerable
    cosines = np.clip(judged.cosines, 0.0, 1.0)
    kept = Judged(cosines[rows], judged.grades[rows], judged.outside[rows], judged.styles[rows])
    points = [
        point
        for point in product(range(_STEPS + 1), repeat=len(CHANNELS))
        if sum(point) == _STEPS and point[CHANNELS.index("words")] <= _MOST_WORDS
    ]
    values = {p: _quality(kept.cosines @ (np.array(p) / _STEPS), kept) for p in points}
    smooth = {
        p: float(np.mean([v for q, v in values.items() if _steps_apart(p, q) <= 1])) for p in points
    }
    good = [p for p in points if smooth[p] >= max(smooth.values()) - _AS_GOOD]
    best = min(good, key=lambda p: (sum(share * share for share in p), -smooth[p], p))
    return np.array(best, dtype=np.float64) / _STEPS


def _steps_apart(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) // 2


def _best_reranking(judged: Judged, hybrid: Floats) -> float:
    if judged.reranked is None:
        return 0.0
    values = [_quality(hybrid + w * judged.reranked, judged) for w in _RERANKING]
    return _RERANKING[int(np.argmax(np.round(values, 4)))]


def _curve(judged: Judged, hybrid: Floats, threshold: float) -> tuple[float, float, float]:
    """Return slope, doubt and intercept: a curve through two scores that mean something.

    At ``threshold`` lies the score that nearly every single organization that suits reaches, not
    the best of many: a district's catalog may hold just one. At `_SURE` lies the score from which
    that share of candidates does suit.
    """
    answerable = judged.answerable
    if answerable.all() or not answerable.any():
        raise ValueError("calibration needs both kinds of need")
    over = np.clip(judged.outside, *OUTSIDE_RANGE) - OUTSIDE_RANGE[0]
    lowered = hybrid - _DOUBT * over[:, None]
    suits = judged.grades >= _SUITS
    weights = (1.0 / suits.sum(axis=1).clip(1))[suits.nonzero()[0]]
    edge = _weighted_quantile(lowered[suits], weights)
    sure = max(_sure_score(hybrid[answerable], suits[answerable]), edge + _LEAST_SPAN)
    slope = round((_logit(_SURE) - _logit(threshold)) / (sure - edge), 4)
    return slope, round(_DOUBT * slope, 4), round(_logit(threshold) - slope * edge, 4)


def _sure_score(hybrid: Floats, suits: npt.NDArray[np.bool_]) -> float:
    """Return the score from which `_SURE` of the candidates suit, by logistic regression."""
    from sklearn.linear_model import LogisticRegression

    best = np.argsort(-hybrid, axis=1, kind="stable")[:, :_NEAR]
    shown = np.take_along_axis(hybrid, best, axis=1).ravel()
    right = np.take_along_axis(suits, best, axis=1).ravel()
    model = LogisticRegression(C=100.0, max_iter=1000, tol=1e-8)
    model.fit(shown[:, None], right.astype(np.int64))
    rise = float(model.coef_[0, 0])
    return (_logit(_SURE) - float(model.intercept_[0])) / rise if rise > 0 else 1.0


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _weighted_quantile(values: Floats, weights: Floats) -> float:
    """Return the value below which `_REFUSED` of the weight lies."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / float(weights.sum())
    return float(values[order][int(np.searchsorted(reached, _REFUSED))])


def _share(marks: npt.NDArray[np.bool_]) -> float:
    return float(marks.mean()) if len(marks) else 0.0
