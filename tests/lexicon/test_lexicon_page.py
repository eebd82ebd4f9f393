"""docs/lexicon.md says what the lexicon is, and its example can be used."""

import re

from support.lexicon_page import MARK, PAGE, between, figures

from embeddings.lexicon import VOICES, compare, load_lexicon


def page():
    return PAGE.read_text(encoding="utf-8")


def test_figures_are_those_of_the_shipped_lexicon():
    """Regenerate with `python -m tests.support.lexicon_page`."""
    assert between(page(), MARK) == figures()


def test_the_learning_curve_is_on_the_page():
    """Regenerate with `make learning-curve`."""
    curve = between(page(), "make learning-curve")
    sizes = [line.split("|")[1].strip() for line in curve.splitlines() if line.startswith("|")]
    assert sizes[2:-1] == ["0", "10", "20", "40", "60"]
    assert sizes[-1].startswith("全部")


def test_the_example_can_be_loaded(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", page(), re.DOTALL)
    (tmp_path / "12-example.toml").write_text(example, encoding="utf-8")
    lexicon = load_lexicon(tmp_path)
    assert [category.code for category in lexicon.categories] == ["snow-clearing", "ice-rink"]
    assert all(lexicon.categories[0].voices[voice] for voice in VOICES)
    # The example is no part of the shipped lexicon.
    kinds = {change.code: change.kind for change in compare(load_lexicon(), lexicon)}
    assert kinds["snow-clearing"] == kinds["ice-rink"] == "added"


def test_every_field_is_explained():
    for name in ("type", "code", "name", "directory", "groups", "description", "synonyms"):
        assert f"`{name}`" in page()
    for name in ("offers", "phrases", "lookalike", "within", "formal", "everyday", *VOICES):
        assert f"`{name}`" in page()
