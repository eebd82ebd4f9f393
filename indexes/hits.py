"""What a search returns, and the one rule by which rows are ordered and cut."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Micro = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_MICRO = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """The rows found for one query, best first, without padding.

    `rows` (m,) int64, each row once; `scores` (m,) float32, multiples of 1e-6, higher is better.
    Order: score falling, then row rising. Both arrays are read-only.
    """

    rows: Rows
    scores: Scores

    def __post_init__(self) -> None:
        if self.rows.ndim != 1 or self.rows.shape != self.scores.shape:
            raise ValueError(f"rows {self.rows.shape} and scores {self.scores.shape} differ")
        if self.rows.dtype != np.int64 or self.scores.dtype != np.float32:
            raise TypeError(f"want int64 and float32, got {self.rows.dtype} {self.scores.dtype}")
        self.rows.setflags(write=False)
        self.scores.setflags(write=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[int, float]]:
        return iter(zip(self.rows.tolist(), self.scores.tolist(), strict=True))

    def first(self, k: int) -> "Hits":
        """Return the first k hits, cut even inside a tie."""
        return Hits(self.rows[:k], self.scores[:k])


def to_micro(scores: npt.NDArray[np.float64]) -> Micro:
    """Round scores to whole millionths, int64: what is equal here is a tie.

    The last bits of a sum depend on its order (and so on machine and method); a millionth does not,
    unless the sum lies within about 1e-15 of the border between two.
    """
    return np.rint(scores * _MICRO).astype(np.int64)


def from_micro(micro: Micro) -> Scores:
    """Return millionths as float32 scores."""
    return (micro / _MICRO).astype(np.float32)


def select(rows: Rows, micro: Micro, k: int, *, whole_ties: bool = False) -> Hits:
    """Order rows by (score falling, row rising) and keep the first k.

    With `whole_ties`, every row that ties with the k-th is kept too, so that more than k come back.
    """
    if 0 < k < len(rows):
        # All rows that reach the k-th score, ties included; only they need sorting.
        border = np.partition(micro, len(micro) - k)[len(micro) - k]
        keep = micro >= border
        rows, micro = rows[keep], micro[keep]
    order = np.lexsort((rows, -micro))
    if k <= 0 or not whole_ties:
        order = order[: max(k, 0)]
    return Hits(rows[order], from_micro(micro[order]))
