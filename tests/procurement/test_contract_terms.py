"""T55: 36 months and no more, conditions above a year, chains of renewals, ends in sight (W16)."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.model import Contract, ContractStatus
from matcher.procurement import chain_of, expiring, months_of_contract, over_term

ALL = (True, True, True, True)


def contract(id="c1", start="2026-01-01", end="2026-12-31", **changes):
    values = {
        "id": id,
        "organization_id": "o1",
        "code": f"HT-{id}",
        "title": "独居老人探访",
        "amount": Decimal(100000),
        "signed_on": date.fromisoformat(start),
        "start": date.fromisoformat(start),
        "end": date.fromisoformat(end),
    }
    return Contract(**(values | changes))


FIRST = contract("c1", "2024-01-01", "2024-12-31")
SECOND = contract("c2", "2025-01-01", "2025-12-31", renewal_of="c1")
THIRD = contract("c3", "2026-01-01", "2026-12-31", renewal_of="c2")


def test_T55_36_months_are_allowed_and_37_are_not():
    assert over_term((), 36, ALL).allowed
    refused = over_term((), 37, ALL)
    assert not refused.allowed
    assert not refused.recompete  # nobody to compete with yet: the contract itself is too long
    assert "超过 36 个月" in refused.problems_zh[0]


def test_T55_renewals_of_one_provider_above_36_months_compete_again():
    chain = chain_of(THIRD, [FIRST, SECOND, THIRD])
    check = over_term(chain, 1, ALL)
    assert (check.months_before, check.total, check.recompete) == (36, 37, True)
    assert not check.allowed
    assert "至少比较 3 家" in check.problems_zh[0]
    assert over_term(chain_of(SECOND, [FIRST, SECOND]), 12, ALL).allowed


@pytest.mark.parametrize("missing", range(4))
def test_T55_above_12_months_all_four_conditions_are_needed(missing):
    conditions = tuple(index != missing for index in range(4))
    assert over_term((), 12, conditions).allowed
    assert over_term((), 12).allowed
    check = over_term((), 13, conditions)
    assert not check.allowed
    assert "还没有确认" in check.problems_zh[0]
    assert not over_term((FIRST,), 1, conditions).allowed


@pytest.mark.parametrize("months", [0, -1])
def test_T55_a_term_of_no_month_is_no_term(months):
    with pytest.raises(InvalidInput):
        over_term((), months)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-01-01", "2026-12-31", 12),
        ("2026-03-05", "2027-03-04", 12),
        ("2026-03-05", "2027-03-05", 13),
        ("2026-01-01", "2028-12-31", 36),
        ("2026-03-01", "2026-03-31", 1),
    ],
)
def test_months_of_a_contract(start, end, months):
    assert months_of_contract(contract(start=start, end=end)) == months


def test_one_that_was_ended_early_counts_to_its_real_end():
    ended = {"status": ContractStatus.TERMINATED, "ended_on": date(2026, 3, 31)}
    assert months_of_contract(contract(**ended)) == 3
    late = {"status": ContractStatus.COMPLETED, "ended_on": date(2027, 2, 1)}
    assert months_of_contract(contract(**late)) == 12
    never = {"status": ContractStatus.TERMINATED, "ended_on": date(2025, 12, 1)}
    assert months_of_contract(contract(**never)) == 0
    with pytest.raises(InvalidInput, match="早于开始日期"):
        months_of_contract(contract(start="2026-05-01", end="2026-04-30"))


def test_a_chain_is_oldest_first_whatever_the_order():
    for known in ([FIRST, SECOND, THIRD], [THIRD, FIRST, SECOND]):
        assert chain_of(THIRD, known) == (FIRST, SECOND, THIRD)
    assert chain_of(FIRST, []) == (FIRST,)
    # A contract that is not stored yet is its own newest link.
    assert chain_of(THIRD, [FIRST, SECOND]) == (FIRST, SECOND, THIRD)


def test_another_provider_before_does_not_count():
    other = contract("c1", "2024-01-01", "2024-12-31", organization_id="o2")
    assert chain_of(THIRD, [other, SECOND, THIRD]) == (SECOND, THIRD)


def test_circles_and_loose_ends_are_told():
    one = contract("c1", renewal_of="c2")
    with pytest.raises(Conflict, match="循环"):
        chain_of(SECOND, [one, SECOND])
    with pytest.raises(Conflict, match="HT-c9"):
        chain_of(contract("c9", renewal_of="c9"), [])
    with pytest.raises(NotFound, match="没有这份合同"):
        chain_of(SECOND, [SECOND, THIRD])


@given(links=st.lists(st.integers(-1, 7), min_size=8, max_size=8), at=st.integers(0, 7))
def test_T55_no_chain_is_endless(links, at):
    known = [
        contract(f"c{n}", renewal_of="" if link < 0 else f"c{link}") for n, link in enumerate(links)
    ]
    try:
        chain = chain_of(known[at], known)
    except Conflict:
        return
    assert len({c.id for c in chain}) == len(chain) <= 8
    assert chain[0].renewal_of == ""
    assert all(b.renewal_of == a.id for a, b in pairwise(chain))


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True), (90, True), (91, False)])
def test_T55_contracts_within_90_days_of_their_end(days, shown):
    as_of = date(2026, 12, 31) - timedelta(days=days)
    found = expiring([contract()], as_of)
    assert bool(found) is shown
    if shown:
        assert found[0].days_left == days
        assert "2026-12-31" in found[0].sentence_zh


def test_T55_only_running_contracts_expire_soonest_first():
    as_of = date(2026, 12, 1)
    held = [
        contract("late", end="2027-01-31"),
        contract("soon", end="2026-12-10"),
        contract("done", end="2026-12-10", status=ContractStatus.COMPLETED),
        contract("ended", end="2026-12-10", status=ContractStatus.TERMINATED),
        contract("future", start="2026-12-20", end="2027-01-10"),
    ]
    assert [e.contract.id for e in expiring(held, as_of)] == ["soon", "late"]
    assert [e.contract.id for e in expiring(held, as_of, days=10)] == ["soon"]
    assert expiring(held[::-1], as_of) == expiring(held, as_of)
    with pytest.raises(InvalidInput):
        expiring(held, as_of, days=-1)
