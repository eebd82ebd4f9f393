"""Learning the category space from the lexicon: ridge regression, pruned and put into bytes."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import numpy.typing as npt
from scipy import sparse

from ..categories import CategoryWeights
from ..characters import CharNgramTokenizer
from ..lexicon import Lexicon

_RIDGE = 1.0
#: n-grams that are kept: those that move a score most. Without the others top-1 accuracy on our
#: own needs falls by about 0.01 and the file is less than half as long.
KEPT = 60_000


def fit_categories(lexicon: Lexicon, kept: int = KEPT) -> CategoryWeights:
    """Return the weights learnt from every wording of every category; deterministic."""
    from sklearn.linear_model import Ridge

    tokenizer = CharNgramTokenizer(1, 3)
    texts, labels = examples(lexicon)
    counts = [Counter(tokenizer.tokenize(text)) for text in texts]
    tokens = sorted({token for count in counts for token in count})
    matrix, idf = _tfidf(counts, tokens)
    targets = np.zeros((len(texts), len(lexicon.categories)), dtype=np.float64)
    targets[np.arange(len(texts)), labels] = 1.0
    model = Ridge(alpha=_RIDGE, solver="sparse_cg", fit_intercept=False, tol=1e-4)
    weights = np.asarray(model.fit(matrix, targets).coef_, dtype=np.float64).T
    return _packed(lexicon, tokens, idf, weights, kept)


def examples(lexicon: Lexicon) -> tuple[list[str], list[int]]:
    """Return every wording with the row of its category; look-alikes count for their owner."""
    rows = {category.code: row for row, category in enumerate(lexicon.categories)}
    texts: list[str] = []
    labels: list[int] = []
    for row, category in enumerate(lexicon.categories):
        texts += category.wordings
        labels += [row] * len(category.wordings)
        for item in category.lookalikes:
            if item.belongs in rows:
                texts.append(item.phrase)
                labels.append(rows[item.belongs])
    return texts, labels


def _tfidf(
    counts: list[Counter[str]], tokens: list[str]
) -> tuple[sparse.csr_matrix, npt.NDArray[np.float64]]:
    place = {token: column for column, token in enumerate(tokens)}
    frequency = np.zeros(len(tokens), dtype=np.float64)
    for count in counts:
        for token in count:
            frequency[place[token]] += 1
    idf = np.log((1 + len(counts)) / (1 + frequency)) + 1
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for count in counts:
        line = sorted((place[token], number) for token, number in count.items())
        row = [(1 + math.log(number)) * idf[column] for column, number in line]
        norm = math.sqrt(math.fsum(value * value for value in row)) or 1.0
        columns += [column for column, _ in line]
        values += [value / norm for value in row]
        ends.append(len(columns))
    shape = (len(counts), len(tokens))
    return sparse.csr_matrix((np.array(values), np.array(columns), np.array(ends)), shape), idf


def _packed(
    lexicon: Lexicon,
    tokens: list[str],
    idf: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    kept: int,
) -> CategoryWeights:
    centred = weights - weights.mean(axis=1, keepdims=True)
    moved = np.sqrt((centred * centred).sum(axis=1)) * idf
    rows = np.sort(np.argsort(-moved, kind="stable")[:kept])
    picked = weights[rows]
    largest = np.abs(picked).max(axis=1)
    scale = np.where(largest > 0, largest / 127, 1.0)
    return CategoryWeights(
        codes=tuple(category.code for category in lexicon.categories),
        tokens=tuple(tokens[row] for row in rows),
        idf=idf[rows].astype(np.float32),
        scale=scale.astype(np.float32),
        weights=np.round(picked / scale[:, None]).astype(np.int8),
        lexicon=lexicon.fingerprint,
    )
