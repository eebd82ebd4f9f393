"""What every index promises: vectors or tokens in, rows and scores out."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from .hits import Hits, Mask, Rows, Scores

Vectors = npt.NDArray[np.float32]


@runtime_checkable
class VectorIndex(Protocol):
    """Rows by inner product, exact. Held to by `tests/contracts/vector_index.py`.

    Common to both protocols. One `Hits` per query, in the order of the queries, of exactly
    min(k, rows allowed) rows: rows with score 0 count, k may exceed the size, k = 0 and a mask that
    allows nothing give empty hits. Ties (equal scores after rounding to 1e-6) are ordered by row.
    The answer for k is the beginning of the answer for any larger k, and has the same bytes
    whatever the other queries, the number of threads and the implementation.

    `allowed` None allows all rows. The mask acts inside the search, never on its result.
    `whole_ties` also returns every row that ties with the k-th, so that a caller with a neutral
    order of its own does not favour low row numbers (the organizations imported first).

    Raises ValueError for a wrong shape, a negative k or a value that is not finite, TypeError for a
    wrong dtype. Safe to call from several threads: an index never changes.
    """

    @property
    def size(self) -> int:
        """Number of rows."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    def search(
        self, queries: Vectors, k: int, allowed: Mask | None = None, *, whole_ties: bool = False
    ) -> list[Hits]:
        """Find the k best rows for each (nq, dim) float32 query; `allowed` is (size,) bool."""
        ...

    def scores(self, query: Vectors, rows: Rows) -> Scores:
        """Score the given (m,) int64 rows for one (dim,) float32 query: as in `search`, (m,)."""
        ...


@runtime_checkable
class LexicalIndex(Protocol):
    """Rows by cosine of weighted tokens, in [0, 1]; the rest as in `VectorIndex`.

    A query without known token scores 0 everywhere.
    """

    @property
    def size(self) -> int:
        """Number of rows."""
        ...

    def search(
        self,
        queries: Sequence[Sequence[str]],
        k: int,
        allowed: Mask | None = None,
        *,
        whole_ties: bool = False,
    ) -> list[Hits]:
        """Find the k best rows for each query, given as its tokens."""
        ...

    def scores(self, query: Sequence[str], rows: Rows) -> Scores:
        """Score the given (m,) int64 rows for one query: as in `search`, (m,) float32."""
        ...

    def terms(self, row: int) -> list[str]:
        """Return the different tokens of a row, sorted."""
        ...

    def contributions(self, query: Sequence[str], row: int) -> list[tuple[str, float]]:
        """Return (token, share) for the tokens in common; the shares sum to the unrounded score.

        Order: share falling, then token. Shares are positive.
        """
        ...
