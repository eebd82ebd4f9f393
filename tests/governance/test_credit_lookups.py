"""Look-ups of the registers: who looked, when, what stood there, and what follows (三(一), F22)."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from support.records import listed

from matcher.errors import InvalidInput
from matcher.identity import natural_id
from matcher.model import CreditCheck, CreditList, CreditState, PartialDate


def codes(acts):
    return {e.organization_id: e.code for e in acts.run().excluded}


def held(acts, register=CreditList.SERIOUS, key="o1"):
    with acts.store.read() as repo:
        checks = [c for c in repo.all(CreditCheck) if c.organization_id == key]
    return next(c for c in checks if c.list is register)


def test_F22_one_look_up_covers_every_register(acts):
    made = acts.credit.record("o1", "赵六", {CreditList.ABNORMAL: "未年报"})
    assert [c.list for c in made] == list(CreditList)
    assert {c.list for c in made if c.state is CreditState.IN} == {CreditList.ABNORMAL}
    assert {c.checked_on for c in made} == {date(2026, 3, 2)}
    (entry,) = acts.log("登记信用核验")
    assert (entry.actor, entry.subject) == ("赵六", "o1")
    assert json.loads(entry.detail)[3] == [["活动异常名录", "未年报"]]


def test_T31a_a_listing_bars_and_its_removal_restores(acts):
    listing = {CreditList.SERIOUS: "提供虚假材料"}
    acts.credit.record("o1", "赵六", listing, date(2026, 2, 20))
    out = acts.run().excluded[0]
    assert (out.organization_id, out.code, out.checked_on) == ("o1", "E03", date(2026, 2, 20))
    assert "提供虚假材料" in out.ground_zh
    assert "信用中国" in out.source
    acts.credit.record("o1", "赵六", {})
    assert codes(acts) == {}
    assert held(acts).meta.version == 2
    assert codes_of_day(acts, date(2026, 2, 20)) == {}


def codes_of_day(acts, day):
    return {e.organization_id: e.code for e in acts.run(as_of=day).excluded}


def test_F22_the_warning_goes_with_the_look_up(acts):
    def warned():
        found = next(c for c in acts.run().candidates if c.organization_id == "o1")
        return {w.code for w in found.warnings} & {"W01", "W02"}

    assert warned() == {"W01"}
    acts.checked("o1")
    assert warned() == set()
    acts.clock.days_later(31)
    assert warned() == {"W02"}
    acts.checked("o1")
    assert warned() == set()


def test_days_to_come_and_days_before_the_last_look_up_are_refused(acts):
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        acts.credit.record("o1", "赵六", {}, date(2026, 3, 3))
    acts.credit.record("o1", "赵六", {CreditList.SERIOUS: "虚假材料"})
    # An older clean page must not wipe out what was found since.
    with pytest.raises(InvalidInput, match="已有 2026-03-02 的核验"):
        acts.credit.record("o1", "赵六", {}, date(2026, 3, 1))
    assert codes(acts) == {"o1": "E03"}
    assert len(acts.log()) == 1


@pytest.mark.parametrize(("person", "key"), [(" ", "o1"), ("赵六", "没有这一家")])
def test_nobody_looks_up_nobody(acts, person, key):
    with pytest.raises(InvalidInput):
        acts.credit.record(key, person, {})
    assert acts.log() == []


def test_what_is_known_of_a_listing_outlives_the_next_look_up(acts):
    """A small fine is no major violation, and does not become one by being looked up again."""
    fine = {"fine_amount": Decimal(5000), "listed_from": PartialDate("2025-06-01")}
    check = listed(register=CreditList.PENALTY, **fine)
    acts.write(replace(check, id=natural_id(check)))
    assert codes(acts) == {}
    acts.credit.record("o1", "赵六", {CreditList.PENALTY: ""})
    again = held(acts, CreditList.PENALTY)
    assert (again.fine_amount, again.ground) == (Decimal(5000), "列入名录")
    assert again.checked_on == date(2026, 3, 2)
    assert codes(acts) == {}
    acts.credit.record("o1", "赵六", {})
    acts.clock.days_later(1)
    acts.credit.record("o1", "赵六", {CreditList.PENALTY: "新的处罚"})
    assert held(acts, CreditList.PENALTY).fine_amount is None
    assert codes(acts) == {"o1": "E06"}


def test_F16_grounds_are_kept_without_personal_data(acts):
    ground = "法定代表人电话13912345678，身份证110101199003077774"
    acts.credit.record("o1", "赵六", {CreditList.DEFAULTER: ground}, where="经办13912345678查询")
    said = repr(held(acts, CreditList.DEFAULTER)) + acts.log()[0].detail
    said += acts.run().excluded[0].ground_zh
    assert "13912345678" not in said
    assert "110101199003077774" not in said


def test_two_who_look_at_once_are_both_kept(acts):
    people = [f"经办{n}" for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda who: acts.credit.record("o1", who, {}), people))
    assert sorted(e.actor for e in acts.log("登记信用核验")) == people
    assert held(acts).meta.version == 4
    assert acts.services.governance.verify_audit().findings_zh == ()
