"""What matching produces: candidates, parts, exclusions, recommendations, runs.

Values only; nothing here knows a store, an index or a wire format (docs/architecture.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: Part names in presentation order (docs/ranking.md).
PART_NAMES = ("fit", "performance", "capacity", "budget", "coverage", "rating", "continuity")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open character range ``[start, end)`` of a text, with the text it covers."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """One piece of agreement between need text and service text, spans on both sides.

    ``share`` in [0, 1] is this match's part of the lexical similarity.
    """

    need_span: Span
    service_span: Span
    share: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organization that retrieval brought up, with its best service.

    ``organization_row``/``service_row`` are rows of the catalog; similarities in [0, 1] after
    calibration (raw cosine is never shown, docs/ranking.md).
    """

    organization_row: int
    service_row: int
    lexical: float
    semantic: float
    category: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Reason:
    """A positive reason with code R01…, its Chinese sentence and where it was read."""

    code: str
    message_zh: str
    part: str
    need_span: Span | None = None
    service_id: str | None = None
    service_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning with code W01… and its Chinese sentence; never changes the score."""

    code: str
    message_zh: str


@dataclass(frozen=True, slots=True)
class PartScore:
    """One visible part: ``value`` in [0, 1] or None when it does not apply to this need.

    ``weight`` is its weight out of 100, ``points = value × weight``; ``detail_zh`` says how the
    value came about, in one sentence with the figures used.
    """

    name: str
    value: float | None
    weight: float
    points: float | None
    detail_zh: str


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """One evaluation behind the performance part, and what it counted for (五(七)).

    ``score`` on 0–100 as recorded, ``points`` after the habit of an evaluator with many records is
    taken out; ``weight`` is source × age × relevance, self evaluations capped together.
    ``source_zh`` is 自评 for an evaluator tied to the evaluated.
    """

    evaluation_id: str
    project: str
    source_zh: str
    evaluator: str
    evaluated_on: str
    score: float
    points: float
    weight: float


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One ranked organization with all the numbers its total was made of.

    ``total`` = Σ points × 100 / Σ weights of the parts that apply, in [0, 100].
    ``route`` is ``prime`` (bids itself) or ``federation`` (a filed group, through ``via``).
    """

    rank: int
    organization_id: str
    organization_name: str
    service_id: str
    service_title: str
    route: str
    via: str | None
    total: float
    parts: tuple[PartScore, ...]
    evidence_strength: str
    evidence_weight: float
    reasons: tuple[Reason, ...]
    warnings: tuple[Caution, ...]
    evidence: tuple[EvidenceRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentCandidate:
    """An organization that suits one component, with the calibrated similarity in [0, 1]."""

    organization_id: str
    organization_name: str
    service_id: str
    similarity: float


@dataclass(frozen=True, slots=True)
class NeedComponent:
    """One of several tasks in a need: its category, where the need says it, who suits it.

    ``suitable`` counts all organizations at or above the fit threshold; ``candidates`` are the
    first of them.
    """

    code: str
    name: str
    need_spans: tuple[Span, ...]
    suitable: int
    candidates: tuple[ComponentCandidate, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why an organization was not ranked: code E01…, ground, source and date (F8)."""

    organization_id: str
    organization_name: str
    code: str
    ground_zh: str
    source: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Counts:
    """``eligible + excluded == universe`` always (F8).

    ``suitable`` of the eligible reach the fit threshold; others that are listed carry W20.
    """

    universe: int
    eligible: int
    excluded: int
    suitable: int


@dataclass(frozen=True, slots=True)
class RunInputs:
    """Everything needed to repeat a run byte for byte (F6).

    ``mode`` is ``need``, ``text`` or ``scout``; ``text`` is stored masked of personal data.
    """

    mode: str
    need_id: str | None
    need_version: int | None
    text: str | None
    top_k: int
    as_of: date
    catalog_version: int
    catalog_hash: str
    index_hash: str
    encoder_id: str
    encoder_fingerprint: str
    recipe: str
    weights_version: str


@dataclass(frozen=True, slots=True)
class Run:
    """One stored recommendation run; ``answer_zh`` is 暂无合适组织 when nothing fits well enough.

    ``candidates`` is empty then and ``nearest`` shows what came closest, with the gap.
    ``components``: the tasks of a need with several, empty for one. ``newcomers`` are shown beside
    the list, one per five places, with the rank they have in it (F18). ``other_suppliers``: those
    that are no social organizations, apart for a need that 原则上 goes to one (五(三)), which
    ``in_principle`` says.
    """

    id: str
    inputs: RunInputs
    notice_zh: str
    answer_zh: str | None
    need_title: str
    candidates: tuple[Recommendation, ...]
    nearest: tuple[Recommendation, ...]
    excluded: tuple[Exclusion, ...]
    need_warnings: tuple[Caution, ...]
    components: tuple[NeedComponent, ...]
    counts: Counts
    newcomers: tuple[Recommendation, ...] = ()
    other_suppliers: tuple[Recommendation, ...] = ()
    in_principle: bool = False
