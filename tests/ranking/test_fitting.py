"""Fitting on judged examples: what is shipped is what the fit gives, and it finds what is there."""

import numpy as np
import pytest

from matcher.calibrate import Judged, fit_calibration, mean_ndcg, measure
from matcher.calibration import CHANNELS, shipped_calibration
from matcher.compose import INDEX_TYPES, text_model
from matcher.development import example_needs, judge
from matcher.settings import Settings
from matcher.weights import default_weights

THRESHOLD = default_weights().fit_threshold


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return text_model(Settings(data_dir=tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="module")
def halves(model):
    needs = example_needs()
    return {
        half: judge([n for n in needs if n.half == half], model, INDEX_TYPES)
        for half in ("tune", "held")
    }


def test_shipped_calibration_is_the_fitted_one(model, halves):
    fitted = fit_calibration(halves["tune"], THRESHOLD).calibration
    shipped = shipped_calibration(model.encoder.fingerprint)
    assert shipped.blend == fitted.blend
    # Another processor may round a sum the other way.
    for name in ("slope", "intercept", "doubt"):
        assert getattr(shipped, name) == pytest.approx(getattr(fitted, name), rel=1e-3)


def test_threshold_keeps_its_promise_on_the_half_that_was_not_fitted(model, halves):
    """80 % of what nobody should get is refused, at most 5 % of what can be answered."""
    figures = measure(shipped_calibration(model.encoder.fingerprint), halves["held"], THRESHOLD)
    assert figures.refused_unanswerable >= 0.80
    assert figures.refused_answerable <= 0.05


def planted(good, seed=0):
    """Return needs of which only the channel ``good`` knows the answer."""
    choose = np.random.default_rng(seed)
    grades = np.zeros((60, 40), dtype=np.int64)
    grades[np.arange(40), np.arange(40)] = 3  # the last twenty are nobody's
    cosines = choose.uniform(0, 0.3, (60, 40, len(CHANNELS)))
    cosines[:40, :, CHANNELS.index(good)] += 0.6 * (grades[:40] > 0)
    outside = np.where(grades.any(axis=1), -0.6, 0.3)
    return Judged(cosines, grades, outside, np.zeros(60, dtype=np.int64))


@pytest.mark.parametrize("good", ["characters", "semantic", "category"])
def test_channel_that_knows_gets_weight_and_the_order_is_right(good):
    fit = fit_calibration(planted(good), THRESHOLD)
    assert fit.calibration.blend[good] >= 0.2
    assert fit.figures.ndcg > 0.95
    assert fit.figures.refused_unanswerable == 1
    assert fit.figures.refused_answerable <= 0.1


def test_reranker_that_knows_gets_weight():
    judged = planted("category")
    blind = np.zeros_like(judged.cosines)
    reranked = np.where(judged.grades > 0, 0.9, 0.1)
    fit = fit_calibration(
        Judged(blind, judged.grades, judged.outside, judged.styles, reranked), THRESHOLD
    )
    assert fit.calibration.reranking > 0
    assert fit.figures.ndcg == 1


def test_same_examples_give_the_same_numbers():
    one, other = (fit_calibration(planted("semantic"), THRESHOLD) for _ in range(2))
    assert one == other


def test_examples_of_one_kind_cannot_be_fitted():
    judged = planted("semantic")
    answerable = Judged(
        *(a[:40] for a in (judged.cosines, judged.grades)), judged.outside[:40], judged.styles[:40]
    )
    with pytest.raises(ValueError, match="both kinds"):
        fit_calibration(answerable, THRESHOLD)


def test_ndcg_by_hand():
    grades = np.array([[3, 0, 1], [0, 0, 0]])
    scores = np.array([[0.1, 0.9, 0.5], [0.3, 0.2, 0.1]])
    ideal = 7 + 1 / np.log2(3)
    assert mean_ndcg(scores, grades) == pytest.approx([(1 / np.log2(3) + 7 / 2) / ideal])
