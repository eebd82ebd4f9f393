"""The word lists behind the name rules (``data/person_names.json`` and the gazetteer)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ..lexicon import gazetteer


@dataclass(frozen=True, slots=True)
class NameLists:
    """Surnames, given-name characters, titles, cues, and places that names may not be."""

    surnames: frozenset[str]
    plain: frozenset[str]
    compound: frozenset[str]
    given: frozenset[str]
    title: re.Pattern[str]
    full_title: re.Pattern[str]
    label: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    places: frozenset[str]
    public: tuple[str, ...]
    surnames_rare: frozenset[str]
    tails: frozenset[str]
    doubtful: frozenset[str]
    strong_label: re.Pattern[str]
    surnames_common: frozenset[str]
    surnames_top: frozenset[str]
    given_common: frozenset[str]
    given_usual: frozenset[str]
    roles: frozenset[str]
    links: frozenset[str]
    predicate: re.Pattern[str]
    body: re.Pattern[str]
    organization: re.Pattern[str]
    elements: frozenset[str]
    sounds: frozenset[str]
    core_sounds: frozenset[str]
    given_words: frozenset[str]


@lru_cache(maxsize=1)
def name_lists() -> NameLists:
    """Return the compiled lists."""
    data = resources.files("matcher") / "data" / "person_names.json"
    raw = json.loads(data.read_text(encoding="utf-8"))
    places = gazetteer()
    names = {
        *places["provinces"],
        *places["prefectures"],
        *places["counties"],
        *places["ambiguous"],
    }
    stems = {re.sub(r"(?:省|市|区|县|旗|镇)$", "", name) for name in names}
    streets = {*places["beijing_streets"], *places["beijing_towns"]}
    long_titles = "|".join(t for t in raw["titles"].split("|") if len(t) > 1 and "某" not in t)
    return NameLists(
        frozenset(raw["surnames"]),
        frozenset(raw["plain_surnames"]),
        frozenset(raw["compound_surnames"]),
        frozenset(raw["given"]),
        re.compile(raw["titles"]),
        re.compile(long_titles),
        re.compile(rf"(?:{raw['labels']})(?P<sep>[ ]{{0,3}}[::][ ]{{0,3}}|[为是]|[ ]+|)"),
        re.compile(rf"(?:{raw['before']})[::是 ]{{0,2}}"),
        re.compile(raw["after"]),
        frozenset(n for n in names | stems | streets if len(n) >= 2),
        tuple(raw["public"]),
        frozenset(raw["surnames_rare"]),
        frozenset(raw["tails"]),
        frozenset(raw["doubtful"]),
        re.compile(rf"{raw['strong_labels']}[ ]{{0,4}}[::][ ]{{0,3}}$"),
        frozenset(raw["surnames_common"]),
        frozenset(raw["surnames_top"]),
        frozenset(raw["given_common"]),
        frozenset(raw["given_usual"]),
        frozenset(raw["roles"]),
        frozenset(raw["links"]),
        re.compile(raw["predicates"]),
        re.compile(raw["bodies"]),
        re.compile(raw["organizations"]),
        frozenset(raw["elements"]),
        frozenset(raw["sounds"]),
        frozenset(raw["core_sounds"]),
        frozenset(raw["given_words"]),
    )
