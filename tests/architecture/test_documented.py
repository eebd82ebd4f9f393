"""Settings, codes and score parts are documented where users look them up."""

import dataclasses

import pytest
from support import catalog_page, codes_page, data_card
from support.page_tables import marked_rows
from support.tree import ROOT

from matcher import model
from matcher.model import PART_NAMES
from matcher.settings import Settings
from matcher.store.codec import KINDS
from matcher.taxonomy import taxonomy
from matcher.weights import RANGES, default_weights


def page(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_every_setting_is_on_the_configuration_page_and_in_the_example():
    text, example = page("configuration.md"), (ROOT / ".env.example").read_text(encoding="utf-8")
    for field in dataclasses.fields(Settings):
        name = field.metadata["env"]
        assert f"`{name}`" in text
        assert f"{name}=" in example


def test_codes_page_is_the_code_table():
    """Regenerate with `python -m tests.support.codes_page`."""
    assert page("codes.md") == codes_page.page()


def test_every_part_its_default_and_its_range_are_on_the_ranking_page():
    text, weights = page("ranking.md"), default_weights()
    for name in PART_NAMES:
        low, high = RANGES[name]
        assert f"| `{name}` | {weights.parts[name]:g} | {low:g}–{high:g} |" in text


def shown_fields(kind, argument):
    return [
        cells[0].strip("`")
        for _, found, name, cells in marked_rows(page("catalog.md"))
        if (found, name) == (kind, argument)
    ]


def test_catalog_page_is_the_dataclasses():
    """Regenerate with `python -m tests.support.catalog_page`."""
    text = page("catalog.md")
    assert catalog_page.page(text) == text


@pytest.mark.parametrize("name", [*catalog_page.RECORDS, *catalog_page.VALUES])
def test_every_field_is_on_the_catalog_page(name):
    kind = "fields" if name in catalog_page.RECORDS else "value"
    expected = [field.name for field in dataclasses.fields(getattr(model, name))]
    assert shown_fields(kind, name) == expected


@pytest.mark.parametrize("name", catalog_page.ENUMERATIONS)
def test_every_member_is_on_the_catalog_page(name):
    assert shown_fields("members", name) == [member.name for member in getattr(model, name)]


@pytest.mark.parametrize("name", ["service_types", "beneficiary_groups"])
def test_every_class_is_on_the_catalog_page(name):
    terms = getattr(taxonomy(), name).terms
    assert shown_fields("classes", name) == [term.code for term in terms]


def test_every_line_of_the_catalog_page_says_something():
    rows = list(marked_rows(page("catalog.md")))
    assert all(all(cells) for _, kind, _, cells in rows if kind != "classes")


def test_every_record_kind_has_a_table():
    assert {kind.model.__name__ for kind in KINDS} == set(catalog_page.RECORDS)


def test_every_bundled_file_is_on_the_data_card():
    """Sizes: `python -m tests.support.data_card`."""
    listed = {cells[0].strip("`"): cells for _, _, _, cells in marked_rows(page("data-card.md"))}
    files = data_card.bundled()
    assert set(listed) == set(files)
    for name, size in files.items():
        stated = float(listed[name][1].removesuffix(" kB")) * 1000
        assert abs(stated - size) <= max(2000, 0.25 * size), f"{name}: {data_card.size_text(size)}"
        assert all(listed[name])
