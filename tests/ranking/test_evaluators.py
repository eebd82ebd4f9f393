"""Evaluators with a habit are put on one scale (§7.4): only from 20 records, never within one."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.records import TODAY, evaluation, need, organization, service, snapshot

from matcher.model import EvaluatorType
from matcher.parts.evaluators import common_scale, evaluator_key
from matcher.parts.performance import evidence
from matcher.recommend import recommend
from matcher.weights import default_weights

RULE = default_weights().shrinkage
LEAST = RULE.standardise_from
MILD = [90.0 + n % 5 for n in range(LEAST)]
HARSH = [70.0 + n % 5 for n in range(LEAST)]


def records(scores, evaluator, **facts):
    return [
        evaluation(
            f"o{n % 5}", score, n % 30, id=f"{evaluator}-{n:03d}", evaluator_org=evaluator, **facts
        )
        for n, score in enumerate(scores)
    ]


def scale(*held):
    return common_scale([r for group in held for r in group], lambda r: True, LEAST)


def points(record, *held):
    return scale(*held).points(record)


def test_the_shipped_rule_asks_for_twenty_records():
    assert LEAST == 20


def test_a_mild_and_a_harsh_evaluator_end_on_one_scale():
    """By hand: both spread alike, so the same place in its own scale is the same in the common."""
    mild, harsh = records(MILD, "甲"), records(HARSH, "乙")
    found = scale(mild, harsh)
    assert found.common.mean == pytest.approx(82.0)
    assert found.common.spread == pytest.approx(math.sqrt(102))
    for one, other in zip(mild, harsh, strict=True):
        assert found.points(one) == pytest.approx(found.points(other))
    # Best of five: √2 spreads above the mean.
    assert found.points(mild[4]) == pytest.approx(82 + math.sqrt(2) * math.sqrt(102))


def test_nineteen_records_of_an_evaluator_make_no_habit():
    few, many = records(MILD[:-1], "甲"), records(HARSH, "乙")
    found = scale(few, many)
    assert [found.points(r) for r in few] == MILD[:-1]
    assert [found.points(r) for r in many] != HARSH


def test_one_evaluator_alone_changes_nothing():
    only = records([60.0 + 2 * n for n in range(LEAST)], "甲")
    found = scale(only)
    assert [found.points(r) for r in only] == pytest.approx([r.score for r in only])


def test_names_are_compared_folded_and_by_kind_of_evaluator():
    half = LEAST // 2
    mixed = [*records(MILD[:half], "甲（评估）"), *records(MILD[half:], "甲(评估)")]
    assert len(scale(mixed).habits) == 1
    apart = [
        *records(MILD[:half], "甲"),
        *records(MILD[half:], "甲", evaluator_type=EvaluatorType.BUYER),
    ]
    assert scale(apart).habits == {}


@pytest.mark.parametrize(
    "facts",
    [
        {"evaluator_type": EvaluatorType.SELF},
        {"evaluator_type": None},
        {"conflict": True},
    ],
)
def test_self_evaluations_are_never_standardised(facts):
    own = records([99.0 - n % 3 for n in range(LEAST + 5)], "甲", **facts)
    found = scale(own, records(HARSH, "乙"))
    assert [found.points(r) for r in own] == [r.score for r in own]
    assert set(found.habits) == set(scale(records(HARSH, "乙")).habits)
    assert found.common == scale(records(HARSH, "乙")).common


def test_who_is_not_named_has_no_habit():
    nameless = records(MILD * 2, "")
    assert evaluator_key(nameless[0]) is None
    assert [points(r, nameless, records(HARSH, "乙")) for r in nameless] == MILD * 2


def test_equal_scores_for_everybody_stay_finite_and_equal():
    flat, other = records([88.0] * LEAST, "甲"), records(HARSH, "乙")
    assert {points(r, flat, other) for r in flat} == {scale(flat, other).common.mean}


marks = st.lists(st.floats(0, 100), min_size=LEAST, max_size=LEAST + 6)


@given(marks, marks)
def test_better_with_one_evaluator_is_never_worse_after(first, second):
    held = records(first, "甲"), records(second, "乙")
    found = scale(*held)
    for group in held:
        ordered = sorted(group, key=lambda r: r.score)
        made = [found.points(r) for r in ordered]
        assert made == sorted(made)
        assert all(0 <= p <= 100 for p in made)


@given(marks, marks, st.randoms(use_true_random=False))
def test_the_order_of_records_changes_no_bit(first, second, shuffle):
    held = [*records(first, "甲"), *records(second, "乙")]
    mixed = held[:]
    shuffle.shuffle(mixed)
    assert common_scale(held, lambda r: True, LEAST) == common_scale(mixed, lambda r: True, LEAST)


def test_only_records_that_count_make_a_habit():
    mild = records(MILD, "甲")
    assert common_scale(mild, lambda r: r.id != mild[0].id, LEAST).habits == {}


def test_the_evidence_shows_the_score_as_written_and_the_points_used():
    mild, harsh = records(MILD, "甲"), records(HARSH, "乙")
    own = [mild[4], harsh[0]]
    found = evidence(own, frozenset({"01"}), TODAY, RULE, 80.0, scale(mild, harsh))
    assert {r.score for r in found.records} == {94.0, 70.0}
    by_score = {r.score: r.points for r in found.records}
    assert by_score[94.0] == pytest.approx(points(mild[4], mild, harsh), abs=1e-6)
    # The harsh one's worst is as far down as the mild one's worst.
    assert by_score[70.0] == pytest.approx(points(mild[0], mild, harsh), abs=1e-6)
    total = sum(r.weight for r in found.records)
    mean = (RULE.k * 80 + sum(r.weight * r.points for r in found.records)) / (RULE.k + total)
    assert found.mean == pytest.approx(mean, abs=1e-4)


@settings(max_examples=5, deadline=None)
@given(st.data())
def test_a_run_does_not_depend_on_the_order_of_the_catalog(data):
    keys = [f"o{n}" for n in range(5)]
    held = [*records(MILD, "甲"), *records(HARSH, "乙")]
    made = [r for key in keys for r in (organization(key), service(key))] + held
    mixed = data.draw(st.permutations(made))
    one, other = (
        recommend(need(), snapshot(*found), default_weights(), TODAY, 5, "need")
        for found in (made, mixed)
    )
    assert one == other
