"""联合体 and 联合会组团: who may be in, who signs, who holds the money, who answers."""

from dataclasses import replace

import pytest
from support.records import TODAY, federation, listed, need, organization, service

from matcher.catalog import Catalog
from matcher.errors import InvalidInput
from matcher.gate import gate
from matcher.joint import JointKind, build
from matcher.model import (
    ComponentCandidate,
    CreditList,
    FederationSupport,
    LegalStatus,
    NeedComponent,
    OrganizationType,
)

SIGNING, MONEY = FederationSupport.SIGNING, FederationSupport.FUND_HOLDING
FILED = {"type": OrganizationType.FILED_GROUP, "legal_status": LegalStatus.FILED}
USCC = "51110000500001237J"


def component(name, *candidates):
    return NeedComponent(
        code=name,
        name=name,
        need_spans=(),
        suitable=len(candidates),
        candidates=tuple(
            ComponentCandidate(o, f"组织{o}", f"s-{o}", similarity) for o, similarity in candidates
        ),
    )


def bids(components, *records, bidding=None, wanted=None):
    return build(wanted or need(), components, Catalog.build(records), TODAY, bidding)


TWO = (component("心理", ("a", 0.9), ("b", 0.8)), component("就业", ("c", 0.7)))


def registered(*names):
    return [organization(name, name=f"{name}中心") for name in names]


def test_t32c_a_consortium_takes_all_tasks_with_the_fewest_members():
    found = bids(TWO, *registered("a", "b", "c"))
    assert found.answer_zh == "没有一家能承担全部 2 项任务，下面的组合可以。"
    (proposal,) = found.proposals
    assert proposal.kind is JointKind.CONSORTIUM
    assert [(m.organization_id, m.tasks) for m in proposal.members] == [
        ("a", ("心理",)),
        ("c", ("就业",)),
    ]
    assert (proposal.lead_id, proposal.members[0].role_zh) == ("a", "牵头")
    assert proposal.members[0].reason_zh == "与另 1 家组合可覆盖全部服务环节"
    assert proposal.members[0].service_ids == ("s-a",)
    assert proposal.exportable
    said = "".join(proposal.terms_zh)
    assert "共同与采购人签订合同" in said
    assert "付给牵头单位“a中心”" in said
    assert "连带责任" in said


def test_t32c_who_takes_two_of_three_tasks_makes_the_group_smaller():
    three = (
        component("心理", ("a", 0.9), ("d", 0.8)),
        component("就业", ("c", 0.9), ("d", 0.8)),
        component("助餐", ("e", 0.9)),
    )
    (proposal,) = bids(three, *registered("a", "c", "d", "e")).proposals
    assert {m.organization_id: m.tasks for m in proposal.members} == {
        "d": ("心理", "就业"),
        "e": ("助餐",),
    }
    assert proposal.lead_id == "d"


def test_who_takes_everything_needs_no_joint_bid():
    both = (component("心理", ("a", 0.9), ("b", 0.8)), component("就业", ("b", 0.8), ("c", 0.9)))
    found = bids(both, *registered("a", "b", "c"))
    assert (found.alone, found.proposals) == (("b中心",), ())
    assert found.answer_zh == "“b中心”可以独自承担全部 2 项任务，不必联合。"


def test_how_far_the_search_went_is_told():
    more = (replace(TWO[0], suitable=9), TWO[1])
    found = bids(more, *registered("a", "b", "c"))
    assert found.answer_zh.endswith("下面的组合可以。（只在每项任务最适合的 2 家里找。）")


def test_two_that_suit_well_rather_than_one_that_hardly_does():
    weak = (component("心理", ("a", 0.9), ("d", 0.5)), component("就业", ("c", 0.9), ("d", 0.5)))
    found = bids(weak, *registered("a", "c", "d"))
    assert found.alone == ()
    assert {m.organization_id for m in found.proposals[0].members} == {"a", "c"}


def test_a_task_that_nobody_takes_is_told():
    found = bids((*TWO, component("助餐")), *registered("a", "b", "c"))
    (proposal,) = found.proposals
    assert (proposal.missing, proposal.exportable) == (("助餐",), False)
    assert [m.reason_zh for m in proposal.members] == ["", ""]
    assert found.answer_zh == "没有组合能承担全部任务，最接近的还缺“助餐”，请补充征集。"
    one = bids((TWO[0], component("助餐")), *registered("a", "b", "c"))
    assert one.answer_zh == "“助餐”没有达到门槛的组织，组不成联合，请补充征集。"
    assert one.proposals == ()
    nobody = bids((component("心理"), component("就业")))
    assert (nobody.proposals, nobody.answer_zh[:8]) == ((), "各项任务都没有达")


@pytest.mark.parametrize("components", [(), TWO[:1]])
def test_one_task_is_no_joint_bid(components):
    found = bids(components, *registered("a", "b"))
    assert (found.proposals, found.answer_zh) == ((), "这条需求是一项任务，不需要联合。")


def with_federation(*supports, bidding=None, extra=(), **changes):
    """Filed groups a and c in the federation, b registered."""
    values = {"type": OrganizationType.FEDERATION, "name": "东泉联合会", "uscc": USCC}
    records = (
        organization("a", name="甲文体队", **FILED),
        *registered("b"),
        organization("c", name="丙互助组", **FILED),
        organization("fed", **(values | changes)),
        federation(members=("a", "c"), supports=supports),
        *extra,
    )
    return bids(TWO, *records, bidding=bidding)


def test_t32a_a_filed_group_is_in_no_consortium():
    found = with_federation(SIGNING, MONEY)
    assert [p.kind for p in found.proposals] == [JointKind.FEDERATION]
    assert found.proposals[0].lead_id == "fed"


def test_t32b_the_federation_signs_holds_the_money_and_answers():
    (proposal,) = with_federation(SIGNING, MONEY).proposals
    assert [(m.organization_id, m.role_zh, m.tasks) for m in proposal.members] == [
        ("fed", "申请并签约", ()),
        ("a", "参加实施", ("心理",)),
        ("c", "参加实施", ("就业",)),
    ]
    assert [m.reason_zh for m in proposal.members] == ["", *["与另 2 家组合可覆盖全部服务环节"] * 2]
    assert proposal.exportable
    said = "".join(proposal.terms_zh)
    assert "由“东泉联合会”申请并与采购人签订合同；备案组织“甲文体队”、“丙互助组”参加实施" in said
    assert "付给“东泉联合会”代管" in said
    assert "责任：由“东泉联合会”对采购人承担" in said
    assert "连带" not in said


def test_without_fund_holding_the_payment_must_be_agreed():
    (proposal,) = with_federation(SIGNING).proposals
    assert proposal.exportable
    assert "没有登记“资金代管”" in "".join(proposal.terms_zh)


def test_t32e_without_signing_it_is_no_contract_party():
    (proposal,) = with_federation(MONEY).proposals
    assert not proposal.exportable
    assert proposal.blocks_zh == (
        "“东泉联合会”没有登记“项目委托代签”，不能作为合同当事人（三(二)）。",
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"uscc": None}, "没有登记统一社会信用代码"),
        ({"legal_status": LegalStatus.FILED}, "没有法人资格"),
        ({"legal_status": LegalStatus.DISSOLVED}, "没有法人资格"),
    ],
)
def test_a_federation_that_is_no_legal_person_cannot_sign(changes, said):
    (proposal,) = with_federation(SIGNING, **changes).proposals
    assert not proposal.exportable
    assert said in proposal.blocks_zh[0]


def test_a_listed_federation_cannot_sign():
    entry = listed("fed", register=CreditList.ABNORMAL)
    (proposal,) = with_federation(SIGNING, extra=(entry,)).proposals
    assert proposal.blocks_zh == ("“东泉联合会”在失信名单内，不能签约（三(一)）。",)


def test_a_federation_of_another_street_is_not_asked():
    records = [
        organization("a", **FILED),
        *registered("b"),
        organization("c", **FILED),
        organization("fed", uscc=USCC),
        federation(members=("a", "c"), streets=("西柳街道",)),
    ]
    assert bids(TWO, *records, wanted=need(street="东泉街道")).proposals == ()
    assert len(bids(TWO, *records, wanted=need(street="西柳街道")).proposals) == 1


def test_t32d_who_bids_already_is_in_no_other_bid():
    found = bids(TWO, *registered("a", "b", "c"), bidding={"a": "单独参加"})
    (proposal,) = found.proposals
    assert [m.organization_id for m in proposal.members] == ["b", "c"]
    assert found.barred_zh == (
        "“a中心”已参加本需求的“单独参加”，不得再参加另一个联合体或单独参加"
        "（政府采购法实施条例第22条）。",
    )
    none_left = bids(TWO, *registered("a", "b", "c"), bidding={"c": "另一联合体"})
    assert [p for p in none_left.proposals if p.exportable] == []


def test_t32d_a_federation_that_bids_takes_its_groups_along():
    assert with_federation(SIGNING, bidding={"fed": "另一组团"}).proposals == ()
    (proposal,) = with_federation(SIGNING, bidding={"a": "另一组团"}).proposals
    assert (proposal.missing, proposal.exportable) == (("心理",), False)


def test_too_many_tasks_are_refused():
    with pytest.raises(InvalidInput, match="拆成"):
        bids([component(f"任务{n}", ("a", 0.9)) for n in range(9)], *registered("a"))


def test_members_come_from_those_the_gate_allows():
    """Whom the gate lets through as a filed group has a federation that can sign."""
    group, signer = organization("a", **FILED), organization("fed", uscc=USCC)
    held = federation(members=("a",))
    catalog = Catalog.build([group, service("a"), signer, held])
    allowed = gate(need(), catalog, TODAY)
    assert allowed.allowed.tolist() == [True, True]
    mute = Catalog.build([group, service("a"), signer, replace(held, supports=(MONEY,))])
    assert gate(need(), mute, TODAY).allowed.tolist() == [False, True]


def test_f6_the_order_of_the_candidates_changes_nothing():
    turned = tuple(replace(c, candidates=c.candidates[::-1]) for c in TWO)
    records = registered("a", "b", "c")
    assert bids(TWO, *records) == bids(turned, *records[::-1])
