"""Rules of the clause check as data (``data/clauses.json``): kind, ground, way out, patterns.

A street office or a later version adds a rule by adding a pattern; no code changes. Patterns are
matched on folded text (half-width, simplified); ``<word>`` stands for an entry of ``words``.
Grounds and wording are reviewed with the table.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

Pattern = re.Pattern[str]
_WORD = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of clause: its legal ground and the neutral wording, both in Chinese.

    A match of ``patterns`` is dropped when its sentence part holds ``unless``, one of ``topics``
    when the whole sentence does (加装电梯，组织居民议事 is about talking, not building).
    Those of ``conditional`` count only in a sentence that sets a condition or gives points.
    """

    kind: str
    ground_zh: str
    neutral_zh: str
    patterns: tuple[Pattern, ...]
    topics: tuple[Pattern, ...]
    conditional: tuple[Pattern, ...]
    unless: Pattern | None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of one version.

    ``condition`` finds a sentence that sets a condition or gives points. A sentence part that
    matches ``exempt`` is lawful, and so is a condition on beneficiaries: a part that matches
    ``about_people`` and not ``about_supplier``.
    """

    version: str
    discriminatory: tuple[Rule, ...]
    negative_list: tuple[Rule, ...]
    condition: Pattern
    exempt: Pattern
    about_people: Pattern
    about_supplier: Pattern


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """Return the bundled rules."""
    data = resources.files("matcher") / "data" / "clauses.json"
    raw = json.loads(data.read_text(encoding="utf-8"))
    words: dict[str, str] = raw["words"]
    about = raw["beneficiary_only"]
    return RuleBook(
        raw["version"],
        tuple(_rule(i, i["kind"], i["neutral"], words) for i in raw["discriminatory"]),
        tuple(_rule(i, i["code"], "", words) for i in raw["negative_list"]),
        _compiled("<condition>", words),
        _compiled("|".join(f"(?:{pattern})" for pattern in raw["exempt"]), words),
        _compiled(about["about"], words),
        _compiled(about["not"], words),
    )


def _compiled(pattern: str, words: dict[str, str]) -> Pattern:
    while _WORD.search(pattern):  # a word may be made of words
        pattern = _WORD.sub(lambda match: words[match[1]], pattern)
    return re.compile(pattern, re.I)


def _rule(item: dict[str, Any], kind: str, neutral: str, words: dict[str, str]) -> Rule:
    unless = "|".join(f"(?:{pattern})" for pattern in item["unless"])
    return Rule(
        kind,
        str(item["ground"]),
        neutral,
        tuple(_compiled(pattern, words) for pattern in item["patterns"]),
        tuple(_compiled(pattern, words) for pattern in item.get("topics", ())),
        tuple(_compiled(pattern, words) for pattern in item.get("conditional", ())),
        _compiled(unless, words) if unless else None,
    )
