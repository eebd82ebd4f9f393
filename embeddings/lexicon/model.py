"""Values of the service lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Who speaks in the everyday phrases: the person, the family, somebody who looks on or complains,
#: a community worker, anybody else.
VOICES = ("self", "family", "neighbour", "worker", "other")
#: Type of the categories that no social organization should be recommended for (broken lifts …).
OUT_OF_SCOPE = "00"


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A sentence that sounds like a category and belongs to another (``"none"``: to no service)."""

    phrase: str
    belongs: str


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of service.

    ``type`` is the two-digit working type, or `OUT_OF_SCOPE`; ``directory`` the official directory
    items; ``groups`` the usual beneficiaries; ``voices`` the everyday phrases by `VOICES`.
    """

    code: str
    name: str
    type: str
    directory: tuple[str, ...]
    groups: tuple[str, ...]
    description: str
    synonyms: tuple[str, ...]
    offers: tuple[str, ...]
    voices: Mapping[str, tuple[str, ...]]
    lookalikes: tuple[Lookalike, ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return the everyday phrases of all voices, in the order of `VOICES`."""
        return tuple(phrase for voice in VOICES for phrase in self.voices.get(voice, ()))

    @property
    def wordings(self) -> tuple[str, ...]:
        """Return every text that speaks for this category: formal ones first."""
        return (self.name, *self.synonyms, self.description, *self.offers, *self.phrases)

    @property
    def in_scope(self) -> bool:
        """Whether a social organization can take it on."""
        return self.type != OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Group:
    """One group of beneficiaries; ``within`` is the class of the working taxonomy, or ``""``."""

    code: str
    name: str
    within: str
    formal: tuple[str, ...]
    everyday: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name of the group, formal ones first."""
        return (self.name, *self.formal, *self.everyday)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Categories in the order of files, groups in the order of their file.

    ``fingerprint`` is the SHA-256 over the contents: another one is another lexicon.
    """

    categories: tuple[Category, ...]
    groups: tuple[Group, ...]
    fingerprint: str

    @property
    def phrase_count(self) -> int:
        """Return the number of everyday phrases."""
        return sum(len(category.phrases) for category in self.categories)

    def category(self, code: str) -> Category | None:
        """Return the category with this code, or None."""
        return next((c for c in self.categories if c.code == code), None)
