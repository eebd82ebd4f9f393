"""The similarity's curve: rising, the same in any company, lowered for what is nobody's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.calibration import CHANNELS, OUTSIDE_RANGE, Calibration, shipped_calibration
from matcher.weights import default_weights

STATIC = shipped_calibration("static-1-" + "0" * 64)
GENERAL = shipped_calibration("0" * 64)
THRESHOLD = default_weights().fit_threshold
EVEN = dict.fromkeys(CHANNELS, 0.25)


@pytest.mark.parametrize("calibration", [STATIC, GENERAL])
def test_curve_rises_through_the_threshold(calibration):
    curve = calibration.similarity(np.linspace(0, 1, 101))
    assert sum(calibration.blend[name] for name in CHANNELS) == pytest.approx(1)
    assert (np.diff(curve) >= 0).all()
    assert 0 <= curve[0] < THRESHOLD < curve[-1] <= 1


def test_general_entry_counts_as_not_fitted():
    assert STATIC.fitted
    assert not GENERAL.fitted


@pytest.mark.parametrize("calibration", [STATIC, GENERAL])
def test_nobodys_need_reaches_the_threshold_with_nobody(calibration):
    best = np.array([0.8])  # only a service that says the very same gets through
    assert calibration.similarity(best, OUTSIDE_RANGE[0] - 1)[0] > THRESHOLD
    assert calibration.similarity(best, OUTSIDE_RANGE[1])[0] < THRESHOLD


@given(outside=st.floats(-2, 2), more=st.floats(0, 1))
def test_more_doubt_never_raises(outside, more):
    one = STATIC.similarity(np.array([0.4]), outside)
    assert STATIC.similarity(np.array([0.4]), outside + more) <= one


def test_a_cosine_means_the_same_in_any_company():
    alone = STATIC.similarity(np.array([0.3]))
    assert alone == STATIC.similarity(np.array([0.3, 0.9, 0.1]))[:1]


def test_negative_cosines_count_as_none():
    cosines = {name: np.array([-0.5, 0.0]) for name in CHANNELS}
    assert STATIC.hybrid(cosines).tolist() == [0, 0]


def test_stored_numbers_come_back():
    assert Calibration.from_dict(STATIC.as_dict()) == STATIC


def test_version_names_the_numbers():
    other = Calibration.from_dict(STATIC.as_dict() | {"slope": STATIC.slope + 1})
    assert STATIC.version == Calibration.from_dict(STATIC.as_dict()).version
    assert STATIC.version != other.version


@pytest.mark.parametrize(
    "changed",
    [
        {"slope": 0},
        {"slope": -3},
        {"doubt": -1},
        {"reranking": -0.1},
        {"intercept": float("nan")},
        {"blend": EVEN | {"words": 0.5}},
        {"blend": {"characters": 1.0}},
        {"blend": EVEN | {"words": -0.25, "semantic": 0.75}},
        {"blend": "0.25"},
        {"slope": None},
    ],
)
def test_numbers_that_would_turn_the_order_round_are_refused(changed):
    with pytest.raises(ValueError, match="calibration"):
        Calibration.from_dict(STATIC.as_dict() | changed)
