"""Contracts: F10 (no contract without a human's choice), T55 (36 months), 解除 and W16."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from support.records import federation, organization, service
from support.service import duijie

from matcher.errors import Conflict, InvalidInput, MatchingError, NotAllowed, NotFound
from matcher.model import (
    ContractStatus,
    CreditList,
    LegalStatus,
    Money,
    Organization,
    OrganizationType,
)
from matcher.service.signing import Signing

WHY = "已完成采购程序"


def signing(**changes):
    values = {
        "need": "XQ-2026-901",
        "organization": "o1",
        "code": "HT-1",
        "signed_on": date(2026, 3, 2),
        "start": date(2026, 4, 1),
        "end": date(2027, 3, 31),
        "amount": Decimal("98000.50"),
    }
    return Signing(**(values | changes))


def years(first, count=1, code=None, **changes):
    """A contract of whole years from January of ``first``, registered on the clock's day."""
    days = {"start": date(first, 1, 1), "end": date(first + count - 1, 12, 31)}
    return signing(code=code or f"HT-{first}", **days, **changes)


def decided(acts, key="o1", need="n1"):
    run = acts.run(need)
    acts.decisions.decide(run.id, key, "王五", "评审一致意见", "没有其他报名")
    return run


def sign(acts, what):
    return acts.contracts.sign(what, "赵六", WHY)


def end(acts, code="HT-1", on=date(2026, 3, 2), **how):
    how = {"completed": False, "for_cause": True} | how
    return acts.contracts.end(code, on, "赵六", WHY, **how)


def test_F10_no_contract_without_a_decision_of_a_named_human(acts):
    acts.run()
    with pytest.raises(NotAllowed, match="duijie decide"):
        sign(acts, signing())
    decided(acts, "o2")
    with pytest.raises(NotAllowed, match="乐邻o1"):
        sign(acts, signing())
    decided(acts, need="n2")  # another need's choice is no choice for this one
    with pytest.raises(NotAllowed, match="duijie decide"):
        sign(acts, signing())
    decided(acts)
    for person, reason in (("", WHY), ("赵六", "")):
        with pytest.raises(InvalidInput):
            acts.contracts.sign(signing(), person, reason)
    assert acts.contracts.all() == ()
    made = sign(acts, signing())
    assert acts.contracts.all() == (made,)
    assert (made.need_id, made.organization_id, made.renewal_of) == ("n1", "o1", "")
    (entry,) = acts.log("登记合同")
    assert (entry.actor, entry.subject) == ("赵六", made.id)
    assert json.loads(entry.detail) == ["HT-1", "o1", "n1", WHY]
    assert acts.services.governance.verify_audit().findings_zh == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"end": date(2026, 3, 31)}, "早于开始"),
        ({"code": "  "}, "合同编号"),
        ({"amount": Decimal(0)}, "金额"),
        ({"amount": Decimal("NaN")}, "金额"),
        ({"amount": Decimal("1.005")}, "到分"),
        ({"signed_on": date(2026, 3, 3)}, "签订日期"),
    ],
)
def test_dates_and_amounts_that_cannot_be(acts, changes, said):
    decided(acts)
    with pytest.raises(InvalidInput, match=said):
        sign(acts, signing(**changes))


def test_T52_without_a_budget_nothing_is_signed(acts):
    decided(acts)
    held = acts.services.records.find_need("XQ-2026-901")
    acts.services.records.update(replace(held, budget=Money()), held.meta.version)
    with pytest.raises(NotAllowed, match="先有预算后购买"):
        sign(acts, signing())
    assert acts.contracts.all() == ()


def test_T55_36_months_are_signed_and_37_are_not(acts):
    decided(acts)
    with pytest.raises(NotAllowed, match="37 个月，超过 36"):
        sign(acts, signing(end=date(2029, 4, 30)))
    assert sign(acts, signing(end=date(2029, 3, 31))).end == date(2029, 3, 31)


def test_T55_above_12_months_the_need_must_meet_the_four_conditions(acts):
    decided(acts, need="n2")
    with pytest.raises(NotAllowed, match="四项条件"):
        sign(acts, signing(need="XQ-2026-902", end=date(2027, 4, 30)))
    assert sign(acts, signing(need="XQ-2026-902"))


def test_T55_renewals_count_together_and_then_a_new_choice_is_compared(acts):
    decided(acts)
    first = sign(acts, years(2026))
    second = sign(acts, years(2027))  # not said to be a renewal, and one all the same
    third = sign(acts, years(2028, renewal_of="HT-2027"))
    assert (second.renewal_of, third.renewal_of) == (first.id, second.id)
    acts.clock.days_later(181)
    fourth = years(2029, signed_on=acts.clock.today())
    with pytest.raises(NotAllowed, match="至少 3 家合适的组织；现在有 0 家"):
        sign(acts, fourth)
    decided(acts)
    assert sign(acts, fourth).renewal_of == ""
    # Chosen anew, it begins again.
    assert sign(acts, years(2030, 2)).renewal_of != ""


def test_T55_too_few_to_compare_with_is_no_new_choice(acts):
    for key in ("o3", "o4", "o5", "e1"):
        acts.changed(key, paused=True)
    decided(acts)
    sign(acts, years(2026, 3))
    with pytest.raises(NotAllowed, match="现在有 1 家"):
        sign(acts, years(2029))


def test_T55_an_older_link_cannot_be_prolonged_past_the_later_ones(acts):
    decided(acts)
    for year in (2026, 2027, 2028):
        sign(acts, years(year))
    with pytest.raises(InvalidInput, match="已由 HT-2027 续签"):
        sign(acts, years(2029, renewal_of="HT-2026"))


def test_F10_a_renewal_rests_on_a_choice_for_the_same_need(acts):
    half = {"end": date(2026, 9, 30)}
    decided(acts)
    first = sign(acts, signing(**half))
    second = half | {"code": "HT-2", "renewal_of": "HT-1"}
    with pytest.raises(NotAllowed, match="duijie decide"):
        sign(acts, signing(need="XQ-2026-902", **second))
    with pytest.raises(InvalidInput, match="另一家组织"):
        sign(acts, signing(organization="o2", **second))
    with pytest.raises(NotFound, match="没有编号为 HT-9"):
        sign(acts, signing(**(second | {"renewal_of": "HT-9"})))
    assert sign(acts, signing(**(second | {"renewal_of": " ht-1"}))).renewal_of == first.id


def test_W08_after_a_failure_the_choice_is_made_again_and_answered_for(acts):
    decided(acts)
    sign(acts, signing(start=date(2026, 3, 1), end=date(2026, 12, 31)))
    end(acts)
    again = signing(code="HT-2", end=date(2027, 3, 31))
    # The choice that failed is no choice any more.
    with pytest.raises(NotAllowed, match=r"重新选定.*duijie decide"):
        sign(acts, again)
    with pytest.raises(NotAllowed, match="因承接方原因解除"):
        acts.decisions.decide(acts.run().id, "o1", "王五", "评审一致意见")
    decided(acts)
    assert sign(acts, again).renewal_of


def test_who_the_gate_keeps_out_by_now_does_not_sign(acts):
    decided(acts)
    acts.credit.record("o1", "赵六", {CreditList.SERIOUS: "提供虚假材料"})
    with pytest.raises(NotAllowed, match="提供虚假材料"):
        sign(acts, signing())
    acts.credit.record("o1", "赵六", {})
    assert sign(acts, signing())


def test_T32e_a_filed_group_is_chosen_and_its_federation_signs(acts):
    group = {"type": OrganizationType.FILED_GROUP, "legal_status": LegalStatus.FILED}
    acts.write(
        organization("filed", name="邻里互助队", **group),
        organization("fed", name="街道社会组织联合会", type=OrganizationType.FEDERATION),
        federation("fed", ("filed",)),
        service("filed"),
    )
    decided(acts, "filed")
    with pytest.raises(NotAllowed, match="由“街道社会组织联合会”签约"):
        sign(acts, signing(organization="filed"))
    assert sign(acts, signing(organization="fed")).organization_id == "fed"


def test_a_number_is_used_once(acts):
    decided(acts)
    decided(acts, "o2")
    sign(acts, signing())
    for code in ("HT-1", " ht-1 ", "ＨＴ-1"):
        with pytest.raises(Conflict, match="已经登记过"):
            sign(acts, signing(organization="o2", code=code))


def test_T55_two_who_sign_at_once_do_not_both_get_the_free_months(acts):
    decided(acts)
    sign(acts, years(2026, 2))

    def one(code):
        try:
            return sign(acts, years(2028, code=code))
        except MatchingError as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(one, ("HT-A", "HT-B")))
    made = [c for c in acts.contracts.all() if c.start.year == 2028]
    assert len(made) == len([r for r in results if not isinstance(r, MatchingError)])
    chained = [c for c in made if c.renewal_of]
    assert len(chained) == len({c.renewal_of for c in chained})


def test_ended_for_cause_or_completed_once(acts):
    decided(acts)
    sign(acts, signing(start=date(2026, 3, 1), end=date(2027, 2, 28)))
    for how, said in (
        ({"completed": True}, "--terminated"),
        ({"on": date(2026, 3, 3)}, "不能晚于今天"),
        ({"on": date(2026, 2, 28)}, "2026-03-01"),
    ):
        with pytest.raises(InvalidInput, match=said):
            end(acts, **how)
    with pytest.raises(NotFound):
        end(acts, "HT-404")
    closed = end(acts)
    assert (closed.status, closed.for_cause) == (ContractStatus.TERMINATED, True)
    assert (closed.ended_on, closed.meta.version) == (date(2026, 3, 2), 2)
    with pytest.raises(NotAllowed, match="已经解除"):
        end(acts)
    entry = acts.log("合同结束")[-1]
    assert json.loads(entry.detail) == ["HT-1", "解除", "2026-03-02", WHY, True]
    found = next(c for c in acts.run().candidates if c.organization_id == "o1")
    assert "W08" in {w.code for w in found.warnings}


def test_one_that_never_began_can_be_given_up(acts):
    decided(acts)
    sign(acts, signing())
    with pytest.raises(InvalidInput, match="开始日期"):
        end(acts, completed=True, for_cause=False)
    assert end(acts, for_cause=False).status is ContractStatus.TERMINATED


def test_W16_the_end_in_sight_is_told_on_a_day(acts):
    decided(acts)
    made = sign(acts, signing())
    assert acts.contracts.expiring() == ()
    (soon,) = acts.contracts.expiring(date(2027, 1, 1))
    assert (soon.contract.code, soon.days_left) == (made.code, 89)
    assert "HT-1" in soon.sentence_zh
    assert [w.code for w in acts.run(as_of=date(2027, 1, 1)).need_warnings if w.code == "W16"]


def test_F16_reasons_in_record_and_log_hold_no_personal_data(acts):
    decided(acts)
    said = "联系13912345678"
    acts.contracts.sign(signing(start=date(2026, 3, 1)), "赵六", said)
    closed = acts.contracts.end(
        "HT-1", date(2026, 3, 2), "赵六", said, completed=True, for_cause=False
    )
    assert "13912345678" not in repr(closed) + repr(acts.log())


def test_contracts_change_no_place_and_no_score(acts):
    before = [(c.organization_id, c.total) for c in acts.run().candidates]
    decided(acts)
    sign(acts, signing())
    assert [(c.organization_id, c.total) for c in acts.run().candidates] == before
    with acts.store.read() as repo:
        held = repo.get(Organization, "o1")
    assert replace(held, meta=None) == organization("o1")


def test_the_contract_commands(acts):
    folder = acts.services.settings.data_dir
    run = json.loads(duijie(folder, "recommend", "XQ-2026-901", "--json").stdout)
    by = ("--by", "赵六", "--reason", WHY)
    days = ("--signed", "2026-03-01", "--start", "2026-03-01", "--end", "2027-02-28")
    who = ("--need", "XQ-2026-901", "--organization", "o1")
    refused = duijie(folder, "contract", "sign", "HT-1", *who, *days, *by)
    assert refused.returncode == 1
    assert "duijie decide" in refused.stderr
    told = duijie(folder, "decide", run["id"], "o1", *by)
    assert "赵六选定“乐邻o1社会工作服务中心”" in told.stdout
    made = duijie(folder, "contract", "sign", "HT-1", *who, *days, *by, "--amount", "98000")
    assert made.returncode == 0, made.stderr
    (one,) = json.loads(duijie(folder, "contract", "list", "--json").stdout)
    assert (one["code"], one["amount"], one["end"]) == ("HT-1", "98000", "2027-02-28")
    over = ("--on", "2026-03-02", *by, "--json")
    odd = duijie(folder, "contract", "end", "HT-1", *over, "--for-cause")
    assert odd.returncode == 1
    assert "--terminated" in odd.stderr
    done = duijie(folder, "contract", "end", "HT-1", *over, "--terminated", "--for-cause")
    assert json.loads(done.stdout)["status"] == "解除"
