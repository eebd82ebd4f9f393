"""Rules of the clause check as data (``data/clauses.json``): kind, ground, way out, patterns.

A street office or a later version adds a rule by adding a pattern; no code changes. Patterns are
matched on folded text (half-width, simplified); grounds and wording are reviewed with the table.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of clause: its legal ground and the neutral wording, both in Chinese."""

    kind: str
    ground_zh: str
    neutral_zh: str
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of one version; a sentence part that matches ``exempt`` is lawful."""

    version: str
    discriminatory: tuple[Rule, ...]
    negative_list: tuple[Rule, ...]
    exempt: re.Pattern[str]


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """Return the bundled rules."""
    data = resources.files("matcher") / "data" / "clauses.json"
    raw = json.loads(data.read_text(encoding="utf-8"))
    return RuleBook(
        raw["version"],
        tuple(_rule(item, item["kind"], item["neutral"]) for item in raw["discriminatory"]),
        tuple(_rule(item, item["code"], "") for item in raw["negative_list"]),
        re.compile("|".join(f"(?:{pattern})" for pattern in raw["exempt"])),
    )


def _rule(item: dict[str, list[str]], kind: str, neutral: str) -> Rule:
    patterns = tuple(re.compile(pattern, re.I) for pattern in item["patterns"])
    return Rule(kind, str(item["ground"]), neutral, patterns)
