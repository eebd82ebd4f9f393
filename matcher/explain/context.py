"""What every explanation reads: the numbers of one run, and nothing computed anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..candidates import Candidates, FloatColumn
from ..gate import Gate
from ..model import Need, Organization, Service, Span
from ..parts import PartColumn
from ..parts.performance import EvidenceColumns
from ..retrieve import Query
from ..snapshot import Snapshot
from ..text import EncodedText
from ..weights import Weights


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """One run before it is put into words.

    ``fit`` (n,) by what is known, see :func:`matcher.parts.fit.shown_fit`; ``evidence`` by
    candidate.

    ``wordings`` by category and ``influences`` by text and category are what one candidate's
    explanation worked out for the next: the same for all, and gone with the run.
    """

    need: Need
    need_text: EncodedText
    query: Query
    snapshot: Snapshot
    weights: Weights
    as_of: date
    gate: Gate
    candidates: Candidates
    columns: Mapping[str, PartColumn]
    fit: FloatColumn
    evidence: EvidenceColumns
    wordings: dict[int, tuple[str, Span | None]] = field(default_factory=dict, init=False)
    influences: dict[tuple[str, int], FloatColumn] = field(default_factory=dict, init=False)

    def organization(self, index: int) -> Organization:
        """Return the organization of a candidate."""
        return self.snapshot.catalog.organizations[int(self.candidates.organization[index])]

    def service(self, index: int) -> Service:
        """Return the best service of a candidate."""
        return self.snapshot.catalog.services[int(self.candidates.service[index])]
