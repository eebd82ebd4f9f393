"""The part that is trained on the lexicon: four small changes of the start table.

A word's vector is ``exp(scale) · start · linear + own + mean of its characters' changes``: the
linear map and the scale carry what the lexicon teaches to words that are not in it, the characters
to words spelled alike. All of it is folded into one table at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from torch import Tensor

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spelling:
    """Characters of each word as a ragged array: those of row i are flat[first[i]:first[i+1]]."""

    flat: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    count: int

    @classmethod
    def of(cls, words: Sequence[str]) -> "Spelling":
        """Number the characters of all words; the first row, the unknown piece, has none."""
        spelled = ["", *words[1:]]
        number = {char: n for n, char in enumerate(sorted(set("".join(spelled))))}
        lengths = [len(word) for word in spelled]
        flat = np.array([number[char] for word in spelled for char in word], dtype=np.int64)
        return cls(flat, np.cumsum([0, *lengths]).astype(np.int64), max(len(number), 1))

    def characters(
        self, rows: npt.NDArray[np.int64]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the characters of the given rows, concatenated, and where each row begins."""
        lengths = self.first[rows + 1] - self.first[rows]
        begins = np.cumsum(lengths) - lengths
        inside = np.arange(int(lengths.sum())) - np.repeat(begins, lengths)
        return self.flat[np.repeat(self.first[rows], lengths) + inside], begins


class TunedTable:
    """The start table with its trainable changes (torch, CPU)."""

    def __init__(self, start: Floats, spelling: Spelling) -> None:
        import torch

        size, dim = start.shape
        self._start = torch.from_numpy(start)
        self._spelling = spelling
        self.own = torch.zeros((size, dim), requires_grad=True)
        self.characters = torch.zeros((spelling.count, dim), requires_grad=True)
        self.linear = torch.eye(dim, requires_grad=True)
        self.scale = torch.zeros(size, requires_grad=True)

    def rows(self, rows: npt.NDArray[np.int64]) -> "Tensor":
        """Return the vectors of the given rows, (n, dim)."""
        import torch
        from torch.nn.functional import embedding_bag

        at = torch.from_numpy(rows)
        flat, begins = self._spelling.characters(rows)
        spelled = embedding_bag(
            torch.from_numpy(flat), self.characters, torch.from_numpy(begins), mode="mean"
        )
        moved = (self._start[at] * torch.exp(self.scale[at])[:, None]) @ self.linear
        return moved + self.own[at] + spelled

    def texts(self, ids: Sequence[npt.NDArray[np.int64]]) -> "Tensor":
        """Return the unit vectors of texts, (n, dim)."""
        import torch
        from torch.nn.functional import embedding_bag, normalize

        lengths = np.array([len(text) for text in ids])
        used, places = np.unique(np.concatenate(ids), return_inverse=True)
        begins = torch.from_numpy(np.cumsum(lengths) - lengths)
        bags = embedding_bag(torch.from_numpy(places), self.rows(used), begins, mode="sum")
        return normalize(bags, dim=1)

    def folded(self) -> Floats:
        """Return the whole table, (size, dim) float32; the unknown piece stays as it was."""
        import torch

        with torch.no_grad():
            table = self.rows(np.arange(len(self._start))).numpy().copy()
        table[0] = self._start[0].numpy()
        return np.asarray(table, dtype=np.float32)
