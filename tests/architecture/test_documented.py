"""Settings, codes and score parts are documented where users look them up."""

import dataclasses
import re

import pytest
from support import catalog_page, codes_page, data_card, policy_page
from support.page_tables import marked_rows
from support.tree import ROOT

from api.cli.app import app
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


def test_policy_page_is_what_the_tests_prove():
    """Regenerate with `python -m tests.support.policy_page`."""
    assert page("policy-coverage.md") == policy_page.page()


def test_every_named_proof_is_a_clause():
    known = {clause[0] for clause in policy_page.CLAUSES}
    assert set(policy_page.tests_by_clause()) <= known | {"T32"}


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


def test_guide_names_every_command_and_no_other():
    named = re.findall(r"(?:`|^|/)duijie ([a-z][a-z-]*)", page("guide.md"), re.MULTILINE)
    commands = {command.name for command in app.registered_commands}
    groups = {group.typer_instance.info.name for group in app.registered_groups}
    assert set(named) == commands | groups


def test_links_between_pages_lead_somewhere():
    for path in sorted((ROOT / "docs").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        headings = {title.strip() for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
        anchors = {re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title in headings}
        for target in re.findall(r"\]\(([^)]+)\)", text):
            if target.startswith("#"):
                assert target[1:] in anchors, f"{path.name}: {target}"
            elif "://" not in target:
                assert (path.parent / target.partition("#")[0]).exists(), f"{path.name}: {target}"


def test_files_named_in_the_pages_exist():
    """A path in code font that begins like one of ours is a file or folder of the tree."""
    pattern = re.compile(r"`((?:matcher|api|embeddings|indexes|docs|tests|notebooks)/[\w./-]+)`")
    for path in sorted((ROOT / "docs").rglob("*.md")):
        for name in pattern.findall(path.read_text(encoding="utf-8")):
            assert (ROOT / name).exists(), f"{path.name}: {name}"
