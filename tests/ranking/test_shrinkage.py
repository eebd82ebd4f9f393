"""The evaluation mean against figures worked out by hand (docs/ranking.md; 五(七))."""

from dataclasses import replace

import pytest
from support.records import TODAY, evaluation, months_ago

from matcher.model import EvaluatorType, PartialDate
from matcher.parts.judged import prior_mean
from matcher.parts.performance import evidence
from matcher.weights import default_weights

RULE = default_weights().shrinkage
ELDERLY = frozenset({"01"})


def mean_of(records, rule=RULE, prior=82.0):
    return evidence(records, ELDERLY, TODAY, rule, prior)


def third(score, *ages):
    return [evaluation(score=score, months=age) for age in ages]


def own(score, *ages):
    return [evaluation(score=score, months=age, evaluator_type=EvaluatorType.SELF) for age in ages]


@pytest.mark.parametrize(
    ("records", "mean", "weight"),
    [
        ([], 82.00, 0.0),
        (third(95, 0), 85.25, 1.0),
        (own(99, 0), 83.06, 0.2),
        (third(93, 3, 9, 15, 27, 40), 87.60, 3.11),
        (third(70, 3, 9, 15, 27, 40), 75.89, 3.11),
        ([evaluation(score=95, months=60, id=f"e{i}") for i in range(3)], 83.95, 0.53),
        (own(98, *range(0, 60, 6)), 84.29, 0.5),
    ],
)
def test_T57a_worked_figures(records, mean, weight):
    found = mean_of(records)
    assert found.mean == pytest.approx(mean, abs=0.005)
    assert found.weight == pytest.approx(weight, abs=0.005)


def test_ten_self_evaluations_without_the_cap_would_reach_86():
    uncapped = replace(RULE, self_cap=99.0)
    assert mean_of(own(98, *range(0, 60, 6)), uncapped).mean == pytest.approx(86.10, abs=0.005)


def test_t57b_a_self_score_of_100_stays_below_a_third_party_90():
    assert mean_of(own(100, 0), prior=80.0).mean < mean_of(third(90, 0), prior=80.0).mean


def test_older_than_sixty_months_is_ignored():
    assert mean_of(third(95, 61)).used == 0
    assert mean_of(third(95, 60)).used == 1


def test_age_runs_from_the_evaluation_to_as_of():
    late = evidence(third(95, 0), ELDERLY, TODAY.replace(year=2028), RULE, 82.0)
    assert late.weight == pytest.approx(0.5)


def test_an_evaluation_after_as_of_is_not_known_yet():
    assert mean_of([evaluation(evaluated_on=PartialDate("2026-03-02"))]).used == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"disputed": True},
        {"valid": False},
        {"score": None},
        {"evaluator_type": None},
        {"evaluated_on": None},
    ],
)
def test_records_that_take_no_part(changes):
    found = mean_of([replace(evaluation(score=10), **changes)])
    assert (found.used, found.mean, found.weight) == (0, 82.0, 0.0)


def test_a_conflicted_evaluator_is_no_third_party():
    found = mean_of([evaluation(score=99, conflict=True)])
    assert found.third_party == 0
    assert found.weight == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("evaluator", "sample", "weight"),
    [
        (EvaluatorType.THIRD_PARTY, None, 1.0),
        (EvaluatorType.FINANCE, None, 0.8),
        (EvaluatorType.DEPARTMENT, None, 0.8),
        (EvaluatorType.BUYER, None, 0.6),
        (EvaluatorType.BENEFICIARY, 30, 0.4),
        (EvaluatorType.BENEFICIARY, 29, 0.1),
        (EvaluatorType.BENEFICIARY, None, 0.1),
        (EvaluatorType.SELF, None, 0.2),
    ],
)
def test_weight_of_each_evaluator(evaluator, sample, weight):
    record = evaluation(evaluator_type=evaluator, sample_n=sample)
    assert mean_of([record]).weight == pytest.approx(weight)


def test_another_service_type_counts_for_less():
    assert mean_of([evaluation(service_types=("助残服务",))]).weight == pytest.approx(0.6)


def test_prior_is_the_types_mean_from_thirty_third_party_records():
    few = [evaluation(score=90, id=f"e{i}") for i in range(29)]
    assert prior_mean(few, ELDERLY, TODAY, RULE) == 80
    enough = [*few, evaluation(score=60, id="e29")]
    assert prior_mean(enough, ELDERLY, TODAY, RULE) == pytest.approx((29 * 90 + 60) / 30)
    strangers = [evaluation(score=10, id=f"x{i}", service_types=("助残服务",)) for i in range(50)]
    assert prior_mean([*few, *strangers], ELDERLY, TODAY, RULE) == 80


def test_evidence_strength_by_weight():
    assert mean_of([]).strength_zh == "不足"
    assert mean_of(third(90, 0)).strength_zh == "一般"
    assert mean_of([evaluation(months=0, id=f"e{i}") for i in range(3)]).strength_zh == "一般"
    assert mean_of([evaluation(months=0, id=f"e{i}") for i in range(4)]).strength_zh == "充分"


def test_months_ago_is_exact():
    assert months_ago(14) == "2025-01-01"
