"""Federations, members and merged rows in small tables of their own."""

from __future__ import annotations

from support.plan_view import PlanView
from support.sample_catalog import plan_of, stored

from matcher.intake.cells import Column, Table, TableKind, TableRow
from matcher.intake.plan import Action
from matcher.model import (
    CreditList,
    CreditState,
    Federation,
    FederationSupport,
    LegalStatus,
    Organization,
    OrganizationType,
)

FIELDS = (
    "name",
    "uscc",
    "type",
    "legal_status",
    "staff_full",
    "federation",
    "federation_supports",
    "filed_with",
    "service_title",
    "service_description",
    "service_types",
    "former_names",
    "remarks",
)
CODES = ("52110101MJ0123456W", "51110000MJ0543215K", "53110000MJ0A1B2C58")


def table(*rows, first=5):
    columns = tuple(Column(chr(65 + n), field, field) for n, field in enumerate(FIELDS))
    numbered = tuple(TableRow(n + first, row) for n, row in enumerate(rows))
    return Table("供给.xlsx", "表", TableKind.ORGANIZATIONS, columns, numbered)


def view_of(*rows, existing=None):
    return PlanView(plan_of([table(*rows)], existing))


def row(name, code=None, **more):
    return {
        "name": name,
        "uscc": code,
        "service_title": "探访",
        "service_types": "为老服务",
        **more,
    }


FEDERATION = row(
    "北石镇社会组织联合会",
    CODES[0],
    type="社会团体",
    remarks="法人登记，可代签项目",
    filed_with="北石镇",
)


def test_members_are_entered_with_their_federation_whatever_the_order():
    member = row("夕阳合唱队", type="备案社区社会组织", federation="北石镇社会组织联合会")
    for rows in ((FEDERATION, member), (member, FEDERATION)):
        view = view_of(*rows)
        (federation,) = view.records(Federation)
        assert federation.supports == (FederationSupport.SIGNING,)
        assert federation.member_ids == (view.named("夕阳合唱队").id,)
        assert federation.streets == ("北石镇",)


def test_a_later_member_joins_a_stored_federation():
    before = stored(plan_of([table(FEDERATION)]))
    member = row("晨练队", type="备案社区社会组织", federation="北石镇社会组织联合会")
    plan = plan_of([table(member, first=40)], before)
    (change,) = [c for c in plan.changes if isinstance(c.record, Federation)]
    assert (change.action, change.changed_fields) == (Action.UPDATE, ("member_ids",))
    assert stored(plan, before).federations[0].member_ids != ()
    again = plan_of([table(member, first=40)], stored(plan, before))
    assert {c.action for c in again.changes} == {Action.UNCHANGED}


def test_an_unknown_federation_is_told_and_a_name_alone_makes_none():
    view = view_of(row("晨练队", type="备案社区社会组织", federation="某联合会"))
    assert view.records(Federation) == []
    assert [i for i in view.plan.issues if i.code == "FEDERATION_UNKNOWN"]
    assert view_of(row("青年志愿者联合会", CODES[1])).records(Federation) == []


def test_several_services_on_lines_of_their_own_are_one_organization():
    one = row("甲服务社", CODES[0], service_title="助浴", service_description="上门洗澡")
    two = row("甲服务社", CODES[0], service_title="助餐", service_description="午间送饭")
    view = view_of(one, two)
    (organization,) = view.records(Organization)
    assert [s.title for s in view.services_of(organization)] == ["助浴", "助餐"]


def test_one_name_under_two_codes_is_two_organizations():
    view = view_of(row("爱心社", CODES[0]), row("爱心社", CODES[1]))
    assert {o.uscc for o in view.records(Organization)} == set(CODES[:2])


def test_a_short_form_with_another_code_is_not_merged():
    full = row("青州市惠泽社会工作服务中心", CODES[0], service_description="上门探访")
    short = row("青州惠泽社工中心", CODES[1], service_description="上门探访")
    view = view_of(full, short)
    assert len(view.records(Organization)) == 2
    assert not [p for p in view.plan.duplicates if p.merged]


def test_an_unreadable_code_is_completed_only_when_the_service_is_the_same():
    full = row(
        "青州市惠泽社会工作服务中心", "登记证字第7号", service_description="上门探访独居长者"
    )
    same = row("青州惠泽社工中心", CODES[0], service_description="上门探访独居长者")
    view = view_of(full, same)
    (organization,) = view.records(Organization)
    assert organization.uscc == CODES[0]
    assert organization.aliases == ("青州惠泽社工中心",)
    other = view_of(full, {**same, "service_description": "开办家长课堂"})
    assert len(other.records(Organization)) == 1
    assert other.records(Organization)[0].name == "青州惠泽社工中心"
    assert other.rejected("表", 5)


def test_a_merged_row_fills_blanks_but_contradicts_nothing():
    first = row("甲服务社", CODES[0], staff_full=None, type="社会服务机构")
    second = row("甲服务社", CODES[0], staff_full=9, type="社会团体")
    view = view_of(first, second)
    (organization,) = view.records(Organization)
    assert organization.staff_full == 9
    assert organization.type is OrganizationType.SERVICE
    (told,) = [i for i in view.plan.issues if i.code == "FACTS_DIFFER"]
    assert "type" in told.message_zh


def test_registers_and_status_from_column_and_remark():
    view = view_of(
        row("甲服务社", CODES[0], remarks="未列入活动异常名录"),
        row("乙服务社", CODES[1], legal_status="已注销"),
        row("丙服务社", CODES[2], legal_status="停办"),
    )
    first, second, third = view.records(Organization)
    (check,) = view.credit_of(first)
    assert (check.list, check.state) == (CreditList.ABNORMAL, CreditState.OUT)
    assert second.legal_status is LegalStatus.DISSOLVED
    assert third.legal_status is LegalStatus.NORMAL
    assert [i for i in view.plan.issues if i.code == "UNKNOWN_VALUE"]


def test_a_row_without_a_name_is_refused_and_the_rest_goes_on():
    view = view_of(row(None, CODES[0]), row("乙服务社", CODES[1]))
    assert "缺组织名称" in view.rejected("表", 5)
    assert [o.name for o in view.records(Organization)] == ["乙服务社"]
