"""Services that may not be purchased (政府购买服务管理办法 Art. 10), in the text of a need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import find_negated, fold_with_map
from .finding import ClauseFinding, finding
from .rules import NegativeRule, Pattern, rule_book

Span = tuple[int, int]
_PART = re.compile(r"[^,。;!?\n]+")
_SENTENCE = re.compile(r"[^。;!?\n]+")


def find_negative_list(text: str) -> tuple[ClauseFinding, ...]:
    """Return what may not be bought as a service (NEG1–NEG6); what the text excludes is skipped."""
    folded = fold_with_map(text)
    excluded = find_negated(folded.text)
    found = [
        finding(text, folded.offsets, rule.kind, span, (rule.ground_zh, ""))
        for rule in rule_book().negative_list
        for span in _matches(rule, folded.text)
        if not any(first < span[1] and span[0] < last for first, last in excluded)
    ]
    return tuple(sorted(found, key=lambda f: (f.span, f.kind)))


def _matches(rule: NegativeRule, text: str) -> list[Span]:
    kept: list[Span] = []
    for start, end in sorted(_kept(rule, text), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _kept(rule: NegativeRule, text: str) -> Iterator[Span]:
    """Yield the spans of the rule that its own exceptions leave."""
    for patterns, unit in ((rule.patterns, _PART), (rule.topics, _SENTENCE)):
        for match in (m for pattern in patterns for m in pattern.finditer(text)):
            around = _around(text, *match.span(), unit)
            if match.group() and not (rule.unless and rule.unless.search(around)):
                yield match.span()


def _around(text: str, start: int, end: int, unit: Pattern) -> str:
    """Return the sentence or part of one that holds the span."""
    for match in unit.finditer(text):
        if match.start() <= start < match.end():
            return text[match.start() : max(end, match.end())]
    return text[start:end]
