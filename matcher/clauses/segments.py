"""A need text in sentences and clauses, each with the section it stands in.

A condition is read clause by clause: the comma parts of a sentence. A heading (资格要求：,
评分办法：,
服务对象：) says of whom the clauses after it speak and what they do, until the next heading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .rules import Pattern

_SENTENCE = re.compile(r"[^。!?\n]+")
_CLAUSE = re.compile(r"[^,;。!?\n]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A comma part of the folded text, half-open ``[start, end)``.

    ``section`` is the kind of the heading above it, ``""`` without one. ``around`` is the clause
    with its neighbours in the same sentence: 刚注册的机构，暂不考虑 says in the second part what it
    does with the first.
    """

    start: int
    end: int
    text: str
    section: str
    around: str
    sentence: str


def clauses(text: str, headings: Mapping[str, Pattern]) -> tuple[Clause, ...]:
    """Return the clauses of a folded text in order."""
    marks = sorted(
        (match.start(), section)
        for section, pattern in headings.items()
        for match in pattern.finditer(text)
    )
    found: list[Clause] = []
    for sentence in _SENTENCE.finditer(text):
        spans = [m.span() for m in _CLAUSE.finditer(text, *sentence.span())]
        for number, (start, end) in enumerate(spans):
            around = text[spans[max(0, number - 1)][0] : spans[min(len(spans) - 1, number + 1)][1]]
            found.append(
                Clause(start, end, text[start:end], _section(marks, end), around, sentence.group())
            )
    return tuple(found)


def _section(marks: list[tuple[int, str]], position: int) -> str:
    above = [section for start, section in marks if start < position]
    return above[-1] if above else ""
