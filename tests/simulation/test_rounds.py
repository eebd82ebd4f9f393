"""A run is a pure function of city and policy, and keeps to what is possible."""

from dataclasses import replace

import numpy as np
import pytest
from support.cities import SMALL, city

from matcher.candidates import Candidates
from matcher.catalog import Catalog
from matcher.model import Evaluation, EvaluatorType, PartialDate
from matcher.parts import performance
from matcher.simulation import Policy, Rule, simulate, trial_weights
from matcher.simulation.city import as_of
from matcher.simulation.rounds import with_evaluations

BLEND = Policy("综合", Rule.BLEND, trial_weights(25))
RULES = [Policy(rule.value, rule, trial_weights(25), newcomers=True) for rule in Rule]


@pytest.mark.parametrize("policy", RULES, ids=lambda p: p.rule.name)
def test_the_same_city_and_policy_give_the_same_history(policy):
    one, other = simulate(city(2), policy), simulate(city(2), policy)
    assert one.lines == other.lines
    assert one.active.tolist() == other.active.tolist()


@pytest.mark.parametrize("policy", RULES, ids=lambda p: p.rule.name)
@pytest.mark.parametrize("seed", range(4))
def test_nobody_gets_more_than_his_slots_or_what_he_does_not_offer(policy, seed):
    made = city(seed)
    history = simulate(made, policy)
    assert len(history.lines) == sum(len(needs) for needs in made.needs[SMALL.warmup :])
    for number in range(SMALL.rounds):
        lines = [x for x in history.lines if x.round == number and x.chosen >= 0]
        assert all(made.offers[x.chosen, x.type] for x in lines)
        assert all(made.entered[x.chosen] <= number + SMALL.warmup for x in lines)
        taken = np.bincount([x.chosen for x in lines], minlength=len(made.catalog))
        assert (taken <= made.slots).all()


@pytest.mark.parametrize("policy", RULES, ids=lambda p: p.rule.name)
def test_shares_and_values_are_possible(policy):
    for line in simulate(city(5), policy).lines:
        if line.chosen >= 0:
            assert 0 <= line.value <= line.best <= 100
            assert 0 <= line.newcomers_shown <= 1
            assert 0 <= line.newcomers_eligible <= 1
            assert not line.newcomer or line.newcomers_eligible > 0


def test_needs_that_nobody_is_free_for_are_kept_as_unserved():
    crowded = city(0, replace(SMALL, organizations=2, entrants=0.0, needs=12.0, slots=1))
    lines = simulate(crowded, BLEND).lines
    unserved = [line for line in lines if line.chosen < 0]
    assert unserved
    assert all(np.isnan(line.value) and np.isnan(line.best) for line in unserved)
    assert sum(line.chosen >= 0 for line in lines) <= 2 * SMALL.rounds


def test_who_leaves_is_gone_and_idle_ones_leave_first():
    emptied = simulate(city(0, replace(SMALL, leave=1.0, leave_idle=1.0, entrants=0.0)), BLEND)
    assert emptied.active.tolist() == [0] * SMALL.rounds
    kept = simulate(city(0, replace(SMALL, leave=0.0, leave_idle=0.0, entrants=0.0)), BLEND)
    assert kept.active.tolist() == [SMALL.organizations] * SMALL.rounds
    idle = replace(SMALL, leave=0.0, leave_idle=1.0, entrants=0.0, warmup=0, needs=1.0)
    left = simulate(city(0, idle), BLEND).active
    assert left[1] == SMALL.organizations
    assert left[-1] < left[1]


def test_truth_chooses_the_best_when_buyers_take_the_first():
    strict = replace(SMALL, aside=0.0, shown=1)
    for line in simulate(city(1, strict), Policy("真", Rule.TRUTH, trial_weights(25))).lines:
        assert line.chosen < 0 or line.value == pytest.approx(line.best)


def test_policies_that_rank_alike_have_one_history():
    similarity = Policy("相似", Rule.SIMILARITY, trial_weights(25))
    assert (
        simulate(city(1), similarity).lines
        == simulate(city(1), Policy("综合 0", Rule.BLEND, trial_weights(0))).lines
    )


def test_a_newcomers_list_nobody_looks_at_changes_nothing():
    unseen = city(1, replace(SMALL, newcomer_attention=0.0))
    with_list = replace(BLEND, newcomers=True)
    assert simulate(unseen, with_list).lines == simulate(unseen, BLEND).lines


def test_a_newcomers_list_that_is_looked_at_helps_newcomers():
    seen = [city(seed, replace(SMALL, newcomer_attention=0.9)) for seed in range(8)]

    def share(policy):
        lines = [line for made in seen for line in simulate(made, policy).lines]
        return np.mean([line.newcomer for line in lines if line.chosen >= 0])

    assert share(replace(BLEND, newcomers=True)) > share(BLEND)


def test_replaced_evaluations_score_as_in_a_catalog_built_anew():
    made = city(0)
    generator = np.random.default_rng(7)
    records = [
        Evaluation(
            id=f"e{n:03d}",
            organization_id=made.catalog.organizations[n % 9].id,
            service_types=(made.labels[n % 2],),
            evaluator_type=EvaluatorType.THIRD_PARTY if n % 3 else EvaluatorType.SELF,
            score=float(generator.integers(60, 99)),
            evaluated_on=PartialDate(f"{2026 + n % 4}-12-10"),
        )
        for n in range(60)
    ]
    whole = Catalog.build([*made.catalog.organizations, *made.catalog.services, *records])
    replaced = with_evaluations(made.catalog, records[::-1])
    rows = made.needs[0][0].rows
    none = np.zeros(len(rows))
    found = [
        performance.score(
            made.needs[0][0].need,
            Candidates(rows, rows, none, none, none, none, none),
            catalog,
            trial_weights(25),
            as_of(4),
        ).values.tolist()
        for catalog in (whole, replaced)
    ]
    assert found[0] == found[1]
    assert len(set(found[0])) > 2
