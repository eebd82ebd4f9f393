"""The similarity's curve: rising, fitted on our own texts, with a threshold that separates."""

import numpy as np
import pytest
from support.calibration import best_hits, fit

from embeddings import HashingEncoder
from matcher.calibration import CHANNELS, calibration_for
from matcher.weights import default_weights

SHIPPED = calibration_for(HashingEncoder().fingerprint)
THRESHOLD = default_weights().fit_threshold


def similarity_of(hybrid):
    return SHIPPED.similarity(np.array(hybrid))


@pytest.mark.parametrize("fingerprint", ["hashing-1-512-char", "0" * 64])
def test_every_encoder_has_a_rising_curve_and_a_blend_of_one(fingerprint):
    calibration = calibration_for(fingerprint)
    assert sum(calibration.blend[name] for name in CHANNELS) == pytest.approx(1)
    curve = calibration.similarity(np.linspace(0, 1, 101))
    assert (np.diff(curve) >= 0).all()
    assert 0 <= curve[0] < THRESHOLD < curve[-1] <= 1


def test_shipped_curve_is_the_fitted_one():
    slope, intercept = fit()
    odds = np.log(THRESHOLD / (1 - THRESHOLD))
    assert SHIPPED.slope == pytest.approx(slope, rel=0.05)
    at_threshold = (odds - SHIPPED.intercept) / SHIPPED.slope
    assert at_threshold == pytest.approx((odds - intercept) / slope, abs=0.005)


def test_threshold_tells_answerable_needs_from_others():
    figures = {"answerable": [], "none": []}
    for wanted, _, hybrid in best_hits():
        kind = "none" if wanted == "-" else "answerable"
        figures[kind].append(float(similarity_of([hybrid])[0]))
    assert len(figures["answerable"]) == 70
    assert len(figures["none"]) == 30
    assert np.mean(np.array(figures["answerable"]) >= THRESHOLD) >= 0.9
    assert np.mean(np.array(figures["none"]) < THRESHOLD) >= 0.8


def test_best_hit_is_the_wanted_service_for_most():
    right = [wanted == found for wanted, found, _ in best_hits() if wanted != "-"]
    assert np.mean(right) >= 0.9


def test_a_cosine_means_the_same_in_any_company():
    alone = similarity_of([0.3])
    assert alone == similarity_of([0.3, 0.9, 0.1])[:1]


def test_negative_cosines_count_as_none():
    cosines = {name: np.array([-0.5, 0.0]) for name in CHANNELS}
    assert SHIPPED.hybrid(cosines).tolist() == [0, 0]
