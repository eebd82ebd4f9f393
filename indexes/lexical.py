"""The lexical index of the product: sublinear TF-IDF and cosine over posting lists."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from .checks import allowed_rows, check_rows
from .hits import Hits, Mask, Micro, Rows, Scores, from_micro, select, to_micro
from .postings import Postings

_ArrayF = npt.NDArray[np.float64]


class TfidfIndex:
    """Cosine of token weights: tf = 1 + ln count, idf = ln((1 + n) / (1 + df)) + 1, unit length.

    Manning, Raghavan, Schütze, "Introduction to Information Retrieval", §6.4; the smoothed idf is
    scikit-learn's (`TfidfVectorizer(sublinear_tf=True)`), and so is that tokens of the query that
    stand in no row do not count in the query's length. Every sum runs in the order of the sorted
    tokens, in float64 and without threads; scores are rounded to 1e-6 (`hits.to_micro`).
    """

    def __init__(self, postings: Postings) -> None:
        """Weigh the postings; they must not change afterwards."""
        self._postings = postings
        self._ids = {token: number for number, token in enumerate(postings.vocabulary)}
        frequencies = np.diff(postings.starts)
        self._idf: _ArrayF = np.log((1 + postings.size) / (1 + frequencies)) + 1.0
        weights = (1.0 + np.log(postings.counts)) * np.repeat(self._idf, frequencies)
        squares = np.bincount(postings.rows, weights * weights, minlength=postings.size)
        self._weights: _ArrayF = weights / np.sqrt(squares)[postings.rows]

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> "TfidfIndex":
        """Build the index over documents, given as their tokens."""
        return cls(Postings.count(documents))

    @property
    def postings(self) -> Postings:
        """What to keep to have this index again."""
        return self._postings

    @property
    def size(self) -> int:
        """Number of rows."""
        return self._postings.size

    def search(
        self,
        queries: Sequence[Sequence[str]],
        k: int,
        allowed: Mask | None = None,
        *,
        whole_ties: bool = False,
    ) -> list[Hits]:
        """Find the k best rows for each query; see `LexicalIndex`."""
        rows = allowed_rows(self.size, k, allowed)
        return [
            select(rows, self._micro(query)[rows], k, whole_ties=whole_ties) for query in queries
        ]

    def scores(self, query: Sequence[str], rows: Rows) -> Scores:
        """Score the given rows; see `LexicalIndex`."""
        check_rows(self.size, rows)
        return from_micro(self._micro(query)[rows])

    def terms(self, row: int) -> list[str]:
        """Return the different tokens of a row, sorted."""
        check_rows(self.size, np.array([row]))
        entries = np.flatnonzero(self._postings.rows == row)
        numbers = np.searchsorted(self._postings.starts, entries, side="right") - 1
        return [self._postings.vocabulary[number] for number in numbers.tolist()]

    def contributions(self, query: Sequence[str], row: int) -> list[tuple[str, float]]:
        """Return the tokens in common with their shares of the score; see `LexicalIndex`."""
        check_rows(self.size, np.array([row]))
        shares: list[tuple[str, float]] = []
        for number, weight in self._query_weights(query):
            low, high = self._postings.starts[number : number + 2].tolist()
            entry = low + int(np.searchsorted(self._postings.rows[low:high], row))
            if entry < high and self._postings.rows[entry] == row:
                shares.append(
                    (self._postings.vocabulary[number], weight * float(self._weights[entry]))
                )
        return sorted(shares, key=lambda share: (-round(share[1], 9), share[0]))

    def _micro(self, query: Sequence[str]) -> Micro:
        total = np.zeros(self.size, dtype=np.float64)
        for number, weight in self._query_weights(query):
            entries = slice(*self._postings.starts[number : number + 2].tolist())
            # Each row stands once in a posting list, so that indexed addition is safe.
            total[self._postings.rows[entries]] += weight * self._weights[entries]
        return to_micro(np.minimum(total, 1.0))

    def _query_weights(self, query: Sequence[str]) -> list[tuple[int, float]]:
        """Return (token number, weight) of the known tokens, unit length, in sorted order."""
        counts = Counter(self._ids[token] for token in query if token in self._ids)
        numbers = np.array(sorted(counts), dtype=np.int64)
        tf = 1.0 + np.log(np.array([counts[number] for number in numbers.tolist()], dtype=float))
        weights = tf * self._idf[numbers]
        length = np.sqrt(np.add.reduce(weights * weights))
        return list(zip(numbers.tolist(), (weights / length).tolist(), strict=True))
