"""nDCG@10 per need and paired bootstrap intervals: how the quality of two systems is compared.

Gain 2^grade − 1, discount log2, the ideal ranking over all judged organizations; equal scores in
the order of ids. Agrees with `duijie evaluate` (tests/quality/test_metrics.py).
"""

import numpy as np

CUT = 10
_DRAWS = 10_000


def dcg(grades):
    """Return the discounted cumulative gain of grades in their order."""
    gains = 2.0 ** np.asarray(grades, dtype=np.float64) - 1.0
    return float((gains / np.log2(np.arange(2, len(gains) + 2))).sum())


def ndcg(scores, ids, grades):
    """Return nDCG@10 of one need; `scores` (n,) of the organizations `ids`, `grades` by id."""
    order = sorted(range(len(ids)), key=lambda i: (-scores[i], ids[i]))[:CUT]
    ideal = dcg(sorted(grades.values(), reverse=True)[:CUT])
    return dcg([grades.get(ids[i], 0) for i in order]) / ideal if ideal > 0 else 0.0


def interval(values, seed=0):
    """Return mean, lower and upper end of the 95 % bootstrap interval over needs."""
    values = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(seed).integers(0, len(values), (_DRAWS, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return float(values.mean()), float(low), float(high)


def paired(values, baseline, seed=0):
    """Return the mean difference, its 95 % interval and whether zero lies outside."""
    mean, low, high = interval(np.asarray(values) - np.asarray(baseline), seed)
    return mean, low, high, bool(low > 0 or high < 0)
