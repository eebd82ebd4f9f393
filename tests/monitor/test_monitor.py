"""F18, F19, F24: figures by hand, and what they must not depend on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.model import Organization, OrganizationType
from matcher.monitor import Shown, concentration, disparities, newcomer_exposure
from matcher.monitor.attributes import hidden_attributes


def shown(run, top, eligible="abcdefgh", street="甲街道", types=("助老",)):
    return Shown(run, street, types, frozenset(eligible), tuple(top))


def test_F18_newcomers_have_half_the_exposure_of_their_number():
    runs = [shown("1", "abcde"), shown("2", "bcdea")]
    seen = newcomer_exposure(runs, {"a", "g"})
    assert (seen.shown_share, seen.eligible_share) == (0.2, 0.25)
    assert seen.ratio == pytest.approx(0.8)
    assert seen.enough


def test_F18_newcomers_who_are_never_seen_are_too_few():
    assert not newcomer_exposure([shown("1", "abcde")], {"g", "h"}).enough


@pytest.mark.parametrize("newcomers", [set(), {"z"}])
def test_F18_without_newcomers_there_is_no_question(newcomers):
    seen = newcomer_exposure([shown("1", "abc")], newcomers)
    assert seen.ratio is None
    assert seen.enough


def test_F18_nobody_shown_is_no_reproach():
    assert newcomer_exposure([shown("1", "")], {"a"}).enough
    assert newcomer_exposure([], {"a"}).runs == 0


def test_F19_one_organization_first_too_often_raises_an_alert():
    runs = [shown(str(n), "ab") for n in range(3)] + [shown("4", "ba"), shown("5", "cb")]
    by_name = {(e.kind, e.name): e for e in concentration(runs)}
    entry = by_name["街道", "甲街道"]
    assert (entry.organization_id, entry.runs) == ("a", 5)
    assert entry.top_share == pytest.approx(0.6)
    assert entry.hhi == pytest.approx(0.36 + 0.04 + 0.04)
    assert entry.alert
    assert by_name["服务类型", "助老"].alert


def test_F19_few_runs_say_nothing():
    assert not any(e.alert for e in concentration([shown(str(n), "a") for n in range(4)]))


def test_F19_runs_that_suggested_nobody_have_no_first_place():
    assert concentration([shown("1", "")]) == ()


def test_F24_a_group_shown_less_than_four_fifths_is_to_be_reviewed():
    groups = {"注册地": dict.fromkeys("abcd", "东") | dict.fromkeys("efgh", "西")}
    runs = [shown(str(n), "abce") for n in range(10)]
    by_group = {d.group: d for d in disparities(runs, groups)}
    assert by_group["东"].rate == pytest.approx(30 / 40)
    assert by_group["西"].ratio == pytest.approx((10 / 40) / (30 / 40))
    assert by_group["西"].review
    assert not by_group["东"].review


def test_F24_small_groups_are_listed_and_not_judged():
    groups = {"类型": {"a": "多", "b": "多", "h": "少"}}
    found = disparities([shown(str(n), "a") for n in range(20)], groups)
    assert [d.group for d in found] == ["多", "少"] or [d.group for d in found] == ["少", "多"]
    assert not next(d for d in found if d.group == "少").review


@given(st.permutations(range(6)))
def test_F24_the_order_of_runs_changes_nothing(order):
    runs = [shown(str(n), "abcdefgh"[n : n + 3]) for n in range(6)]
    groups = {"注册地": dict.fromkeys("abcd", "东") | dict.fromkeys("efgh", "西")}
    mixed = [runs[n] for n in order]
    assert disparities(mixed, groups) == disparities(runs, groups)
    assert concentration(mixed) == concentration(runs)
    assert newcomer_exposure(mixed, {"a"}) == newcomer_exposure(runs, {"a"})


@pytest.mark.parametrize(
    ("changes", "attribute", "group"),
    [
        ({"address": "北京市海淀区某路"}, "注册地", "海淀"),
        ({"address": "福州市鼓楼某路"}, "注册地", "其他地区或不明"),
        ({}, "注册地", "未填"),
        ({"registered_on": "2025-06"}, "成立年限", "不满 2 年"),
        ({"registered_on": "2010"}, "成立年限", "10 年以上"),
        ({}, "成立年限", "未填"),
        ({"staff_full": 4}, "专职人数", "不满 5 人"),
        ({"staff_full": 20}, "专职人数", "20 人以上"),
        ({"type": OrganizationType.FOUNDATION}, "组织类型", "基金会"),
    ],
)
def test_F24_groups_of_the_hidden_attributes(changes, attribute, group):
    one = Organization(id="o", name="某中心", **changes)
    assert hidden_attributes([one], date(2026, 3, 1))[attribute]["o"] == group
