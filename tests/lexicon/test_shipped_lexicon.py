"""The shipped lexicon keeps the rules, covers the classification and copies from no yardstick."""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from support.tree import ROOT

from embeddings.lexicon import OUT_OF_SCOPE, lint, load_lexicon, shared_sixgrams
from matcher.development import example_needs, example_organizations
from matcher.taxonomy import taxonomy

DEVSET = ROOT / "tests" / "quality" / "data" / "devset" / "needs.jsonl"


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


@pytest.fixture(scope="module")
def real_needs():
    rows = [json.loads(line) for line in DEVSET.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: f"{row['title']}\n{row['text']}" for row in rows}


def test_it_keeps_every_rule(lexicon):
    assert lint(lexicon) == ()


def test_it_is_large_enough(lexicon):
    assert len([c for c in lexicon.categories if c.in_scope]) >= 80
    assert len(lexicon.groups) >= 25
    assert lexicon.phrase_count > 5000
    for category in lexicon.categories:
        assert len(category.phrases) >= (60 if category.in_scope else 40), category.code


def test_every_working_type_is_covered(lexicon):
    working = {term.code for term in taxonomy().service_types.terms}
    used = Counter(category.type for category in lexicon.categories)
    assert len(working - {OUT_OF_SCOPE}) == 20
    assert set(used) - {OUT_OF_SCOPE} == working - {OUT_OF_SCOPE}
    assert used[OUT_OF_SCOPE] > 0


def test_groups_lie_within_the_classification(lexicon):
    known = set(taxonomy().beneficiary_groups.by_code)
    assert {group.within for group in lexicon.groups} - {""} <= known


def test_a_directory_item_has_one_name(lexicon):
    items = {item for category in lexicon.categories for item in category.directory}
    assert all(re.fullmatch(r"[AB]\d\d \S+", item) for item in items)
    numbers = Counter(item[:3] for item in items)
    assert [number for number, count in numbers.items() if count > 1] == []


def test_every_group_of_a_category_exists(lexicon):
    used = {code for category in lexicon.categories for code in category.groups}
    assert used <= {group.code for group in lexicon.groups}


def test_our_examples_speak_of_categories_that_exist(lexicon):
    codes = {category.code for category in lexicon.categories}
    named = {code for need in example_needs() for code in need.categories}
    named |= {code for o in example_organizations() for code in o.categories}
    assert named <= codes


def test_no_wording_copies_from_a_real_need(lexicon, real_needs):
    assert len(real_needs) > 100
    assert shared_sixgrams(lexicon, real_needs) == ()


def test_a_copied_phrase_would_be_refused(lexicon, real_needs):
    key = sorted(real_needs)[0]
    copied = "".join(c for c in real_needs[key] if c.isalnum())[:8]
    first, *others = lexicon.categories
    voices = first.voices | {"self": (*first.voices["self"], f"听说{copied}")}
    planted = replace(lexicon, categories=(replace(first, voices=voices), *others))
    found = shared_sixgrams(planted, real_needs)
    assert [(wording, gram) for wording, _, gram in found[:1]] == [(f"听说{copied}", copied[:6])]
