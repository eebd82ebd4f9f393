"""What the clause check reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClauseFinding:
    """One clause to look at: ``span`` is half-open in the text that was given.

    ``kind`` is a kind of restriction (``registration_place``, ``founding_years``, ``rating_bar``,
    ``ownership``, ``scale``, ``local_record``, ``award_points``, ``named_supplier``,
    ``local_household``), a contested one (``organization_type``, ``rating_tie``) or a code of the
    negative list, ``NEG1`` … ``NEG6``. ``neutral_zh`` is empty for the negative list.
    """

    kind: str
    span: tuple[int, int]
    text: str
    ground_zh: str
    neutral_zh: str


def finding(
    text: str, offsets: tuple[int, ...], kind: str, span: tuple[int, int], wording: tuple[str, str]
) -> ClauseFinding:
    """Return the finding for a span of the folded text; ``wording`` is ground and way out."""
    first, last = offsets[span[0]], offsets[span[1] - 1] + 1
    piece = text[first:last]
    lead = len(piece) - len(piece.lstrip("，,。；;、 \n"))
    piece = piece.strip("，,。；;、 \n")
    return ClauseFinding(kind, (first + lead, first + lead + len(piece)), piece, *wording)
