"""Who signs, who holds the money, who answers: the Chinese sentences of a joint bid."""

from __future__ import annotations

from ..codes import sentence
from ..gate import is_legal_person
from ..model import Federation, FederationSupport, Organization
from .values import Member


def consortium_terms(members: tuple[Member, ...]) -> tuple[str, ...]:
    """Return the terms of a 联合体, the first member leading (政府采购法 Art. 24)."""
    lead = members[0].organization_name
    return (
        f"分工：{_duties(members)}。",
        f"签约：由“{lead}”牵头办理，各成员共同与采购人签订合同，并提交写明分工和义务的联合协议"
        "（政府采购法第24条）。",
        f"资金：合同款付给牵头单位“{lead}”，由它按联合协议拨付；联合协议另有约定的从约定。",
        "责任：就合同约定的事项，全体成员对采购人承担连带责任（政府采购法第24条）。",
        "条件：每个成员都要符合政府采购法第22条；同类资质按等级较低的一家认定"
        "（政府采购法实施条例第22条）。信用请逐家核验。",
        "限制：成员不得再单独参加、也不得另组联合体参加本需求（政府采购法实施条例第22条）。",
    )


def federation_terms(federation: Federation, members: tuple[Member, ...]) -> tuple[str, ...]:
    """Return the terms of a 联合会组团; the first member is the federation (三(二))."""
    signer = members[0].organization_name
    names = "、".join(f"“{member.organization_name}”" for member in members[1:])
    if FederationSupport.FUND_HOLDING in federation.supports:
        money = f"资金：合同款付给“{signer}”代管，按实施进度拨付给参加的组织。"
    else:
        money = (
            f"资金：合同款付给签约的“{signer}”；它没有登记“资金代管”，"
            "怎样拨付给参加的组织，签约前要书面约定。"
        )
    given = "、".join(support.value for support in federation.supports) or "没有登记"
    return (
        f"分工：{_duties(members)}。",
        f"签约：由“{signer}”申请并与采购人签订合同；备案组织{names}参加实施，不签约（三(二)）。",
        money,
        f"责任：由“{signer}”对采购人承担；备案组织没有法人资格，不能作为联合体成员。",
        f"联合会提供的支持：{given}。",
        "限制：联合会和参加的组织不得再参加本需求的其他申请。",
    )


def federation_blocks(
    federation: Federation, signer: Organization, *, clean: bool
) -> tuple[str, ...]:
    """Return why the federation cannot be the contract party; empty where it can."""
    blocks = []
    if not is_legal_person(signer):
        blocks.append(sentence("E13", federation=signer.name))
    elif signer.uscc is None:
        blocks.append(f"“{signer.name}”没有登记统一社会信用代码，补登后才能签约。")
    if FederationSupport.SIGNING not in federation.supports:
        blocks.append(f"“{signer.name}”没有登记“项目委托代签”，不能作为合同当事人（三(二)）。")
    if not clean:
        blocks.append(f"“{signer.name}”在失信名单内，不能签约（三(一)）。")
    return tuple(blocks)


def _duties(members: tuple[Member, ...]) -> str:
    return "；".join(
        f"“{member.organization_name}”{member.role_zh}"
        + (f"，承担{'、'.join(member.tasks)}" if member.tasks else "")
        for member in members
    )
