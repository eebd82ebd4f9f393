"""Which words of need and service agree, with spans of both original texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import Match, Need, Service, Span
from ..text import EncodedText, MaskedText, service_text
from .context import Context

#: Fields that spans point into; the statement is title, line break, description.
_FIELDS = ("title", "description")
_SHORTEST = 2
_SHOWN = 3


def need_statement(need: Need) -> str:
    """Return the text that ``need_span`` counts in: title, line break, description."""
    return f"{need.title}\n{need.description}"


def service_statement(service: Service) -> str:
    """Return the text that ``service_span`` counts in: title, line break, description."""
    return f"{service.title}\n{service.description}"


def find_matches(context: Context, index: int) -> tuple[Match, ...]:
    """Return the up to three phrases that carry most of the word similarity, heaviest first.

    Words and shares are those of the lexical index; words that stand side by side in both texts are
    one phrase. ``share`` is the phrase's part of the similarity of words.
    """
    row = int(context.candidates.service[index])
    service = context.service(index)
    shares = dict(context.snapshot.words.contributions(context.query.words, row))
    total = sum(shares.values())
    if total <= 0:
        return ()
    offered = service_text(context.organization(index), service)
    found: dict[str, Match] = {}
    for field, masked in _pieces(context.need_text):
        for start, end, weight in _phrases(context, masked, shares, offered):
            phrase = masked.text[start:end]
            target = _find(offered, phrase)
            if phrase in found or target is None:
                continue
            found[phrase] = Match(
                need_span=_span(
                    need_statement(context.need), context.need.title, field, masked, start, end
                ),
                service_span=_span(service_statement(service), service.title, *target),
                share=round(min(weight / total, 1.0), 6),
            )
    heaviest = sorted(found.values(), key=lambda m: (-m.share, m.need_span.start))
    return tuple(heaviest[:_SHOWN])


def _phrases(
    context: Context, masked: MaskedText, shares: Mapping[str, float], offered: EncodedText
) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, share) of the longest runs of shared words that the service has too."""
    words = context.snapshot.model.words.cut_spans(masked.text)
    position = 0
    while position < len(words):
        token, start, end = words[position]
        position += 1
        if token not in shares:
            continue
        weight = shares[token]
        while position < len(words):
            following, next_start, next_end = words[position]
            grown = masked.text[start:next_end]
            if following not in shares or next_start != end or _find(offered, grown) is None:
                break
            weight, end = weight + shares[following], next_end
            position += 1
        if end - start >= _SHORTEST:
            yield start, end, weight


def _find(offered: EncodedText, phrase: str) -> tuple[str, MaskedText, int, int] | None:
    """Return where the service says the phrase: (field, piece, start, end), description first."""
    for field, masked in sorted(_pieces(offered), key=lambda piece: piece[0]):
        start = masked.text.find(phrase)
        if start >= 0:
            return field, masked, start, start + len(phrase)
    return None


def _pieces(encoded: EncodedText) -> list[tuple[str, MaskedText]]:
    return [(field, masked) for field, masked in encoded.pieces if field in _FIELDS]


def _span(statement: str, title: str, field: str, masked: MaskedText, start: int, end: int) -> Span:
    base = 0 if field == "title" else len(title) + 1
    first, last = base + masked.offsets[start], base + masked.offsets[end - 1] + 1
    return Span(first, last, statement[first:last])
