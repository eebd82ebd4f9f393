"""What orders a simulated list: the product's own weights and rank, or a rule to compare with."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.errors import InvalidInput
from matcher.model import PART_NAMES
from matcher.newcomers import newcomers_list
from matcher.rank import rank
from matcher.simulation import Policy, Rule, TrialWeights, trial_weights
from matcher.simulation.policy import Facts, columns
from matcher.weights import Weights, default_weights

FACTS = Facts(
    fit=np.array([0.9, 0.5, 0.7]),
    performance=np.array([0.1, 0.9, 0.6]),
    contracts=np.array([0.0, 2.0, 5.0]),
    value=np.array([60.0, 70.0, 80.0]),
)
IDS = ["a", "b", "c"]


def order(rule, performance=25, facts=FACTS):
    return rank(columns(rule, facts), trial_weights(performance), "n", IDS).order.tolist()


def test_trial_weights_at_25_are_the_shipped_ones():
    assert trial_weights(25).parts == default_weights().parts
    assert trial_weights(25).shrinkage == default_weights().shrinkage


@pytest.mark.parametrize("performance", [0, 15, 45, 70])
def test_what_performance_gains_fit_loses(performance):
    parts = trial_weights(performance).parts
    assert parts["performance"] + parts["fit"] == 70
    assert sum(parts.values()) == 100


def test_weights_outside_the_ranges_can_be_tried_but_not_used():
    tried = trial_weights(45)
    assert isinstance(tried, TrialWeights)
    with pytest.raises(InvalidInput) as caught:
        Weights(
            version="x",
            parts=tried.parts,
            fit_split=tried.fit_split,
            fit_threshold=tried.fit_threshold,
            shrinkage=tried.shrinkage,
        )
    assert caught.value.field == "fit"


def test_trial_weights_still_have_rules():
    parts = default_weights().parts
    for wrong in ({**parts, "fit": 46}, {"fit": 100}):
        with pytest.raises(InvalidInput):
            replace(trial_weights(25), parts=wrong)
    with pytest.raises(InvalidInput, match="负"):
        trial_weights(75)
    with pytest.raises(InvalidInput, match="k"):
        trial_weights(25, k=0)


def test_shrinkage_can_be_changed():
    assert trial_weights(25, k=5).shrinkage.k == 5
    assert trial_weights(25, mu_min_records=8).shrinkage.mu_min_records == 8


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule.SIMILARITY, [0, 2, 1]),
        (Rule.EVALUATION, [1, 2, 0]),
        (Rule.POPULARITY, [2, 1, 0]),
        (Rule.TRUTH, [2, 1, 0]),
    ],
)
def test_each_rule_looks_at_its_fact(rule, expected):
    assert order(rule) == expected


def test_blend_is_the_products_sum_of_the_parts_that_apply():
    found = rank(columns(Rule.BLEND, FACTS), trial_weights(25), "n", IDS)
    expected = (FACTS.fit * 45 + FACTS.performance * 25) / 70 * 100
    assert found.totals == pytest.approx(expected, abs=1e-6)


def test_blend_at_the_ends_is_one_thing_only():
    assert order(Rule.BLEND, 0) == order(Rule.SIMILARITY)
    assert order(Rule.BLEND, 70) == order(Rule.EVALUATION)


def test_lots_are_the_neutral_order_of_equals():
    assert all(columns(Rule.LOTTERY, FACTS)[name].values is None for name in PART_NAMES)
    firsts = [
        int(rank(columns(Rule.LOTTERY, FACTS), trial_weights(25), f"n{i}", IDS).order[0])
        for i in range(300)
    ]
    assert np.bincount(firsts, minlength=3) == pytest.approx([100, 100, 100], abs=30)


def test_popularity_without_any_contract_is_a_tie():
    none = replace(FACTS, contracts=np.zeros(3))
    assert order(Rule.POPULARITY, facts=none) == order(Rule.LOTTERY)


def test_newcomers_list_holds_the_best_near_newcomer_behind_the_list():
    fit = np.array([0.9, 0.8, 0.8, 0.8, 0.7, 0.5, 0.6, 0.7])
    newcomer = np.array([False, True, False, False, False, True, True, True])
    order_by_score = np.arange(8)
    # Row 5 is below 0.8 × 0.7 = 0.56; row 1 is on the list already; of 6 and 7 the first is shown.
    assert newcomers_list(order_by_score, fit, newcomer, 5).tolist() == [6]
    assert newcomers_list(order_by_score, fit, np.zeros(8, dtype=bool), 5).tolist() == []
    assert newcomers_list(order_by_score[:5], fit, newcomer, 5).tolist() == []


def test_ten_places_have_two_newcomers():
    fit, newcomer = np.full(20, 0.5), np.ones(20, dtype=bool)
    assert newcomers_list(np.arange(20), fit, newcomer, 10).tolist() == [10, 11]


def test_only_two_rules_read_evaluations():
    reading = {rule for rule in Rule if Policy("x", rule, trial_weights(25)).uses_evaluations}
    assert reading == {Rule.EVALUATION, Rule.BLEND}
