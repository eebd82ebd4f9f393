"""Start vectors: positive pointwise mutual information, truncated SVD, SIF weights.

Levy, Goldberg, Dagan, "Improving Distributional Similarity with Lessons Learned from Word
Embeddings" (TACL 2015); Arora, Liang, Ma, "A Simple but Tough-to-Beat Baseline for Sentence
Embeddings" (ICLR 2017); Halko, Martinsson, Tropp, "Finding Structure with Randomness" (2011).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse

from .cooccurrence import Ids
from .progress import Steps, unheard

_CONTEXT_SMOOTHING = 0.75
_OVERSAMPLE, _ITERATIONS = 32, 4
_EIGENVALUE_POWER = 0.5
_SIF = 1e-3
# Corpus count at which a word's own vector weighs as much as that of its characters.
_TRUST = 15.0
# Norm of the unknown piece: next to any known word it is nothing, alone it is not zero.
_UNKNOWN_NORM = 1e-2

Floats = npt.NDArray[np.float32]


def ppmi(counts: sparse.csr_array) -> sparse.csr_array:
    """Return the positive pointwise mutual information, context smoothed, float32."""
    rows = np.asarray(counts.sum(axis=1), dtype=np.float64)
    smoothed = np.power(rows, _CONTEXT_SMOOTHING)
    smoothed /= max(float(smoothed.sum()), 1e-12)
    matrix = sparse.coo_array(counts)
    row, column = matrix.coords
    with np.errstate(divide="ignore"):
        value = np.log(matrix.data / (rows[row] * smoothed[column]))
    keep = value > 0
    data = value[keep].astype(np.float32)
    return sparse.csr_array((data, (row[keep], column[keep])), shape=counts.shape)


def factorize(matrix: sparse.csr_array, dim: int, seed: int, step: Steps = unheard) -> Floats:
    """Return (n, dim) float32: left singular vectors times the root of the singular values.

    Columns beyond the rank are zero. Signs are fixed: the largest component is positive.
    """
    size = matrix.shape[0]
    width = min(dim + _OVERSAMPLE, size)
    block = np.random.default_rng(seed).standard_normal((size, width), dtype=np.float32)
    turned = sparse.csr_array(matrix.T)
    for done in range(1, _ITERATIONS + 1):
        block = linalg.qr(matrix @ block, mode="economic")[0]
        block = linalg.qr(turned @ block, mode="economic")[0]
        step(done, _ITERATIONS + 1)
    basis = linalg.qr(matrix @ block, mode="economic")[0]
    small, values, _ = linalg.svd((turned @ basis).T, full_matrices=False)
    left = basis @ small[:, :dim]
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(left.shape[1])])
    vectors = np.zeros((size, dim), dtype=np.float32)
    vectors[:, : left.shape[1]] = left * signs * values[:dim] ** _EIGENVALUE_POWER
    return vectors


def weigh(vectors: Floats, words: Sequence[str], counts: Sequence[int], ids: Ids) -> Floats:
    """Return the start table: rare words helped by their characters, SIF norms, no common part.

    Rows are scaled so that an ordinary word has a norm near 1; row 0, unknown, nearly vanishes.
    """
    number = np.asarray(counts, dtype=np.float64)[:, None]
    unit = _unit(vectors.astype(np.float64))
    spelling = _spelling(words)
    own = number / (number + _TRUST)
    single = np.array([len(word) == 1 for word in words])[:, None]
    # A character means what its words mean, a rare word what its characters mean.
    of_words = _unit(spelling.T @ (unit * np.log1p(number)))
    characters = _unit(own * unit + (1 - own) * of_words)
    of_characters = _unit(spelling @ characters)
    mixed = np.where(single, characters, _unit(own * unit + (1 - own) * of_characters))
    chance = number / max(float(number.sum()), 1.0)
    table = mixed * (_SIF / (_SIF + chance))
    common = _common(table, ids)
    table = table - np.outer(table @ common, common)
    table[0] = _UNKNOWN_NORM / np.sqrt(table.shape[1])
    return table.astype(np.float32)


def _spelling(words: Sequence[str]) -> sparse.csr_array:
    """Return (words, words): 1 where the column is a character of the row's longer word."""
    place = {word: row for row, word in enumerate(words)}
    pairs = [
        (row, place[char])
        for row, word in enumerate(words)
        if row > 0 and len(word) > 1
        for char in word
        if char in place
    ]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    shape = (len(words), len(words))
    return sparse.csr_array(sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=shape))


def _common(table: npt.NDArray[np.float64], ids: Ids) -> npt.NDArray[np.float64]:
    """Return the direction that most windows of 16 words share (a sample of them)."""
    known = ids[ids < len(table)]
    windows = known[: len(known) // 16 * 16].reshape(-1, 16)[::97]
    if len(windows) == 0:
        return np.zeros(table.shape[1])
    means = np.zeros((len(windows), table.shape[1]))
    for column in range(16):
        means += table[windows[:, column]]
    second = _unit(means).T @ _unit(means)
    return np.asarray(linalg.eigh(second)[1][:, -1], dtype=np.float64)


def _unit(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    norms = np.sqrt(np.add.reduce(rows * rows, axis=1, keepdims=True))
    return rows / np.where(norms > 0, norms, 1.0)
