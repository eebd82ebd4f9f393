"""T53b and W08: what speaks against a choice has to be answered in writing, and is never a bar."""

import json
from datetime import date

import pytest
from support.records import evaluation, organization, service
from support.stored import contract

from matcher.errors import InvalidInput, NotAllowed
from matcher.model import ContractStatus, CreditList, OrganizationType

WHY, DESPITE = "评审一致意见", "本地没有社会组织报名"


def terminated(key="o1", on=date(2026, 1, 20), **facts):
    base = {"status": ContractStatus.TERMINATED, "ended_on": on, "for_cause": True}
    return contract("k1", key, **(base | facts))


def test_T53b_an_enterprise_stands_only_among_the_other_suppliers(acts):
    run = acts.run("n2")
    assert run.in_principle
    assert [c.organization_id for c in run.other_suppliers] == ["e1"]
    shown = (*run.candidates, *run.newcomers, *run.nearest)
    assert shown
    assert all(c.organization_id != "e1" for c in shown)
    beside = acts.run("n1")
    assert not beside.in_principle
    assert beside.other_suppliers == ()
    assert "e1" in {c.organization_id for c in beside.candidates}


@pytest.mark.parametrize("despite", ["", "  \n"])
def test_T53b_an_enterprise_needs_a_second_reason(acts, despite):
    run = acts.run("n2")
    with pytest.raises(NotAllowed, match=r"原则上应向社会组织购买.*--despite"):
        acts.decisions.decide(run.id, "e1", "王五", WHY, despite)
    assert acts.decisions.decisions(run.id) == ()


def test_T53b_with_the_second_reason_both_are_recorded(acts):
    run = acts.run("n2")
    entry = acts.decisions.decide(run.id, "万家服务有限公司", "王五", WHY, DESPITE)
    key, name, place, why, against, despite = json.loads(entry.detail)
    assert (key, name, place) == ("e1", "万家服务有限公司", 1)
    assert (why, despite) == (WHY, DESPITE)
    assert "原则上" in against[0]
    assert acts.services.governance.verify_audit().findings_zh == ()


def test_T53b_a_social_organization_needs_none_nor_does_a_need_outside_of_it(acts):
    for need, key in (("n2", "o1"), ("n1", "e1")):
        entry = acts.decisions.decide(acts.run(need).id, key, "王五", WHY)
        assert len(json.loads(entry.detail)) == 4


def test_T53b_a_second_reason_that_is_not_needed_is_not_kept(acts):
    entry = acts.decisions.decide(acts.run().id, "o1", "王五", WHY, DESPITE)
    assert DESPITE not in entry.detail


def test_T53b_the_other_supplier_hears_that_its_place_is_one_apart(acts):
    answer = acts.decisions.why(acts.run("n2").id, "e1")
    assert (answer.rank, answer.apart) == (1, True)
    assert acts.decisions.why(acts.run("n2").id, "o1").apart is False


def test_W08_a_contract_ended_for_cause_is_a_red_flag_of_the_run(acts):
    acts.write(terminated())
    run = acts.run()
    flags = {c.organization_id: [w for w in c.warnings if w.code == "W08"] for c in run.candidates}
    assert [key for key, found in flags.items() if found] == ["o1"]
    assert "2026-01-20" in flags["o1"][0].message_zh
    with pytest.raises(NotAllowed, match="2026-01-20"):
        acts.decisions.decide(run.id, "o1", "王五", WHY)
    made = json.loads(acts.decisions.decide(run.id, "o1", "王五", WHY, DESPITE).detail)
    assert made[4] == [flags["o1"][0].message_zh]


def test_W08_changes_no_score(acts):
    before = {c.organization_id: (c.rank, c.total) for c in acts.run().candidates}
    acts.write(terminated())
    assert {c.organization_id: (c.rank, c.total) for c in acts.run().candidates} == before


@pytest.mark.parametrize(
    ("facts", "flagged"),
    [
        ({}, True),
        ({"on": date(2026, 3, 2)}, True),
        ({"on": date(2024, 3, 3), "start": date(2023, 1, 1)}, True),
        ({"on": date(2024, 3, 2), "start": date(2023, 1, 1)}, False),
        ({"on": date(2026, 3, 3)}, False),
        ({"for_cause": False}, False),
        ({"status": ContractStatus.COMPLETED}, False),
        ({"key": "o2"}, False),
    ],
)
def test_W08_counts_for_24_months_and_only_for_cause(acts, facts, flagged):
    acts.write(terminated(**facts))
    found = next(c for c in acts.run().candidates if c.organization_id == "o1")
    assert ("W08" in {w.code for w in found.warnings}) is flagged


def test_W08_what_happened_after_the_run_has_to_be_answered_too(acts):
    run = acts.run()
    acts.write(terminated(), evaluation("o2", 41.0))
    for key, said in (("o1", "因承接方原因解除"), ("o2", "41 分")):
        with pytest.raises(NotAllowed, match=said):
            acts.decisions.decide(run.id, key, "王五", WHY)
    acts.decisions.decide(run.id, "o3", "王五", WHY)


def test_F10_who_is_kept_out_since_the_run_cannot_be_chosen(acts):
    run = acts.run()
    acts.credit.record("o1", "赵六", {CreditList.SERIOUS: "提供虚假材料"})
    acts.changed("o2", paused=True)
    for key, said in (("o1", "提供虚假材料"), ("o2", "暂停")):
        with pytest.raises(NotAllowed, match=said):
            acts.decisions.decide(run.id, key, "王五", WHY, DESPITE)
    assert acts.decisions.decisions(run.id) == ()


def test_F10_who_came_after_the_run_was_never_examined(acts):
    run = acts.run()
    acts.write(organization("o9", type=OrganizationType.ASSOCIATION), service("o9"))
    for act in (
        lambda: acts.decisions.decide(run.id, "o9", "王五", WHY),
        lambda: acts.decisions.why(run.id, "o9"),
        lambda: acts.shortlists.make(run.id, ["o9"], "王五", WHY),
    ):
        with pytest.raises(InvalidInput, match="重新推荐"):
            act()
    assert acts.decisions.decide(acts.run().id, "o9", "王五", WHY).subject != run.id


def test_F16_reasons_are_kept_without_personal_data(acts):
    acts.write(terminated())
    said = "联系人张建国13912345678，身份证110101199003077774"
    made = acts.decisions.decide(acts.run().id, "o1", "王五", said, said)
    assert "13912345678" not in made.detail
    assert "110101199003077774" not in made.detail
