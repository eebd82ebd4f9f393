"""The obvious lexical index: dictionaries and the formula, row by row. Reference for tests."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from .checks import allowed_rows, check_rows
from .hits import Hits, Mask, Micro, Rows, Scores, from_micro, select, to_micro


class ReferenceTfidfIndex:
    """`TfidfIndex` written down as the formula reads."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        frequency = Counter(token for document in documents for token in set(document))
        self._idf = {
            token: math.log((1 + self._size) / (1 + df)) + 1 for token, df in frequency.items()
        }
        self._documents = [self._unit(document) for document in documents]

    @property
    def size(self) -> int:
        """Number of rows."""
        return self._size

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
        return [select(rows, self._micro(q, rows), k, whole_ties=whole_ties) for q in queries]

    def scores(self, query: Sequence[str], rows: Rows) -> Scores:
        """Score the given rows; see `LexicalIndex`."""
        check_rows(self.size, rows)
        return from_micro(self._micro(query, rows))

    def terms(self, row: int) -> list[str]:
        """Return the different tokens of a row, sorted."""
        check_rows(self.size, np.array([row]))
        return sorted(self._documents[row])

    def contributions(self, query: Sequence[str], row: int) -> list[tuple[str, float]]:
        """Return the tokens in common with their shares of the score; see `LexicalIndex`."""
        check_rows(self.size, np.array([row]))
        shares = _products(self._unit(query), self._documents[row])
        return sorted(shares.items(), key=lambda share: (-round(share[1], 9), share[0]))

    def _micro(self, query: Sequence[str], rows: Rows) -> Micro:
        weights = self._unit(query)
        products = [_products(weights, self._documents[row]) for row in rows.tolist()]
        sums = [min(math.fsum(product.values()), 1.0) for product in products]
        return to_micro(np.array(sums, dtype=np.float64))

    def _unit(self, tokens: Sequence[str]) -> dict[str, float]:
        weights = {
            token: (1 + math.log(count)) * self._idf[token]
            for token, count in sorted(Counter(tokens).items())
            if token in self._idf
        }
        length = math.sqrt(math.fsum(weight**2 for weight in weights.values()))
        return {token: weight / length for token, weight in weights.items()}


def _products(left: Mapping[str, float], right: Mapping[str, float]) -> dict[str, float]:
    return {token: weight * right[token] for token, weight in left.items() if token in right}
