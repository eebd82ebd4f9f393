"""Of whom a condition speaks: suppliers, their staff, or the people and bodies that are served.

The same words are unlawful for one and lawful for the other (须具有本区户籍 of an old person, of a
social worker), so that every restriction is judged only after its subject is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from .rules import RuleBook
from .segments import Clause

UNKNOWN = "unknown"
#: Whom a heading lets expect where a clause names nobody.
_BY_SECTION = {
    "conditions": "supplier",
    "scoring": "supplier",
    "beneficiaries": "people",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A word for somebody, at ``[start, end)`` of the clause."""

    role: str
    start: int
    end: int


def mentions(text: str, book: RuleBook) -> tuple[Mention, ...]:
    """Return who is named in a clause, in order; the longest reading of a place counts."""
    found = [
        Mention(role, *match.span())
        for role, pattern in book.roles.items()
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def subject(clause: Clause, span: tuple[int, int], before: str, book: RuleBook) -> str:
    """Return the role that the words at ``span`` of the clause are said of.

    The nearest one named up to the end of the words, else the first one after them, else the
    subject of the clause before (``before``), else the one that the section lets expect.
    """
    named = mentions(clause.text, book)
    ahead = [m for m in named if m.start < span[1]]
    if ahead:
        return ahead[-1].role
    if named:
        return named[0].role
    return before if before != UNKNOWN else _BY_SECTION.get(clause.section, UNKNOWN)


def carried(clause: Clause, before: str, book: RuleBook) -> str:
    """Return the subject that the clause hands on to the next one of its sentence."""
    named = [m.role for m in mentions(clause.text, book) if m.role != "thing"]
    return named[0] if named else before
