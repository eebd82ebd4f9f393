"""The working classification of services and beneficiaries, as data (docs/catalog.md).

A label is accepted when the table lists it; a near spelling gets a proposal that a person confirms,
never a silent guess.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Term:
    """One class: stable code, canonical name, labels in use; ``covers`` lists narrower classes."""

    code: str
    name: str
    labels: tuple[str, ...]
    covers: frozenset[str] = frozenset()

    @property
    def preferred(self) -> str:
        """Return the label that street offices write (the first), else the class name."""
        return self.labels[0] if self.labels else self.name


@dataclass(frozen=True, slots=True)
class Classification:
    """A list of terms with look-up by any of their labels."""

    terms: tuple[Term, ...]
    by_label: Mapping[str, Term]
    by_code: Mapping[str, Term]

    def find(self, label: str) -> Term | None:
        """Return the term that lists ``label``, or None."""
        return self.by_label.get(label.strip())

    def suggest(self, label: str) -> str | None:
        """Return the preferred label of the class whose labels come nearest, or None."""
        scored = [(_nearness(label, known), known) for known in sorted(self.by_label)]
        nearness, known = max(scored, default=(0.0, ""))
        return self.by_label[known].preferred if nearness >= 0.5 else None


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The versioned classifications of service types and beneficiary groups.

    ``priority_types``: codes of the types in the nine fields of 五(三); 行业管理 has none of ours.
    ``in_principle_types``: those that 原则上 go to social organizations (五(三), second sentence).
    """

    version: str
    service_types: Classification
    beneficiary_groups: Classification
    priority_types: frozenset[str]
    in_principle_types: frozenset[str]

    def type_codes(self, labels: tuple[str, ...]) -> frozenset[str]:
        """Return the codes of the service types behind ``labels``; unknown labels give none."""
        found = (self.service_types.find(label) for label in labels)
        return frozenset(term.code for term in found if term is not None)

    def group_codes(self, labels: tuple[str, ...]) -> frozenset[str]:
        """Return the codes of the beneficiary groups behind ``labels``."""
        found = (self.beneficiary_groups.find(label) for label in labels)
        return frozenset(term.code for term in found if term is not None)


def _nearness(label: str, known: str) -> float:
    return difflib.SequenceMatcher(None, label, known, autojunk=False).ratio()


def _classification(items: list[dict[str, object]]) -> Classification:
    terms = tuple(
        Term(
            code=str(item["code"]),
            name=str(item["name"]),
            labels=tuple(item["labels"]),  # type: ignore[arg-type]
            covers=frozenset(item.get("covers", ())),  # type: ignore[call-overload]
        )
        for item in items
    )
    by_label = {label: term for term in terms for label in (term.name, *term.labels)}
    return Classification(terms, by_label, {term.code: term for term in terms})


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """Return the shipped classification."""
    path = resources.files("matcher").joinpath("data/taxonomy.json")
    body = json.loads(path.read_text(encoding="utf-8"))
    return Taxonomy(
        version=body["version"],
        service_types=_classification(body["service_types"]),
        beneficiary_groups=_classification(body["beneficiary_groups"]),
        priority_types=_named(body["priority_fields"]),
        in_principle_types=_named(body["in_principle"]),
    )


def _named(fields: Mapping[str, list[str]]) -> frozenset[str]:
    return frozenset(code for codes in fields.values() for code in codes)
