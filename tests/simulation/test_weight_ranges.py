"""What the ranges of the weights rest on (docs/simulation.md), on the notebook's twenty cities."""

from dataclasses import astuple, fields

import numpy as np
import pytest
from quality.metrics import paired
from support.cities import full_cities

from matcher.simulation import Measures, Policy, Rule, measure, simulate, trial_weights
from matcher.weights import RANGES, default_weights

NAMES = [field.name for field in fields(Measures)]
LOW, HIGH = RANGES["performance"]


@pytest.fixture(scope="module")
def runs():
    policies = {
        "lots": Policy("", Rule.LOTTERY, trial_weights(25)),
        "similarity": Policy("", Rule.SIMILARITY, trial_weights(25)),
        "popularity": Policy("", Rule.POPULARITY, trial_weights(25)),
        "truth": Policy("", Rule.TRUTH, trial_weights(25)),
        "list": Policy("", Rule.BLEND, trial_weights(25), newcomers=True),
        **{p: Policy("", Rule.BLEND, trial_weights(p)) for p in (LOW, 25, HIGH, HIGH + 10)},
    }
    found = {
        name: np.array([astuple(measure(simulate(made, policy))) for made in full_cities(20)])
        for name, policy in policies.items()
    }
    return lambda name, measured: found[name][:, NAMES.index(measured)]


def gain(runs, one, other, measured="welfare"):
    return paired(runs(one, measured), runs(other, measured))


def test_default_is_what_is_simulated():
    assert default_weights().parts["performance"] == 25


def test_welfare_rises_within_the_range(runs):
    assert gain(runs, LOW, "similarity")[1] > 0
    assert gain(runs, 25, LOW)[1] > 0
    assert gain(runs, HIGH, 25)[1] > 0


def test_above_the_range_concentration_rises_and_welfare_does_not(runs):
    assert gain(runs, HIGH + 10, HIGH)[1] < 0.5
    assert not gain(runs, HIGH + 10, HIGH)[3]
    assert gain(runs, HIGH + 10, HIGH, "hhi")[1] > 0
    assert gain(runs, HIGH + 10, HIGH, "returning")[1] > 0
    assert gain(runs, HIGH + 10, HIGH, "newcomers")[2] < 0


def test_F18_newcomers_are_shown_at_least_half_as_often_as_they_are_free(runs):
    for weight in (LOW, 25, HIGH):
        assert runs(weight, "exposure").mean() >= 0.5


def test_F18_the_newcomers_list_brings_contracts_to_newcomers(runs):
    assert gain(runs, "list", 25, "newcomers")[1] > 0
    assert gain(runs, "list", 25, "hhi")[2] < 0


def test_contract_counts_are_no_measure_of_quality(runs):
    """Why the number of contracts is no score part: no better than lots, closed to newcomers."""
    assert not gain(runs, "popularity", "lots")[3]
    assert runs("popularity", "newcomers").mean() < 0.2 * runs("lots", "newcomers").mean()


def test_truth_and_lots_are_the_bounds(runs):
    for policy in (LOW, 25, HIGH, "similarity", "popularity"):
        assert runs("lots", "welfare").mean() < runs(policy, "welfare").mean()
        assert runs(policy, "welfare").mean() < runs("truth", "welfare").mean()
