"""Settings, codes and score parts are documented where users look them up."""

import dataclasses

from support import codes_page
from support.tree import ROOT

from matcher.model import PART_NAMES
from matcher.settings import Settings
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
