"""Worked cases: who gets what, what is given up, and the sentences."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.batches import asking, batch, given

from matcher.allocation import BudgetLine, Rules, allocate
from matcher.allocation.lines import LineSolver
from matcher.errors import InvalidInput

NO_FLOOR = Rules(newcomer_share=Decimal(0))


def run(a_batch, rules=NO_FLOOR):
    return allocate(a_batch, rules, LineSolver())


def line(name, limit, *numbers):
    return BudgetLine(name, Decimal(limit), frozenset(f"need-{n}" for n in numbers))


def test_the_first_choice_goes_where_it_is_missed_most():
    found = run(batch(asking(1, {"甲": 90, "乙": 88}), asking(2, {"甲": 85, "丙": 60})))
    assert given(found) == {"XQ-1": ["乙"], "XQ-2": ["甲"]}
    assert (found.total, found.one_by_one, found.places) == (173.0, 150.0, 2)
    first, second = (need.given[0] for need in found.needs)
    assert (first.rank, first.points, first.given_up) == (2, 88, 2.0)
    assert first.reason_zh == (
        "首选“组织甲”的 1 个名额已给需求XQ-2（85.0 分）；换给本需求，全部需求合计要少 23.0 分。"
    )
    assert (second.rank, second.given_up, second.reason_zh) == (1, 0.0, "")


def test_T51_an_organization_with_two_slots_takes_two():
    needs = asking(1, {"甲": 90, "乙": 88}), asking(2, {"甲": 85}), asking(3, {"甲": 80})
    found = run(batch(*needs, slots={"甲": 2}))
    assert given(found) == {"XQ-1": ["乙"], "XQ-2": ["甲"], "XQ-3": ["甲"]}
    assert "2 个名额已给需求XQ-2（85.0 分）、XQ-3（80.0 分）" in found.needs[0].given[0].reason_zh


def test_a_need_without_choice_and_one_whose_choices_are_gone():
    found = run(batch(asking(1, {"甲": 90}), asking(2, {"甲": 80}), asking(3, {})))
    assert given(found) == {"XQ-1": ["甲"], "XQ-2": [], "XQ-3": []}
    assert found.needs[0].missing_zh == ""
    assert found.needs[1].missing_zh == "名单中的 1 家组织名额已给其他需求（XQ-1）。"
    assert found.needs[2].missing_zh == "没有契合度达到门槛的组织，见这条需求的推荐结果。"


def test_no_slots_at_all():
    found = run(batch(asking(1, {"甲": 90}), slots={"甲": 0}))
    assert found.needs[0].missing_zh == "名单中的 1 家组织没有空余名额。"


def test_f7_where_nothing_is_lost_the_draw_is_named():
    found = run(batch(asking(1, {"甲": 80, "乙": 70}), asking(2, {"甲": 80, "乙": 70})))
    reasons = [g.reason_zh for need in found.needs for g in need.given if g.rank == 2]
    assert len(reasons) == 1
    assert reasons[0].endswith("换给本需求合计不变，由抽签决定。")


def test_k_suggestions_are_different_organizations():
    needs = asking(1, {"甲": 90, "乙": 80, "丙": 70}), asking(2, {"甲": 85, "乙": 60})
    found = run(batch(*needs, slots={"甲": 5}), Rules(2, Decimal(0)))
    assert given(found) == {"XQ-1": ["甲", "丙"], "XQ-2": ["甲", "乙"]}
    second = found.needs[0].given[1]
    assert (second.rank, second.given_up) == (3, 10.0)
    assert second.reason_zh == (
        "第 2 选“组织乙”的 1 个名额已给需求XQ-2（60.0 分）；换给本需求，全部需求合计要少 50.0 分。"
    )
    three = run(batch(*needs, slots={"甲": 5, "乙": 5}), Rules(3, Decimal(0)))
    assert three.needs[1].missing_zh == "契合度达到门槛的组织只有 2 家，少于 3 家。"


def test_T52_a_budget_line_pays_for_the_best_sum():
    needs = (
        asking(1, {"甲": 90}, budget=60_000),
        asking(2, {"乙": 70}, budget=50_000),
        asking(3, {"丙": 65}, budget=50_000),
        asking(4, {"丁": 65}, budget=70_000),
    )
    found = run(batch(*needs, lines=(line("公益金", 100_000, 1, 2, 3),)))
    assert given(found) == {"XQ-1": [], "XQ-2": ["乙"], "XQ-3": ["丙"], "XQ-4": ["丁"]}
    use = found.lines[0]
    assert (use.asked, use.used, use.limit) == (160_000, 100_000, 100_000)
    assert found.needs[0].missing_zh == (
        "“公益金”（额度 100,000 元，已安排 100,000 元）余额不足，未安排本需求（预算 60,000 元）。"
    )
    assert found.proved
    assert found.one_by_one == 155.0


def test_a_need_of_a_line_without_a_budget_is_not_paid_unseen():
    found = run(batch(asking(1, {"甲": 90}), lines=(line("公益金", 100, 1),)))
    assert found.needs[0].missing_zh == "需求没有填写预算，无法核对“公益金”的额度。"
    assert given(found) == {"XQ-1": []}


def ten_needs(new_points):
    return [asking(n, {f"老{n}": 80, f"新{n}": new_points - n}) for n in range(10)]


def test_f18_one_place_in_ten_for_newcomers_where_it_costs_least():
    newcomers = frozenset(f"新{n}" for n in range(10))
    found = run(batch(*ten_needs(70), newcomers=newcomers), Rules())
    assert given(found)["XQ-0"] == ["新0"]
    assert sum(g.newcomer for need in found.needs for g in need.given) == 1
    assert (found.newcomers.wanted, found.newcomers.unforced, found.newcomers.cost) == (1, 0, 10.0)
    assert found.needs[0].given[0].reason_zh == (
        "为达到新组织的最低份额，首选“组织老0”让给了名单中的新组织“组织新0”；"
        "换给本需求，全部需求合计要少 1.0 分。"
    )
    half = run(batch(*ten_needs(70), newcomers=newcomers), Rules(1, Decimal("0.5")))
    assert half.newcomers.given == 5


def test_f18_nobody_below_the_threshold_is_forced_in():
    needs = [asking(n, {f"老{n}": 80}) for n in range(9)] + [asking(9, {"老9": 80, "新": 60})]
    everything = Rules(1, Decimal(1))
    found = run(batch(*needs, newcomers=frozenset({"新"})), everything)
    assert (found.newcomers.wanted, found.newcomers.possible, found.newcomers.given) == (10, 1, 1)
    assert (found.places, given(found)["XQ-9"]) == (10, ["新"])
    nobody = run(batch(*needs[:9]), everything)
    assert (nobody.newcomers.possible, nobody.places) == (0, 9)


def test_f18_a_floor_that_is_reached_anyway_costs_nothing():
    found = run(batch(*ten_needs(99), newcomers=frozenset(f"新{n}" for n in range(10))), Rules())
    assert (found.newcomers.cost, found.newcomers.unforced, found.newcomers.given) == (0, 10, 10)


def test_an_empty_batch():
    found = run(batch())
    assert (found.needs, found.places, found.total) == ((), 0, 0.0)


@pytest.mark.parametrize(
    ("a_batch", "rules"),
    [
        (batch(asking(1, {})), Rules(k=0)),
        (batch(asking(1, {})), Rules(newcomer_share=Decimal("1.5"))),
        (batch(asking(1, {}), asking(1, {})), Rules()),
        (batch(asking(1, {"甲": 101})), Rules()),
        (batch(asking(1, {"甲": 50}), slots={"甲": -1}), Rules()),
        (batch(asking(1, {}), lines=(line("x", -1, 1),)), Rules()),
        (batch(replace(asking(1, {"甲": 1}), choices=asking(1, {"甲": 1}).choices * 2)), Rules()),
    ],
)
def test_contradictions_are_refused(a_batch, rules):
    with pytest.raises(InvalidInput):
        run(a_batch, rules)
