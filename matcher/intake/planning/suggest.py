"""A proposal for a missing service type: the type of the most similar needs and services."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ...model import Need, Service
from ...taxonomy import taxonomy
from .likeness import dice, fold, grams

_NEIGHBOURS = 5
#: What the beneficiary groups add to a type that serves them by name.
_GROUP_BONUS = 0.1
_GROUP_TYPES = {
    "elderly": "01",
    "frail_elderly": "01",
    "disabled": "02",
    "children": "03",
    "teenagers": "03",
    "hardship_children": "03",
    "women": "04",
    "low_income": "05",
    "veterans": "05",
    "bereaved": "04",
    "mental": "06",
    "corrections": "13",
    "migrants": "16",
    "unemployed": "08",
    "groups": "11",
    "volunteers": "12",
}


class TypeSuggester:
    """Nearest neighbours by character bigrams over texts whose type is known."""

    def __init__(self, needs: Sequence[Need], services: Sequence[Service]) -> None:
        known = taxonomy().service_types
        self._examples: list[tuple[Counter[str], str]] = []
        typed = [(n.title, n.description, n.service_types) for n in needs]
        typed += [(s.title, s.description, s.service_types) for s in services]
        for title, description, labels in typed:
            terms = [known.find(label) for label in labels]
            text = grams(fold(f"{title}{description}"))
            self._examples += [(text, term.code) for term in terms[:1] if term is not None]

    def suggest(self, need: Need) -> str | None:
        """Return the preferred label of the type that ``need`` most likely has, or None."""
        text = grams(fold(f"{need.title}{need.description}"))
        scored = sorted(
            ((dice(text, example), code) for example, code in self._examples),
            key=lambda pair: (-pair[0], pair[1]),
        )[:_NEIGHBOURS]
        votes: dict[str, float] = defaultdict(float)
        for likeness, code in scored:
            if likeness > 0:
                votes[code] += likeness
        for group in taxonomy().group_codes(tuple(b.label for b in need.beneficiaries)):
            if group in _GROUP_TYPES:
                votes[_GROUP_TYPES[group]] += _GROUP_BONUS
        if not votes:
            return None
        best = min(votes, key=lambda code: (-votes[code], code))
        return taxonomy().service_types.by_code[best].preferred
