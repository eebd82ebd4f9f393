"""Words of need and service that mean the like, read off the semantic channel word by word."""

from __future__ import annotations

from ..model import Match, Span
from ..text import EncodedText, service_text
from .context import Context
from .matches import need_statement, service_statement

_SHOWN = 2
_SHORTEST = 2
#: A pair that adds less than this to the cosine is no reason.
_LEAST = 0.03


def related_words(context: Context, index: int) -> tuple[Match, ...]:
    """Return up to two pairs of different words that add most to the semantic cosine.

    Equal words are `find_matches`'s. () for an encoder that cannot be read word by word.
    """
    reader = context.snapshot.model.aligner
    if reader is None:
        return ()
    row, service = int(context.candidates.service[index]), context.service(index)
    offered = service_text(context.organization(index), service)
    found: list[Match] = []
    for pair in reader.alignments(context.need_text.text, context.snapshot.texts[row]):
        if len(found) == _SHOWN or pair.share < _LEAST:
            break
        need = _span(
            context.need_text,
            need_statement(context.need),
            context.need.title,
            pair.query_start,
            pair.query_end,
        )
        said = _span(
            offered,
            service_statement(service),
            service.title,
            pair.document_start,
            pair.document_end,
        )
        if need is None or said is None or _alike(need.text, said.text):
            continue
        if not any(m.need_span == need or m.service_span == said for m in found):
            found.append(Match(need, said, round(min(pair.share, 1.0), 6)))
    return tuple(found)


def _span(encoded: EncodedText, statement: str, title: str, start: int, end: int) -> Span | None:
    """Return where a word stands in the statement; None for names, scopes and short words."""
    place = encoded.in_statement(start, end, title)
    if place is None:
        return None
    text = statement[slice(*place)]
    if len(text) < _SHORTEST or not any(char.isalpha() for char in text):
        return None
    return Span(*place, text)


def _alike(one: str, other: str) -> bool:
    """Whether one word is within the other: agreement in letters, not in meaning."""
    return one in other or other in one
