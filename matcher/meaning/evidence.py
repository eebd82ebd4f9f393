"""How much a text speaks for each category of the lexicon, and whether it is anybody's business.

Evidence is the sum of two judges that err differently: the scores learnt from character n-grams,
and half the cosine to the category's prototype. On our own colloquial needs the first category is
right in 85 % by the one, 89 % by the other and 91 % by both (docs/quality.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .text_model import TextModel

Floats = npt.NDArray[np.float64]

_PROTOTYPE_SHARE = 0.5
_IN_SCOPE = 3
_DECIMALS = 6


def category_evidence(texts: Sequence[str], model: TextModel) -> Floats:
    """Return (n, n_category) float64 for masked texts; near 1 and above for what is meant.

    Without prototypes (an encoder that was not calibrated) the n-grams judge alone.
    """
    evidence = np.zeros((len(texts), len(model.lexicon.categories)), dtype=np.float64)
    for row, text in enumerate(texts):
        evidence[row] = model.categories.scores(text)
    if model.prototypes is not None and len(texts):
        vectors = model.encoder.encode(texts, kind="query").astype(np.float64)
        prototypes = model.prototypes.vectors.astype(np.float64)
        # Row by row, so that a text's evidence has the same bits in every batch.
        for row, vector in enumerate(vectors):
            evidence[row] += _PROTOTYPE_SHARE * np.add.reduce(prototypes * vector, axis=1)
    return np.asarray(np.round(evidence, _DECIMALS))


def in_scope(model: TextModel) -> npt.NDArray[np.bool_]:
    """Return (n_category,) bool: what a social organization can take on."""
    return np.array([c.in_scope for c in model.lexicon.categories], dtype=np.bool_)


def outside(evidence: Floats, model: TextModel) -> float:
    """Return how far the best category out of scope beats the three best in scope, in [-1, 2].

    Broken lifts, licences, fees: what offices and companies owe and nobody should be bought for.
    The mean of three, because a vague text in need of help speaks a little for several services. 0
    for a lexicon without such categories and for a text without evidence.
    """
    inside = in_scope(model)
    if inside.all() or not inside.any():
        return 0.0
    best = float(np.mean(np.sort(evidence[inside])[-_IN_SCOPE:]))
    return round(float(evidence[~inside].max()) - best, _DECIMALS)


def best_category(evidence: Floats, model: TextModel, *, inside: bool) -> int | None:
    """Return the row of the category with most evidence, in or out of scope; None without any."""
    allowed = in_scope(model) if inside else ~in_scope(model)
    if not allowed.any():
        return None
    best = int(np.argmax(np.where(allowed, evidence, -np.inf)))
    return best if evidence[best] > 0 else None
