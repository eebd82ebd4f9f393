"""Which words of need and service agree, with spans of both original texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources

from ..model import Match, Need, Service, Span
from ..text import EncodedText, MaskedText, service_text
from .context import Context

#: Fields that spans point into; the statement is title, line break, description.
_FIELDS = ("title", "description")
_SHORTEST = 2
_SHOWN = 3
#: A phrase that adds less than this to the cosine of words is everyday language.
_LEAST = 0.03


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Return the words of every need and service: a reason only within a longer phrase."""
    data = resources.files("matcher").joinpath("data/everyday_words.txt")
    return frozenset(data.read_text(encoding="utf-8").split())


def need_statement(need: Need) -> str:
    """Return the text that ``need_span`` counts in: title, line break, description.

    Of the need without personal data, which is also how it is stored.
    """
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
    offered = service_text(context.organization(index), service)
    found: dict[str, Match] = {}
    for field, masked in _pieces(context.need_text):
        for start, end, weight in _phrases(context, masked, shares, offered):
            phrase = masked.text[start:end]
            if phrase in everyday_words():
                continue
            target = _find(offered, phrase)
            if phrase in found or target is None or weight < _LEAST:
                continue
            found[phrase] = Match(
                need_span=_span(
                    need_statement(context.need), context.need.title, field, masked, start, end
                ),
                service_span=_span(service_statement(service), service.title, *target),
                share=round(min(weight / total, 1.0), 6),
            )
    heaviest = sorted(found.values(), key=lambda m: (-m.share, m.need_span.start))
    return tuple(_without_parts(heaviest)[:_SHOWN])


def _without_parts(matches: list[Match]) -> list[Match]:
    """Leave out a phrase that stands within a heavier one."""
    kept: list[Match] = []
    for match in matches:
        if not any(match.need_span.text in other.need_span.text for other in kept):
            kept.append(match)
    return kept


def _phrases(
    context: Context, masked: MaskedText, shares: Mapping[str, float], offered: EncodedText
) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, share) of the longest runs of shared words that the service has too.

    A run begins and ends with a word of two characters or more (和, 的 alone say nothing), and does
    not reach over a place where something was masked.
    """
    words = context.snapshot.model.words.cut_spans(masked.text)
    position = 0
    while position < len(words):
        token, start, end = words[position]
        position += 1
        if token not in shares or len(token) < _SHORTEST:
            continue
        weight = grown = shares[token]
        reached = end
        for ahead in range(position, len(words)):
            following, next_start, next_end = words[ahead]
            joined = next_start == reached and _unbroken(masked, start, next_end)
            if following not in shares or not joined:
                break
            if _find(offered, masked.text[start:next_end]) is None:
                break
            reached, grown = next_end, grown + shares[following]
            if len(following) >= _SHORTEST:
                end, weight, position = next_end, grown, ahead + 1
        yield start, end, weight


def _unbroken(masked: MaskedText, start: int, end: int) -> bool:
    first, last = masked.original_span(start, end)
    return last - first == end - start


def _find(offered: EncodedText, phrase: str) -> tuple[str, MaskedText, int, int] | None:
    """Return where the service says the phrase: (field, piece, start, end), description first."""
    for field, masked in sorted(_pieces(offered), key=lambda piece: piece[0]):
        start = masked.text.find(phrase)
        if start >= 0:
            return field, masked, start, start + len(phrase)
    return None


def _pieces(encoded: EncodedText) -> list[tuple[str, MaskedText]]:
    return [(p.field, p.masked) for p in encoded.pieces if p.field in _FIELDS]


def _span(statement: str, title: str, field: str, masked: MaskedText, start: int, end: int) -> Span:
    base = 0 if field == "title" else len(title) + 1
    first, last = (base + offset for offset in masked.original_span(start, end))
    return Span(first, last, statement[first:last])
