"""Unlawful and contested conditions in the text of a need (F14).

Sources: 政府采购法 Art. 22; 政府采购法实施条例 Art. 20; 实施意见 三(一), 五(三). A clause counts
when it
shows a restriction, the restriction is said of a supplier (or of its staff), it has force (须,
仅限, 优先, points, refusal), and nothing lifts it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import Folded, fold_with_map
from .finding import ClauseFinding, finding
from .roles import UNKNOWN, carried, subject
from .rules import Restriction, RuleBook, Sign, rule_book
from .segments import Clause, clauses

Span = tuple[int, int]
#: Headings that give every clause below them the force of a condition.
_BINDING = frozenset({"conditions", "scoring"})
#: Kinds that a condition for equals only (同等条件下) turns into a contested one.
_TIED = frozenset({"rating_bar"})


def find_discriminatory(text: str) -> tuple[ClauseFinding, ...]:
    """Return clauses that keep lawful suppliers out or favour some, in order of appearance.

    Conditions on beneficiaries (本区户籍老人) and neutral look-alikes (能在本街道提供服务) pass.
    """
    return _findings(text, contested=False)


def find_contested(text: str) -> tuple[ClauseFinding, ...]:
    """Return conditions that are lawful in one reading and not in another, with both views."""
    return _findings(text, contested=True)


def _findings(text: str, *, contested: bool) -> tuple[ClauseFinding, ...]:
    folded, book = fold_with_map(text), rule_book()
    lines = _with_lines(folded, text)
    rules = book.contested if contested else book.discriminatory
    found: list[ClauseFinding] = []
    before, sentence = UNKNOWN, ""
    spans: dict[str, list[Span]] = {rule.kind: [] for rule in rules}
    for clause in clauses(lines, book.sections):
        if clause.sentence != sentence:
            before, sentence = UNKNOWN, clause.sentence
        if not book.exempt.search(clause.text):
            for rule in rules:
                spans[rule.kind] += _spans(rule, clause, before, book)
        before = carried(clause, before, book)
    for rule in rules:
        wording = (rule.ground_zh, rule.neutral_zh)
        found += [
            finding(text, folded.offsets, rule.kind, span, wording) for span in spans[rule.kind]
        ]
    return tuple(sorted(found, key=lambda f: (f.span, f.kind)))


def _with_lines(folded: Folded, text: str) -> str:
    """Return the folded text with the line breaks that folding turned into spaces.

    A line of a form is a sentence of its own, with or without a full stop.
    """
    pairs = zip(folded.text, folded.offsets, strict=True)
    return "".join("\n" if text[at] in "\r\n" else character for character, at in pairs)


def _spans(rule: Restriction, clause: Clause, before: str, book: RuleBook) -> list[Span]:
    """Return the spans of the rule in one clause, in the folded text, none overlapping."""
    if rule.unless is not None and rule.unless.search(clause.text):
        return []
    if rule.unless_near is not None and rule.unless_near.search(clause.around):
        return []
    if rule.kind == "rating_tie" and not book.tie.search(clause.around):
        return []
    if rule.kind in _TIED and book.tie.search(clause.around):
        return []
    hits = sorted(_hits(rule, clause, before, book), key=lambda span: (span[0], -span[1]))
    kept: list[Span] = []
    for start, end in hits:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return [(clause.start + start, clause.start + end) for start, end in kept]


def _hits(rule: Restriction, clause: Clause, before: str, book: RuleBook) -> Iterator[Span]:
    for sign in rule.signs:
        for match in sign.pattern.finditer(clause.text):
            if (
                match.group()
                and _binds(sign, clause)
                and subject(clause, match.span(), before, book) in rule.of
            ):
                yield match.span()


def _binds(sign: Sign, clause: Clause) -> bool:
    if sign.force is None or clause.section in _BINDING:
        return True
    return sign.force.search(clause.around) is not None
