"""Measures against figures worked out by hand."""

import numpy as np
import pytest

from matcher.simulation import History, Line, measure, yearly


def line(round, chosen, value=80.0, type=0, **changes):
    values = {
        "best": 90.0,
        "newcomer": False,
        "newcomers_shown": 0.2,
        "newcomers_eligible": 0.4,
        "returning": False,
    }
    return Line(round=round, type=type, chosen=chosen, value=value, **(values | changes))


def history(*lines, rounds=6):
    return History(lines, np.full(rounds, 10, dtype=np.int64))


def test_welfare_regret_and_served_leave_out_the_unserved():
    found = measure(history(line(0, 1, 70.0), line(1, 2, 90.0), line(2, -1, np.nan, best=np.nan)))
    assert found.welfare == 80
    assert found.regret == 10
    assert found.served == pytest.approx(2 / 3)
    assert found.active == 10


def test_exposure_is_the_share_shown_over_the_share_free():
    found = measure(history(line(0, 1, newcomer=True), line(1, 1)))
    assert found.newcomers == 0.5
    assert found.exposure == pytest.approx(0.5)


def test_exposure_is_unknown_where_there_were_no_newcomers():
    assert np.isnan(measure(history(line(0, 1, newcomers_eligible=0.0))).exposure)


def test_concentration_is_by_type_and_of_the_last_five_rounds():
    # Type 0: shares 3/4 and 1/4 → 0.625; type 1: one alone → 1. Round 0 is too long ago.
    late = [line(5, 1), line(4, 1), line(3, 1), line(2, 2), line(1, 7, type=1)]
    found = measure(history(line(0, 9), line(0, 8), *late))
    assert found.hhi == pytest.approx((0.625 + 1) / 2)
    assert found.top5 == 1.0


def test_top_five_of_six_equal_organizations():
    assert measure(history(*(line(5, row) for row in range(6)))).top5 == pytest.approx(5 / 6)


def test_returning_counts_late_contracts_only():
    lines = (line(0, 1, returning=True), line(4, 1, returning=True), line(5, 2))
    assert measure(history(*lines)).returning == 0.5


def test_a_run_without_needs_measures_nothing():
    found = measure(history())
    assert all(np.isnan(v) for v in (found.welfare, found.regret, found.hhi, found.top5))
    assert np.isnan(found.served)


def test_yearly_means():
    welfare, returning = yearly(
        history(line(0, 1, 70.0), line(0, 2, 80.0, returning=True), line(1, 3, 60.0), rounds=3)
    )
    assert welfare[:2].tolist() == [75, 60]
    assert returning[:2].tolist() == [0.5, 0]
    assert np.isnan(welfare[2])
