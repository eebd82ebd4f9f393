"""The vector index of the product: FAISS finds the candidates, float64 orders them."""

from typing import Any

import numpy as np

from .checks import allowed_rows, check_rows, check_vectors
from .exact import exact_micro
from .hits import Hits, Mask, Rows, Scores, from_micro, select
from .protocol import Vectors

# Below this share of allowed rows, to gather and multiply is faster than to scan with a selector.
_GATHER_SHARE = 0.05
_MARGIN = 32  # rows fetched beyond k at first
_FLOAT32_UNIT = 2.0**-24
_MICRO = 1e-6


class FlatIndex:
    """`IndexFlatIP` with the results of `ExactIndex`, to the byte.

    FAISS scores in float32, in an order of additions that depends on machine and batch. So its
    scores only choose candidates: more than k are fetched, rescored in float64, and fetching goes
    on until no row outside can reach the k-th score even with the largest rounding error.
    Queries run one at a time, and FAISS uses no OpenMP thread for a single query: the number of
    threads plays no part, in whichever thread of a server the search runs.
    """

    def __init__(self, vectors: Vectors) -> None:
        """Build the index over (n, dim) float32 vectors; they must not change afterwards."""
        import faiss

        check_vectors(vectors, None)
        self._vectors = np.ascontiguousarray(vectors)
        self._faiss: Any = faiss  # its types do not know its keyword arguments
        self._index: Any = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(self._vectors)
        squares = np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)
        self._longest = float(np.sqrt(squares.max(initial=0.0)))

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
        parameters = None if allowed is None else self._selector(allowed)
        return [self._search_one(query, k, rows, parameters, whole_ties) for query in queries]

    def scores(self, query: Vectors, rows: Rows) -> Scores:
        """Score the given rows; see `VectorIndex`."""
        check_vectors(query[np.newaxis], self.dim)
        check_rows(self.size, rows)
        return from_micro(exact_micro(self._vectors, query, rows))

    def _selector(self, allowed: Mask) -> object:
        bitmap = self._faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        parameters: object = self._faiss.SearchParameters(sel=bitmap)
        return parameters

    def _search_one(
        self,
        query: Vectors,
        k: int,
        rows: Rows,
        parameters: object | None,
        whole_ties: bool,
    ) -> Hits:
        if k == 0:
            rows = rows[:0]
        fetch = k + _MARGIN
        if len(rows) < _GATHER_SHARE * self.size:
            fetch = len(rows)
        slack = self._error_bound(query) + _MICRO
        while fetch < len(rows):
            distances, found = self._index.search(query[np.newaxis], fetch, params=parameters)
            candidates = found[0].astype(np.int64)  # no -1: fewer are fetched than are allowed
            micro = exact_micro(self._vectors, query, candidates)
            kth = np.partition(micro, fetch - k)[fetch - k] * _MICRO
            if float(distances[0, -1]) + slack < kth:
                return select(candidates, micro, k, whole_ties=whole_ties)
            fetch *= 4
        return select(rows, exact_micro(self._vectors, query, rows), k, whole_ties=whole_ties)

    def _error_bound(self, query: Vectors) -> float:
        """Bound |float32 inner product - exact one| for every row.

        Higham, "Accuracy and Stability of Numerical Algorithms", eq. 3.5, with Cauchy–Schwarz.
        """
        length = float(np.sqrt(np.add.reduce(query.astype(np.float64) ** 2)))
        return 1.01 * self.dim * _FLOAT32_UNIT * length * self._longest
