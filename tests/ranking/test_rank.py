"""Totals, the card of the user's page, and the order of equals."""

import numpy as np
import pytest
from support.records import TODAY, need, organization, service, snapshot

from matcher.identity import neutral_key
from matcher.model import PART_NAMES, OrganizationType
from matcher.parts import column, not_applicable
from matcher.rank import part_scores, rank
from matcher.recommend import recommend
from matcher.weights import default_weights

WEIGHTS = default_weights()


def columns(**rows):
    return {
        name: not_applicable("不适用")
        if rows.get(name) is None
        else column(rows[name], lambda i: f"第{i}个")
        for name in PART_NAMES
    }


def test_card_rescales_79_7_of_98_to_81_3():
    card = columns(
        fit=[38.1 / 45],
        performance=[16.0 / 25],
        capacity=[10.5 / 12],
        budget=[1.0],
        coverage=[1.0],
        rating=[0.7],
    )
    ranking = rank(card, WEIGHTS, "n", ["o"])
    parts = part_scores(card, WEIGHTS, 0)
    assert ranking.totals[0] == pytest.approx(81.3, abs=0.05)
    assert sum(p.points for p in parts if p.points is not None) == pytest.approx(79.7, abs=1e-4)
    assert [p.name for p in parts] == list(PART_NAMES)
    assert parts[-1].value is None
    assert parts[-1].points is None
    assert parts[-1].weight == 2


def test_all_seven_parts_are_not_rescaled():
    full = columns(**{name: [1.0] for name in PART_NAMES})
    assert rank(full, WEIGHTS, "n", ["o"]).totals[0] == 100


def test_order_is_by_total_then_neutral_key():
    ids = [f"o{i}" for i in range(40)]
    equal = columns(fit=[0.5] * 39 + [0.6])
    order = rank(equal, WEIGHTS, "n7", ids).order.tolist()
    assert order[0] == 39
    assert order[1:] == sorted(range(39), key=lambda i: neutral_key("n7", ids[i]))


def test_differences_below_a_millionth_are_ties():
    base, more = [0.5, 0.5 + 1e-9], [0.5 + 1e-9, 0.5]
    first = rank(columns(fit=base), WEIGHTS, "n", ["a", "b"]).order
    second = rank(columns(fit=more), WEIGHTS, "n", ["a", "b"]).order
    assert first.tolist() == second.tolist()


def test_order_of_rows_does_not_matter():
    rng = np.random.default_rng(7)
    values = rng.integers(0, 4, 60) / 4
    ids = np.array([f"o{i}" for i in range(60)])
    shuffled = rng.permutation(60)
    one = ids[rank(columns(fit=values), WEIGHTS, "n", list(ids)).order]
    two = ids[shuffled][
        rank(columns(fit=values[shuffled]), WEIGHTS, "n", list(ids[shuffled])).order
    ]
    assert one.tolist() == two.tolist()


def test_no_candidates_give_an_empty_order():
    assert len(rank(columns(fit=[]), WEIGHTS, "n", []).order) == 0


def ordered(totals, social):
    """Return the order and who is preferred, for totals and marks of social organizations."""
    from matcher.rank import _with_priority

    values = np.array(totals, dtype=np.float64)
    order = np.argsort(-values, kind="stable").astype(np.int64)
    found = _with_priority(order, values, np.array(social, dtype=np.bool_))
    return found.order.tolist(), found.preferred.tolist()


def test_T53a_equal_conditions_put_the_social_organization_first():
    assert ordered([80.4, 80.0, 70.0], [False, True, True]) == ([1, 0, 2], [False, True, False])
    assert ordered([80.5, 80.0], [False, True]) == ([1, 0], [False, True])


def test_T53a_whoever_is_further_ahead_stays_ahead():
    assert ordered([80.6, 80.0], [False, True]) == ([0, 1], [False, False])
    # A chain of small steps is no equality: 80.0 lies further than 0.5 from the best.
    assert ordered([80.8, 80.4, 80.0], [False, False, True])[0] == [0, 1, 2]


def test_T53a_among_social_organizations_nothing_moves():
    assert ordered([80.4, 80.3, 80.2], [True, True, True])[0] == [0, 1, 2]


@pytest.mark.parametrize(
    ("types", "moves"), [(("为老服务",), True), (("生态环保",), False), ((), False)]
)
def test_T53a_only_in_the_nine_fields(types, moves):
    wanted = need(service_types=types)
    records = []
    for key, kind in (("o1", OrganizationType.ENTERPRISE), ("o2", OrganizationType.SERVICE)):
        records += [organization(key, type=kind), service(key, service_types=types)]
    run = recommend(wanted, snapshot(*records), default_weights(), TODAY, 5, "need")
    listed = run.candidates or run.nearest
    by_id = {c.organization_id: c for c in listed}
    assert by_id["o1"].total == by_id["o2"].total
    if moves:
        assert listed[0].organization_id == "o2"
