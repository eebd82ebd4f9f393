"""Floors on our own examples: a change that matches worse does not pass (docs/quality.md)."""

import numpy as np
import pytest
from quality import figures
from quality.judged import devset, examples, model, own
from quality.metrics import paired


@pytest.fixture(scope="module")
def held():
    return own("held")


@pytest.fixture(scope="module")
def real():
    return devset()


def mean(judged, scores, style):
    return float(np.nanmean(figures.per_need(judged, scores)[judged.style(style)]))


@pytest.mark.parametrize(("style", "floor"), [("formal", 0.84), ("colloquial", 0.77)])
def test_hybrid_ranks_unseen_needs_of_ours(held, style, floor):
    assert mean(held, held.hybrid(model().calibration.blend), style) >= floor


@pytest.mark.parametrize(("style", "goal"), [("formal", 0.78), ("colloquial", 0.50)])
def test_hybrid_reaches_the_goals_on_real_needs(real, style, goal):
    assert mean(real, real.hybrid(model().calibration.blend), style) >= goal


@pytest.mark.parametrize("half", ["semantic", "category", "characters", "words", "bm25"])
def test_hybrid_is_not_below_any_of_its_halves(held, real, half):
    blend = model().calibration.blend
    for judged in (held, real):
        suits = (judged.grades > 0).any(axis=1)
        together = figures.per_need(judged, judged.hybrid(blend))[suits]
        alone = figures.per_need(judged, judged.channels[half])[suits]
        assert paired(together, alone)[0] >= 0


def test_threshold_refuses_what_is_nobodys_and_little_else(held, real):
    refused, wrongly, _ = figures.abstention(held, model().calibration)
    assert refused >= 0.80
    assert wrongly <= 0.05
    assert figures.abstention(real, model().calibration)[1] <= 0.05


def test_nine_of_ten_traps_are_seen_through():
    found = figures.traps(examples("traps"), model())
    right, total = (sum(pair[n] for pair in found.values()) for n in (0, 1))
    assert total == 161
    assert right / total >= 0.90
    assert all(right > 0 for right, _ in found.values())


def test_needs_with_two_tasks_are_recognised():
    two = [r for r in examples("two_components") if r["half"] == "held"]
    one = [r for r in examples("one_component") if r["half"] == "held"]
    found, right, split = figures.components(two, one, model())
    assert found >= 0.75
    assert right >= 0.6
    assert split <= 0.15


def test_category_is_the_first_or_among_three(held):
    needs = [need for need in held.needs if need.style == "colloquial"]
    first, third = figures.category_accuracy(needs, model())
    assert first >= 0.85
    assert third >= 0.95
