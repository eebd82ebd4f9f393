"""What an edit changes, entry by entry."""

from dataclasses import replace

import pytest
from support.tiny_corpus import write_lexicon

from embeddings.lexicon import Change, compare, load_lexicon


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    return load_lexicon(write_lexicon(tmp_path_factory.mktemp("changes") / "lexicon"))


def test_nothing(lexicon):
    assert compare(lexicon, lexicon) == ()


def test_wordings_and_other_fields_of_a_category(lexicon):
    meals, care = lexicon.categories
    voices = meals.voices | {"self": ("灶台够不着", "锅都端不动")}
    after = replace(
        lexicon, categories=(replace(meals, voices=voices, directory=()), replace(care, type="03"))
    )
    assert compare(lexicon, after) == (
        Change(
            code="meals",
            name="老年助餐",
            is_group=False,
            kind="changed",
            added=("锅都端不动",),
            removed=("做不动饭了", "吃饭没有着落"),
            fields=("directory", "voices"),
        ),
        Change("care", "课后托管", False, "changed", (), (), ("type",)),
    )


def test_entries_that_are_new_or_gone(lexicon):
    meals, care = lexicon.categories
    fresh = replace(care, code="library", name="阅览")
    after = replace(lexicon, categories=(fresh, meals), groups=())
    found = compare(lexicon, after)
    assert [(c.code, c.is_group, c.kind) for c in found] == [
        ("library", False, "added"),
        ("care", False, "removed"),
        ("elderly", True, "removed"),
    ]
    assert found[0].added == fresh.wordings
    assert found[1].removed == care.wordings
    assert found[2].removed == lexicon.groups[0].names


def test_another_order_is_no_change_of_entries(lexicon):
    after = replace(lexicon, categories=lexicon.categories[::-1], fingerprint="other")
    assert compare(lexicon, after) == ()
