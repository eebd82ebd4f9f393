"""Services that may not be purchased (政府购买服务管理办法 Art. 10), in the text of a need.

Read as who does what: classes of words compose to frames (``negative_frames``), and the part that a
frame plays in its sentence may lift it (``negative_roles``).
"""

from __future__ import annotations

from ..text import Folded, find_negated, fold_with_map
from .finding import ClauseFinding, finding
from .negative_frames import Layout, Span, hits, layout, mentions
from .negative_roles import lifted, negated, talked_about
from .negative_rules import Ground, negative_book


def find_negative_list(text: str) -> tuple[ClauseFinding, ...]:
    """Return what may not be bought as a service (NEG1–NEG6); what the text excludes is skipped."""
    folded, book = fold_with_map(text), negative_book()
    where = layout(_with_lines(folded, text))
    met = mentions(where.text, book)
    excluded = find_negated(folded.text)
    spans = {g.kind: _spans(g, met, where, excluded) for g in book.grounds}
    found: list[ClauseFinding] = []
    for ground in book.grounds:
        claimed = {where.part(s[0]) for kind in ground.yields_to for s in spans[kind]}
        wording = (ground.ground_zh, "")
        found += [
            finding(text, folded.offsets, ground.kind, span, wording)
            for span in spans[ground.kind]
            if where.part(span[0]) not in claimed
        ]
    return tuple(sorted(found, key=lambda f: (f.span, f.kind)))


def _with_lines(folded: Folded, text: str) -> str:
    """Return the folded text with its line breaks, which end a sentence as a full stop does."""
    pairs = zip(folded.text, folded.offsets, strict=True)
    return "".join("\n" if text[at] in "\r\n" else character for character, at in pairs)


def _spans(
    ground: Ground,
    met: dict[str, tuple[Span, ...]],
    where: Layout,
    excluded: tuple[Span, ...],
) -> list[Span]:
    """Return the stretches of one ground in order, none overlapping."""
    found = sorted(
        (
            hit.span
            for frame in ground.frames
            for hit in hits(frame, met, where)
            if not negated(hit, where, excluded)
            and not talked_about(hit, where)
            and not lifted(hit, where)
        ),
        key=lambda span: (span[0], -span[1]),
    )
    kept: list[Span] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
