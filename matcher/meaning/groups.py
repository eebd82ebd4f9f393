"""Which beneficiaries a text speaks of, by their official and everyday names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.lexicon import Group

FloatMatrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: row of the group and half-open character range."""

    group: int
    start: int
    end: int


class GroupFinder:
    """Finds the names of beneficiary groups, the longest first, left to right."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = tuple(groups)
        by_first: dict[str, dict[str, list[int]]] = {}
        for row, group in enumerate(self.groups):
            for name in group.names:
                rows = by_first.setdefault(name[0], {}).setdefault(name, [])
                if row not in rows:
                    rows.append(row)
        self._names = {
            first: sorted(names.items(), key=lambda item: (-len(item[0]), item[0]))
            for first, names in by_first.items()
        }

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in text order; a name of two groups gives both."""
        found: list[Mention] = []
        position = 0
        while position < len(text):
            for name, rows in self._names.get(text[position], ()):
                if text.startswith(name, position):
                    end = position + len(name)
                    found += [Mention(row, position, end) for row in rows]
                    position = end
                    break
            else:
                position += 1
        return tuple(found)

    def mentioned(self, texts: Iterable[str]) -> FloatMatrix:
        """Return (n, n_group) float32: 1 where the group is mentioned, else 0."""
        rows = [sorted({mention.group for mention in self.find(text)}) for text in texts]
        marks = np.zeros((len(rows), len(self.groups)), dtype=np.float32)
        for place, groups in enumerate(rows):
            marks[place, groups] = 1.0
        return marks
