"""Remarks and names: what is read out of them, and what a negation turns off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.planning import remarks
from matcher.intake.planning.names import folded_name, name_key, near_names, written_key
from matcher.model import CreditList, CreditState, FederationSupport, LegalStatus

IN, OUT = CreditState.IN, CreditState.OUT


@pytest.mark.parametrize(
    ("remark", "status"),
    [
        ("已注销", LegalStatus.DISSOLVED),
        ("2024年被吊销登记证书", LegalStatus.REVOKED),
        ("已撤销登记", LegalStatus.CANCELLED),
        ("正在筹备中", LegalStatus.PREPARING),
        ("社区备案，未登记", LegalStatus.FILED),
        ("未登记", LegalStatus.UNREGISTERED),
        ("未注销", None),
        ("运转正常", None),
        ("", None),
    ],
)
def test_legal_status(remark, status):
    assert remarks.legal_status(remark) is status


@pytest.mark.parametrize(
    ("remark", "entries"),
    [
        ("2024年列入活动异常名录", ((CreditList.ABNORMAL, IN),)),
        ("未列入活动异常名录", ((CreditList.ABNORMAL, OUT),)),
        ("活动异常名录已移出", ((CreditList.ABNORMAL, OUT),)),
        ("已注册志愿者未统计；在严重违法失信名单", ((CreditList.SERIOUS, IN),)),
        ("政府采购严重违法失信", ((CreditList.PROCUREMENT, IN),)),
        ("法院公布的失信被执行人", ((CreditList.DEFAULTER, IN),)),
        ("信用良好", ()),
    ],
)
def test_credit_entries(remark, entries):
    assert remarks.credit_entries(remark) == entries


def test_former_names():
    assert remarks.former_names("曾用名：甲社、乙社；法人变更") == ("甲社", "乙社")
    assert remarks.split_former("新中心（原：老中心）") == ("新中心", ("老中心",))
    assert remarks.split_former("辅导中心（厦门）") == ("辅导中心（厦门）", ())


def test_supports_in_the_order_of_the_clause_and_not_when_denied():
    found = remarks.supports("可代签项目，资金代管，孵化培育团队")
    assert found == (
        FederationSupport.INCUBATION,
        FederationSupport.FUND_HOLDING,
        FederationSupport.SIGNING,
    )
    assert remarks.supports("不代签，不可代管") == ()


def test_disputes_and_conflicts():
    assert remarks.is_disputed("组织已提出申诉")
    assert not remarks.is_disputed("无异议")
    assert not remarks.is_disputed("异议已处理")
    assert remarks.has_conflict("评价方与组织存在关联关系")
    assert not remarks.has_conflict("无利害关系")


def test_written_name_and_short_form():
    assert written_key("阳光家园（朝阳）") == written_key("阳光家园 (朝阳)")
    traditional, simplified = "惠澤社會工作服務中心", "惠泽社会工作服务中心"
    assert written_key(traditional) != written_key(simplified)
    assert name_key(traditional) == name_key(simplified)
    assert name_key("惠泽社工中心") != name_key(simplified)
    assert folded_name("青州市惠泽社工中心") == folded_name("青州惠泽社会工作服务中心")
    assert folded_name("南社区服务中心") != folded_name("南社服务中心")


def test_near_names_are_few_and_nearest_first():
    known = ["青州市惠泽社会工作服务中心", "青州市惠民社会工作服务中心", "北方助残协会"]
    assert near_names("青州惠泽社工中心", known)[0] == known[0]
    assert near_names("某某艺术团", known) == []


@given(st.text(max_size=40))
def test_any_remark_can_be_read(text):
    remarks.legal_status(text)
    assert all(r in CreditList for r, _ in remarks.credit_entries(text))
    assert set(remarks.supports(text)) <= set(FederationSupport)
    name, formers = remarks.split_former(text)
    assert len(name) <= len(text)
    assert all(formers)
    assert near_names(text, [text]) == [text]
