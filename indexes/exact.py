"""The obvious vector index: score every allowed row. Reference for all others."""

import numpy as np

from .checks import allowed_rows, check_rows, check_vectors
from .hits import Hits, Mask, Micro, Rows, Scores, from_micro, select, to_micro
from .protocol import Vectors

_CHUNK = 4096  # rows; bounds the float64 scratch space (16 MiB at 512 dimensions)


class ExactIndex:
    """Inner product by numpy in float64, row by row."""

    def __init__(self, vectors: Vectors) -> None:
        """Keep (n, dim) float32 vectors; they must not change afterwards."""
        check_vectors(vectors, None)
        self._vectors = vectors

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self._vectors)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._vectors.shape[1])

    def search(
        self, queries: Vectors, k: int, allowed: Mask | None = None, *, whole_ties: bool = False
    ) -> list[Hits]:
        """Find the k best rows for each query; see `VectorIndex`."""
        check_vectors(queries, self.dim)
        rows = allowed_rows(self.size, k, allowed)
        return [
            select(rows, exact_micro(self._vectors, query, rows), k, whole_ties=whole_ties)
            for query in queries
        ]

    def scores(self, query: Vectors, rows: Rows) -> Scores:
        """Score the given rows; see `VectorIndex`."""
        check_vectors(query[np.newaxis], self.dim)
        check_rows(self.size, rows)
        return from_micro(exact_micro(self._vectors, query, rows))


def exact_micro(vectors: Vectors, query: Vectors, rows: Rows) -> Micro:
    """Return the inner products of rows with the query in millionths, (m,) int64.

    The products of two float32 are exact in float64, and each row is summed by itself with
    numpy's pairwise sum (no BLAS, no threads): the result for a row depends on that row and the
    query, and on nothing else.
    """
    wide = query.astype(np.float64)
    micro = np.empty(len(rows), dtype=np.int64)
    for start in range(0, len(rows), _CHUNK):
        part = vectors[rows[start : start + _CHUNK]].astype(np.float64)
        part *= wide
        micro[start : start + _CHUNK] = to_micro(np.add.reduce(part, axis=1))
    return micro
