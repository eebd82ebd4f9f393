"""Rules of the clause check as data (``data/clauses.json``): kind, ground, way out, patterns.

A street office or a later version adds a rule by adding a pattern; no code changes. Patterns are
matched on folded text (half-width, simplified); ``<word>`` stands for an entry of ``words`` and
``~6`` for up to six characters inside one clause. Grounds and wording are reviewed with the table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

Pattern = re.Pattern[str]
_WORD = re.compile(r"<(\w+)>")
_GAP = re.compile(r"~(\d+)")


@dataclass(frozen=True, slots=True)
class Sign:
    """What a restriction looks like, and the force that makes it one (None: needs no other)."""

    pattern: Pattern
    force: Pattern | None


@dataclass(frozen=True, slots=True)
class Restriction:
    """One kind of restriction: signs, the subjects it is one of (``of``), ground and way out.

    A clause that holds ``unless`` shows none of it, nor one with ``unless_near`` in its
    neighbourhood (企业不参加，仅社会组织可申报 is contested, not a matter of ownership).
    """

    kind: str
    ground_zh: str
    neutral_zh: str
    of: frozenset[str]
    signs: tuple[Sign, ...]
    unless: Pattern | None
    unless_near: Pattern | None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of one version.

    A clause that matches ``exempt`` is lawful (it lifts a restriction, or asks for a declaration).
    ``tie`` finds conditions that only decide between equals; ``contested`` are notices.
    """

    version: str
    sections: Mapping[str, Pattern]
    roles: Mapping[str, Pattern]
    exempt: Pattern
    tie: Pattern
    discriminatory: tuple[Restriction, ...]
    contested: tuple[Restriction, ...]


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """Return the bundled rules."""
    data = resources.files("matcher") / "data" / "clauses.json"
    raw = json.loads(data.read_text(encoding="utf-8"))
    words: dict[str, str] = raw["words"]
    return RuleBook(
        raw["version"],
        _named(raw["sections"], words),
        _named(raw["roles"], words),
        _any(raw["exempt"], words),
        _compiled(raw["tie"], words),
        tuple(_restriction(item, words) for item in raw["discriminatory"]),
        tuple(_restriction(item, words) for item in raw["contested"]),
    )


def _compiled(pattern: str, words: dict[str, str]) -> Pattern:
    while _WORD.search(pattern):  # a word may be made of words
        pattern = _WORD.sub(lambda match: words[match[1]], pattern)
    return re.compile(_GAP.sub(r"[^,;。!?\\n]{0,\1}", pattern), re.I)


def _any(patterns: list[str], words: dict[str, str]) -> Pattern:
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns), words)


def _named(raw: dict[str, str], words: dict[str, str]) -> Mapping[str, Pattern]:
    return MappingProxyType({name: _compiled(pattern, words) for name, pattern in raw.items()})


def _restriction(item: dict[str, Any], words: dict[str, str]) -> Restriction:
    return Restriction(
        str(item["kind"]),
        str(item["ground"]),
        str(item["neutral"]),
        frozenset(item["of"]),
        tuple(
            Sign(
                _compiled(sign["pattern"], words),
                _compiled(sign["force"], words) if sign["force"] else None,
            )
            for sign in item["signs"]
        ),
        _compiled(item["unless"], words) if item["unless"] else None,
        _compiled(item["unless_near"], words) if item["unless_near"] else None,
    )
