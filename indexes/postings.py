"""Which token stands in which row, how often: the part of a lexical index that is kept on disk."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Posting lists, token by token.

    vocabulary: v different tokens, sorted.
    starts: (v + 1,) int64; token t owns the entries starts[t]:starts[t + 1] of the next two.
    rows: (p,) int32, rising within a token.
    counts: (p,) int32 >= 1, how often the token stands in the row.
    size: number of rows, also those without tokens.
    """

    vocabulary: list[str]
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]
    size: int

    def __post_init__(self) -> None:
        entries = len(self.rows)
        if len(self.starts) != len(self.vocabulary) + 1 or self.counts.shape != (entries,):
            raise ValueError("vocabulary, starts, rows and counts do not belong together")
        if self.starts[0] != 0 or self.starts[-1] != entries or (np.diff(self.starts) < 1).any():
            raise ValueError("starts must rise from 0 to the number of entries")
        if entries and not (0 <= self.rows.min() <= self.rows.max() < self.size):
            raise ValueError(f"rows must lie in 0..{self.size - 1}")

    @classmethod
    def count(cls, documents: Iterable[Sequence[str]]) -> "Postings":
        """Count the tokens of documents, given row by row."""
        seen: dict[str, int] = {}
        columns = [array("i") for _ in range(3)]
        tokens_of, rows_of, counts_of = columns
        size = 0
        for row, tokens in enumerate(documents):
            size = row + 1
            for token, count in Counter(tokens).items():
                tokens_of.append(seen.setdefault(token, len(seen)))
                rows_of.append(row)
                counts_of.append(count)
        vocabulary = sorted(seen)
        rank = np.empty(len(vocabulary), dtype=np.int64)
        rank[[seen[token] for token in vocabulary]] = np.arange(len(vocabulary))
        numbers, rows, counts = (np.array(column, dtype=np.int32) for column in columns)
        ranks = rank[numbers]
        order = np.argsort(ranks, kind="stable")  # stable: rows stay rising within a token
        lengths = np.bincount(ranks, minlength=len(vocabulary))
        starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        return cls(vocabulary, starts, rows[order], counts[order], size)

    def pack(self, prefix: str) -> tuple[dict[str, npt.NDArray[Any]], dict[str, list[str]]]:
        """Return (arrays, texts) for `SnapshotStore.write`, named with the prefix."""
        arrays: dict[str, npt.NDArray[Any]] = {
            f"{prefix}-starts": self.starts,
            f"{prefix}-rows": self.rows,
            f"{prefix}-counts": self.counts,
        }
        return arrays, {f"{prefix}-vocabulary": self.vocabulary}

    @classmethod
    def unpack(
        cls,
        prefix: str,
        arrays: Mapping[str, npt.NDArray[Any]],
        texts: Mapping[str, Any],
        size: int,
    ) -> "Postings":
        """Return what `pack` took apart; `size` is the number of rows."""
        starts, rows, counts = (arrays[f"{prefix}-{name}"] for name in ("starts", "rows", "counts"))
        return cls(list(texts[f"{prefix}-vocabulary"]), starts, rows, counts, size)
