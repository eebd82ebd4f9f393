"""T54a: purchases of one street, item and year that together reach a threshold (W10)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.records import need

from matcher.model import Money, NeedStatus, Period
from matcher.procurement import load_rules, purchase_year, split_groups

RULES = load_rules()
DAY = date(2026, 3, 1)
LIMIT, OPEN_TENDER = Decimal(1000000), Decimal(4000000)


def part(number, wan=40, **changes):
    amount = Decimal(wan) * 10000
    values = {
        "code": f"XQ-2026-{number:03d}",
        "title": f"助老服务之{number}",
        "street": "青槐街道",
        "service_types": ("养老服务",),
        "budget": Money(amount, amount),
    }
    return need(f"n{number}", **(values | changes))


def split(*needs, rules=RULES):
    return split_groups(needs, DAY, rules, purchase_year)


def codes(group):
    return [member.code for member in group.members]


def test_T54a_three_of_400000_against_one_million():
    (group,) = split(part(1), part(2), part(3))
    assert codes(group) == ["XQ-2026-001", "XQ-2026-002", "XQ-2026-003"]
    assert (group.total, group.limit, group.year) == (Decimal(1200000), LIMIT, 2026)
    assert "1,200,000 元" in group.sentence_zh
    assert "第28条" in group.sentence_zh
    assert "青槐街道" in group.sentence_zh


def test_T54a_below_the_limit_together_is_nothing():
    assert split(part(1, 49), part(2, 49)) == ()
    assert len(split(part(1, 50), part(2, 50))) == 1  # the limit itself is reached


@pytest.mark.parametrize(
    "other",
    [
        {"street": "柳湾街道"},
        {"street": ""},
        {"service_types": ("助残服务",)},
        {"service_types": ()},
        {"period": Period(start="2027-01")},
        {"code": "无年份", "collection_round": ""},
        {"status": NeedStatus.WITHDRAWN},
        {"budget": Money()},
        {"purchase_mode": "公开招标"},
    ],
)
def test_T54a_another_street_type_year_or_a_withdrawn_one_is_not_counted(other):
    assert split(part(1), part(2), part(3, **other)) == ()


def test_T54a_one_need_above_the_limit_is_no_split():
    assert split(part(1, 150)) == ()
    assert split(part(1, 150), part(2, 40)) == ()
    assert split(part(1, 450), part(2, 40), part(3, 40)) == ()


def test_T54a_a_need_is_not_counted_twice_because_of_itself():
    one = part(1, 60)
    assert split(one, one) == ()
    again = replace(one, id="n1-again")  # the same code and title, kept as a conflict
    assert split(one, again) == ()
    assert split(one, replace(one, service_types=("养老服务", "为老服务"))) == ()


def test_T54a_labels_of_one_type_are_one_type():
    assert len(split(part(1, 60), part(2, 60, service_types=("居家养老",)))) == 1


def test_T54a_unlisted_labels_are_compared_as_written():
    assert len(split(*(part(n, 60, service_types=("宠物服务",)) for n in (1, 2)))) == 1
    assert (
        split(part(1, 60, service_types=("宠物服务",)), part(2, 60, service_types=("园艺",))) == ()
    )


def test_T54a_a_shared_type_is_enough_and_said_once():
    (group,) = split(
        part(1, 60, service_types=("养老服务", "助残服务")),
        part(2, 60, service_types=("助残服务", "养老服务")),
    )
    assert len(group.members) == 2


@pytest.mark.parametrize(
    "street", ["青槐街道", " 青槐街道 ", "青槐街道办事处", "北京市青槐街道", "青槐街道办"]
)
def test_T54a_one_street_in_several_writings(street):
    assert len(split(part(1, 60), part(2, 60, street=street))) == 1


def test_T54a_streets_of_one_name_in_two_districts_are_two():
    assert split(part(1, 60, street="东城区和平街道"), part(2, 60, street="朝阳区和平街道")) == ()


def test_T54a_stated_directory_items_decide():
    pair = [part(n, 60, directory_items=("A04 基本养老",)) for n in (1, 2)]
    assert "目录项“A04基本养老”" in split(*pair)[0].sentence_zh
    other = part(3, 60, directory_items=("A05 健康",))
    assert split(pair[0], other) == ()
    # An item in common is the same item, whatever the types say.
    assert len(split(pair[0], replace(pair[1], service_types=("健康服务",)))) == 1


def test_T54a_leaving_the_directory_item_out_hides_nothing():
    with_item = part(1, 60, directory_items=("A04 基本养老",))
    (group,) = split(with_item, part(2, 60))
    assert codes(group) == ["XQ-2026-001", "XQ-2026-002"]


def test_T54a_only_the_public_share_counts():
    shared = {"self_raised_ratio": Decimal("0.5")}
    assert split(part(1, 60, **shared), part(2, 60, **shared)) == ()


def test_T54a_the_open_tender_amount_is_a_limit_too():
    (group,) = split(part(1, 150), part(2, 150), part(3, 150))
    assert (group.limit, group.limit_zh) == (OPEN_TENDER, "公开招标数额")
    groups = split(part(1, 300), part(2, 60), part(3, 60))
    assert [(g.limit, len(g.members)) for g in groups] == [(LIMIT, 2), (OPEN_TENDER, 3)]
    many = split(*(part(n, 90) for n in range(1, 6)))
    assert [(g.limit, len(g.members)) for g in many] == [(OPEN_TENDER, 5)]


def test_T54a_the_year_is_that_of_the_period_then_the_code_then_the_round():
    assert purchase_year(part(1, period=Period(start="2027-03"))) == 2027
    assert purchase_year(part(1, collection_round="2025年第一季度")) == 2026
    assert purchase_year(part(1, code="甲", collection_round="2025年第一季度")) == 2025
    assert purchase_year(part(1, code="甲")) is None
    twelve = {"period": Period(start="2026-12")}
    assert len(split(part(1, 60, **twelve), part(2, 60, code="XQ-2026-9"))) == 1


STREETS = st.sampled_from(["青槐街道", "柳湾街道", "东城区青槐街道", ""])
TYPES = st.lists(st.sampled_from(["养老服务", "助残服务", "宠物服务"]), max_size=2).map(tuple)
ITEMS = st.lists(st.sampled_from(["A04", "A05"]), max_size=1).map(tuple)
NEEDS = st.lists(
    st.tuples(
        STREETS,
        TYPES,
        ITEMS,
        st.sampled_from([2025, 2026]),
        st.sampled_from([10, 40, 60, 99, 100, 150, 399, 400]),
        st.sampled_from(["", "比选", "公开招标"]),
        st.booleans(),
    ),
    max_size=9,
).map(
    lambda rows: [
        part(
            n,
            wan,
            street=street,
            service_types=types,
            directory_items=items,
            period=Period(start=str(year)),
            purchase_mode=mode,
            status=NeedStatus.WITHDRAWN if withdrawn else NeedStatus.ACTIVE,
        )
        for n, (street, types, items, year, wan, mode, withdrawn) in enumerate(rows)
    ]
)


@given(needs=NEEDS)
def test_T54a_what_is_grouped_belongs_together_and_reaches_the_limit(needs):
    by_id = {n.id: n for n in needs}
    for group in split(*needs):
        members = [by_id[m.need_id] for m in group.members]
        assert len({m.id for m in members}) == len(members) >= 2
        assert len({m.street for m in members}) == 1
        assert members[0].street
        assert {purchase_year(m) for m in members} == {group.year}
        assert all(m.status is NeedStatus.ACTIVE for m in members)
        assert all(m.budget.high < group.limit for m in members)
        assert group.total == sum(m.budget.high for m in members) >= group.limit
        stated = {m.directory_items for m in members if m.directory_items}
        assert len(stated) <= 1
        if not stated or len({bool(m.directory_items) for m in members}) > 1:
            assert set.intersection(*(set(m.service_types) for m in members))


@given(needs=NEEDS, data=st.data())
def test_T54a_the_order_and_repeats_of_needs_change_nothing(needs, data):
    shuffled = data.draw(st.permutations(needs))
    assert split(*shuffled) == split(*needs) == split(*needs, *shuffled)


@given(needs=NEEDS)
def test_T54a_every_pair_that_reaches_the_limit_alike_is_found(needs):
    groups = [{m.need_id for m in g.members} for g in split(*needs)]
    plain = [
        n
        for n in needs
        if n.status is NeedStatus.ACTIVE
        and n.street
        and not n.directory_items
        and n.purchase_mode != "公开招标"
        and n.budget.high < LIMIT
    ]
    for one in plain:
        for other in plain:
            alike = (
                one.id < other.id
                and one.street == other.street
                and purchase_year(one) == purchase_year(other)
                and set(one.service_types) & set(other.service_types)
                and one.budget.high + other.budget.high >= LIMIT
            )
            assert not alike or any({one.id, other.id} <= group for group in groups)
