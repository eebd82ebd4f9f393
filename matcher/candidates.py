"""The organizations that retrieval brought up, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .model import Candidate

IntColumn = npt.NDArray[np.int64]
FloatColumn = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """One entry per organization, in organization row order; all arrays (n,).

    Attributes
    ----------
    organization, service : int64 rows of the catalog; ``service`` is the best one.
    lexical, semantic, category : float64 in [0, 1], of the best service.
    hybrid : float64 >= 0, the blended score that ``similarity`` is a rising function of.
    similarity : float64 in [0, 1], calibrated.
    """

    organization: IntColumn
    service: IntColumn
    lexical: FloatColumn
    semantic: FloatColumn
    category: FloatColumn
    hybrid: FloatColumn
    similarity: FloatColumn

    def __len__(self) -> int:
        return len(self.organization)

    def at(self, index: int) -> Candidate:
        """Return one entry as a value."""
        return Candidate(
            organization_row=int(self.organization[index]),
            service_row=int(self.service[index]),
            lexical=float(self.lexical[index]),
            semantic=float(self.semantic[index]),
            category=float(self.category[index]),
            similarity=float(self.similarity[index]),
        )
