"""How well categories are found for everyday phrases that the training has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_BEST, _NEXT = 0.6, 0.4

Ids = Sequence[npt.NDArray[np.int64]]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Share of phrases whose category comes first, and among the first three; in [0, 1]."""

    top1: float
    top3: float
    phrases: int


def accuracy(
    table: npt.NDArray[np.float32], known: tuple[Ids, Labels], asked: tuple[Ids, Labels]
) -> Accuracy:
    """Score each category by 0.6 × best + 0.4 × mean of the second and third similarity."""
    labels, wanted = known[1], asked[1]
    if len(wanted) == 0:
        return Accuracy(0.0, 0.0, 0)
    similarity = text_vectors(table, asked[0]) @ text_vectors(table, known[0]).T
    scores = np.full((len(wanted), int(labels.max()) + 1), -np.inf, dtype=np.float64)
    for label in range(scores.shape[1]):
        if not (own := labels == label).any():
            continue
        best = -np.sort(-similarity[:, own], axis=1)[:, :3]
        rest = best[:, 1:] if best.shape[1] > 1 else best
        scores[:, label] = _BEST * best[:, 0] + _NEXT * rest.mean(axis=1)
    better = (scores > scores[np.arange(len(wanted)), wanted][:, None]).sum(axis=1)
    return Accuracy(
        round(float((better < 1).mean()), 4), round(float((better < 3).mean()), 4), len(wanted)
    )


def text_vectors(table: npt.NDArray[np.float32], ids: Ids) -> npt.NDArray[np.float32]:
    """Return (n, dim) unit rows: the normalized mean of each text's rows of the table."""
    rows = np.stack([table[text].sum(axis=0, dtype=np.float64) for text in ids])
    norms = np.sqrt(np.add.reduce(rows * rows, axis=1, keepdims=True))
    return (rows / np.where(norms > 0, norms, 1.0)).astype(np.float32)
