"""Each rule of each part on records made for it."""

from decimal import Decimal

import numpy as np
import pytest
from support.records import TODAY, evaluation, need, organization, service

from matcher.candidates import Candidates
from matcher.catalog import Catalog
from matcher.model import (
    EvaluatorType,
    Labelled,
    Money,
    PartialDate,
    Period,
    Price,
    Quantity,
    Rating,
    ServiceArea,
)
from matcher.parts import SCORERS
from matcher.weights import default_weights


def part(name, wanted, organization_=None, service_=None, evaluations=(), similarity=0.5):
    records = [organization_ or organization(), service_ or service(), *evaluations]
    catalog = Catalog.build(records)
    one = np.ones(1)
    rows = np.zeros(1, dtype=np.int64)
    candidates = Candidates(rows, rows, one, one, one, one, one * similarity)
    return SCORERS[name](wanted, candidates, catalog, default_weights(), TODAY)


def value(*arguments, **named):
    return float(part(*arguments, **named).values[0])


def groups(*labels):
    return tuple(Labelled(label) for label in labels)


@pytest.mark.parametrize(
    ("types", "beneficiaries", "expected"),
    [
        (("为老服务",), ("独居老人",), (25 * 0.5 + 12 + 8) / 45),
        (("助残服务",), ("独居老人",), (25 * 0.5 + 8) / 45),
        (("为老服务", "助残服务"), ("独居老人",), (25 * 0.5 + 6 + 8) / 45),
        ((), ("独居老人",), (25 * 0.5 + 12 * 0.65 + 8) / 45),
        (("为老服务",), (), (25 * 0.5 + 12 + 8 * 0.65) / 45),
        (("为老服务",), ("老年人",), (25 * 0.5 + 12 + 8 * 0.7) / 45),
        (("为老服务",), ("儿童",), (25 * 0.5 + 12) / 45),
    ],
)
def test_fit(types, beneficiaries, expected):
    wanted = need(service_types=types, beneficiaries=groups(*beneficiaries))
    assert value("fit", wanted) == pytest.approx(expected, abs=1e-6)


def test_fit_a_wider_group_covers_a_narrower():
    wide = service(beneficiaries=groups("老年人"))
    assert value("fit", need(), service_=wide, similarity=1.0) == 1.0


def test_performance_is_clipped_between_60_and_95():
    newcomer = value("performance", need())
    assert newcomer == pytest.approx((80 - 60) / 35, abs=1e-6)
    bad = [evaluation(score=0, id=f"e{i}") for i in range(40)]
    good = [evaluation(score=100, id=f"e{i}") for i in range(80)]
    assert value("performance", need(), evaluations=bad[:20]) == 0
    assert value("performance", need(), evaluations=good) == 1


def test_performance_of_a_need_without_type_goes_by_the_service_found():
    untyped = need(service_types=())
    same = value("performance", untyped, evaluations=[evaluation(score=95)])
    other = value(
        "performance", untyped, evaluations=[evaluation(score=95, service_types=("助残服务",))]
    )
    assert same > other > value("performance", untyped)


def capacity(wanted, **held):
    largest = held.pop("largest", None)
    return value(
        "capacity",
        wanted,
        organization_=organization(**held),
        service_=service(largest_similar_project=largest),
    )


def test_capacity_unknown_is_neutral_throughout():
    assert capacity(need()) == pytest.approx(0.7)
    assert capacity(need(required_staff=3, required_certified=2)) == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ({"staff_full": 5}, 1.0),
        ({"staff_full": 500}, 1.0),
        ({"staff_full": 1, "staff_part": 1}, 0.5),
        ({"staff_full": 0}, 0.0),
    ],
)
def test_capacity_staff_saturates_at_the_need(held, expected):
    neutral = 0.7 * 8
    got = capacity(need(required_staff=4), **held)
    assert got == pytest.approx((4 * expected + neutral) / 12, abs=1e-6)


def test_capacity_certified_and_licences():
    assert capacity(need(required_certified=2), social_workers=1) == pytest.approx(
        (4 * 0.5 + 5.6) / 12, abs=1e-6
    )
    assert capacity(need(required_licences=("食品经营许可证",))) == pytest.approx(
        (4 + 5.6) / 12, abs=1e-6
    )


def test_capacity_one_free_slot_is_as_good_as_nine():
    one = capacity(need(), concurrent_projects=2, max_concurrent=3)
    nine = capacity(need(), concurrent_projects=0, max_concurrent=9)
    assert one == nine == pytest.approx((2 + 7) / 12, abs=1e-6)


def test_capacity_largest_project_is_capped_and_a_small_one_costs_nothing():
    wanted = need(budget=Money(Decimal(100000), Decimal(100000)))
    none = capacity(wanted)
    assert capacity(wanted, largest=Decimal(1000)) == none
    assert capacity(wanted, largest=Decimal(100000)) > none
    assert capacity(wanted, largest=Decimal(9000000)) == capacity(wanted, largest=Decimal(100000))


def budget(amount, low, high, unit="项目", **changes):
    money = Money() if amount is None else Money(Decimal(amount), Decimal(amount))
    price = Price(
        None if low is None else Decimal(low), None if high is None else Decimal(high), unit
    )
    return value("budget", need(budget=money, **changes), service_=service(price=price))


@pytest.mark.parametrize(
    ("amount", "low", "high", "expected"),
    [
        (100, 80, 120, 1.0),
        (80, 80, 120, 1.0),
        (60, 80, 120, 0.5),
        (40, 80, 120, 0.0),
        (10, 80, 120, 0.0),
        (150, 80, 120, 0.5),
        (180, 80, 120, 0.0),
        (100, 0, 0, 1.0),
        (None, 80, 120, 0.6),
        (100, None, None, 0.6),
    ],
)
def test_budget(amount, low, high, expected):
    assert budget(amount, low, high) == pytest.approx(expected, abs=1e-6)


def test_budget_counts_units_only_where_they_agree():
    quantity = Quantity(100, 100, "人次")
    assert budget(20000, 200, 200, "人次", beneficiary_count=quantity) == 1.0
    assert budget(20000, 200, 200, "小时", beneficiary_count=quantity) == 0.6


def test_T54b_budget_uses_the_public_share():
    assert budget(200, 90, 110, self_raised_ratio=Decimal("0.5")) == 1.0
    assert budget(200, 90, 110, budget_public=Decimal(100)) == 1.0


@pytest.mark.parametrize(
    ("street", "area", "expected"),
    [
        ("海淀区花园路街道", ServiceArea("区", ("海淀区", "朝阳")), 1.0),
        ("海淀区花园路街道", ServiceArea("全市"), 1.0),
        ("海淀区花园路街道", ServiceArea("全国"), 1.0),
        ("海淀区花园路街道", ServiceArea("区", ("朝阳",), "可服务周边区"), 0.7),
        ("海淀区花园路街道", ServiceArea("区", ("平谷",), "可服务周边区"), 0.0),
        ("某某街道", ServiceArea("区", ("朝阳",)), 0.8),
        ("", ServiceArea("全市"), 1.0),
    ],
)
def test_coverage(street, area, expected):
    assert value("coverage", need(street=street), service_=service(area=area)) == expected


def dated(grade, start="2023", end="2028"):
    return Rating(grade, start and PartialDate(start), end and PartialDate(end))


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        (dated("5A"), 1.0),
        (dated("4A"), 0.85),
        (dated("3A"), 0.7),
        (dated("2A"), 0.6),
        (dated("1A"), 0.5),
        (dated("5A", "2018", "2023"), 0.7),
        (dated("5A", "2027", "2032"), 0.7),
        (dated("5A", "2024", None), 1.0),
        (dated("5A", "2020", None), 0.7),
        (dated("5A", None, None), 0.7),
        (Rating(), 0.7),
    ],
)
def test_rating(rating, expected):
    assert value("rating", need(), organization_=organization(rating=rating)) == expected


CONTINUING = {"continuous": True, "continuity_conditions": (True,) * 4}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"continuous": True},
        {**CONTINUING, "continuity_conditions": (True, True, True, False)},
        {**CONTINUING, "period": Period(months=37)},
        {**CONTINUING, "period": Period(open_ended=True)},
    ],
)
def test_continuity_is_left_out_for_all(changes):
    assert part("continuity", need(**changes), evaluations=[evaluation()]).values is None


def test_continuity_by_the_last_evaluation_of_the_type():
    wanted = need(**CONTINUING, period=Period(months=36))
    assert value("continuity", wanted, evaluations=[evaluation(score=80)]) == 1
    later = [evaluation(score=95, months=20), evaluation(score=70, months=1)]
    assert part("continuity", wanted, evaluations=later).values is None
    self_given = [evaluation(score=99, evaluator_type=EvaluatorType.SELF)]
    assert part("continuity", wanted, evaluations=self_given).values is None


@pytest.mark.parametrize("name", SCORERS)
def test_every_part_says_a_sentence(name):
    wanted = need(**CONTINUING, budget=Money(Decimal(100), Decimal(100)))
    said = part(name, wanted, evaluations=[evaluation()]).detail(0)
    assert said.endswith("。")
