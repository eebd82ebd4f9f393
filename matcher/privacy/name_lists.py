"""The word lists behind the name rules (``data/person_names.json`` and the gazetteer)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ..wordlists import gazetteer


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


#: Fields that are plain sets, with their key in the file.
_SETS = {
    "surnames": "surnames",
    "plain": "plain_surnames",
    "compound": "compound_surnames",
    "given": "given",
    "surnames_rare": "surnames_rare",
    "tails": "tails",
    "doubtful": "doubtful",
    "surnames_common": "surnames_common",
    "surnames_top": "surnames_top",
    "given_common": "given_common",
    "given_usual": "given_usual",
    "roles": "roles",
    "links": "links",
    "elements": "elements",
    "sounds": "sounds",
    "core_sounds": "core_sounds",
    "given_words": "given_words",
}


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
    sets = {name: frozenset(raw[key]) for name, key in _SETS.items()}
    return NameLists(
        **sets,
        title=re.compile(raw["titles"]),
        full_title=re.compile(long_titles),
        label=re.compile(rf"(?:{raw['labels']})(?P<sep>[ ]{{0,3}}[::][ ]{{0,3}}|[为是]|[ ]+|)"),
        after=re.compile(raw["after"]),
        places=frozenset(n for n in names | stems | streets if len(n) >= 2),
        public=tuple(raw["public"]),
        strong_label=re.compile(rf"{raw['strong_labels']}[ ]{{0,4}}[::][ ]{{0,3}}$"),
        predicate=re.compile(raw["predicates"]),
        body=re.compile(raw["bodies"]),
        organization=re.compile(raw["organizations"]),
    )
