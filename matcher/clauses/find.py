"""Unlawful preferences and negative-list services in the text of a need (F14).

Sources: 政府采购法实施条例 Art. 20; 政府购买服务管理办法 Art. 10; 实施意见 三(一).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..text import find_negated, fold_with_map
from .rules import Rule, rule_book

Span = tuple[int, int]
_PART = re.compile(r"[^,。;!?\n]+")
_SENTENCE = re.compile(r"[^。;!?\n]+")


@dataclass(frozen=True, slots=True)
class ClauseFinding:
    """One clause to look at: ``span`` is half-open in the text that was given.

    ``kind`` is ``registration_place``, ``founding_years``, ``rating_bar``, ``ownership``,
    ``local_record``, ``award_points``, ``named_supplier``, ``local_household`` or a code of the
    negative list, ``NEG1`` … ``NEG6``.
    """

    kind: str
    span: tuple[int, int]
    text: str
    ground_zh: str
    neutral_zh: str


def _around(text: str, start: int, end: int, unit: re.Pattern[str]) -> str:
    """Return the sentence or part of one that holds the span."""
    for match in unit.finditer(text):
        if match.start() <= start < match.end():
            return text[match.start() : max(end, match.end())]
    return text[start:end]


def _kept(rule: Rule, text: str) -> Iterator[Span]:
    """Yield the spans of the rule that its own exceptions leave."""
    for patterns, unit in ((rule.patterns, _PART), (rule.topics, _SENTENCE)):
        for match in (m for pattern in patterns for m in pattern.finditer(text)):
            if match.group() and not _excused(rule, _around(text, *match.span(), unit)):
                yield match.span()
    for match in (m for pattern in rule.conditional for m in pattern.finditer(text)):
        sentence = _around(text, *match.span(), _SENTENCE)
        if rule_book().condition.search(sentence) and not _excused(
            rule, _around(text, *match.span(), _PART)
        ):
            yield match.span()


def _excused(rule: Rule, text: str) -> bool:
    return rule.unless is not None and rule.unless.search(text) is not None


def _matches(rule: Rule, text: str) -> list[Span]:
    kept: list[Span] = []
    for start, end in sorted(_kept(rule, text), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _lawful(part: str) -> bool:
    book = rule_book()
    people = book.about_people.search(part) and not book.about_supplier.search(part)
    return bool(people or book.exempt.search(part))


def _findings(text: str, rules: tuple[Rule, ...], *, negated: bool) -> tuple[ClauseFinding, ...]:
    folded = fold_with_map(text)
    excluded = find_negated(folded.text) if negated else ()
    found: list[ClauseFinding] = []
    for rule in rules:
        for start, end in _matches(rule, folded.text):
            if any(first < end and start < last for first, last in excluded):
                continue
            if not negated and _lawful(_around(folded.text, start, end, _PART)):
                continue
            first, last = folded.offsets[start], folded.offsets[end - 1] + 1
            piece = text[first:last].strip("，,。；; \n")
            found.append(
                ClauseFinding(rule.kind, (first, last), piece, rule.ground_zh, rule.neutral_zh)
            )
    return tuple(sorted(found, key=lambda f: (f.span, f.kind)))


def find_discriminatory(text: str) -> tuple[ClauseFinding, ...]:
    """Return clauses that keep lawful suppliers out or favour some, in order of appearance.

    Conditions on beneficiaries (本区户籍老人) and neutral look-alikes (能在本街道提供服务) pass.
    """
    return _findings(text, rule_book().discriminatory, negated=False)


def find_negative_list(text: str) -> tuple[ClauseFinding, ...]:
    """Return what may not be bought as a service (NEG1–NEG6); what the text excludes is skipped."""
    return _findings(text, rule_book().negative_list, negated=True)
