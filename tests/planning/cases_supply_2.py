"""供给目录.xlsx rows 69–141: what expected.md says of each cell."""

from __future__ import annotations

from datetime import date

from planning.case import ASK, INFO, WARN, cases, field, says, skipped
from planning.cases_supply_1 import annual, grade, two_services

from matcher.gate import gate
from matcher.intake.issues import Severity
from matcher.model import (
    CreditList,
    CreditState,
    FederationSupport,
    LegalStatus,
    Organization,
    OrganizationType,
    Service,
)
from matcher.text import is_stuffed

AS_OF = date(2026, 1, 15)


def code_conflict(view, case):
    first, second = view.organization(68), view.organization(69)
    assert first.id != second.id
    assert first.uscc is None
    assert second.uscc is None
    assert first.uscc_as_written == second.uscc_as_written == "51110106MJYL00609D"
    for row in (68, 69):
        assert view.issues(case.sheet, row, "C", Severity.ASK)
    (pair,) = view.pairs(case.sheet, 69, "organization")
    assert (pair.kind, pair.merged) == ("code", False)
    assert (pair.first_id, pair.second_id) == (first.id, second.id)


def masked_hotline(view, case):
    service = view.service(case.row)
    assert service.description.count("[已脱敏]") == 1
    assert "13800138000" not in service.description
    assert "\n" in service.description
    (issue,) = [i for i in view.issues(case.sheet, case.row, "N") if i.code == "PERSONAL_DATA"]
    assert "1 处" in issue.message_zh
    assert "13800138000" not in issue.read


def excluded(code):
    """Check that the gate leaves the organization out, visibly, with this reason code."""

    def check(view, case):
        found = gate(None, view.catalog, AS_OF).exclusions
        organization = view.organization(case.row)
        (exclusion,) = [e for e in found if e.organization_id == organization.id]
        assert exclusion.code == code
        assert organization.name in exclusion.ground_zh

    return check


def listed_abnormal(view, case):
    organization = view.organization(case.row)
    (check,) = view.credit_of(organization)
    assert (check.list, check.state) == (CreditList.ABNORMAL, CreditState.IN)
    assert check.checked_with == "供给目录备注"
    assert organization.legal_status is LegalStatus.NORMAL


def title_from_type(view, case):
    assert view.service(case.row).title == "儿童青少年"


def federation_supports(view, case):
    organization = view.organization(case.row)
    supports = (FederationSupport.FUND_HOLDING, FederationSupport.SIGNING)
    assert organization.federation_supports == supports
    assert view.federation_of(organization).supports == supports
    assert organization.legal_status is LegalStatus.NORMAL
    assert organization.uscc == "51110101MJYL011771"


def filed_group(view, case):
    organization = view.organization(case.row)
    assert organization.uscc is None
    assert organization.uscc_as_written == ""
    assert organization.type is OrganizationType.FILED_GROUP
    assert organization.legal_status is LegalStatus.FILED


def needs_federation(view, case):
    group = view.organization(case.row)
    federation = view.federation_of(view.organization(129))
    assert group.id not in federation.member_ids


def stuffed(view, case):
    assert is_stuffed(view.service(case.row).description)


def merged_into(row, kind="code"):
    """Check that the row made no organization and no second copy of the service."""

    def check(view, case):
        owner = view.organization(row)
        assert not view.has(Organization, case.sheet, case.row)
        assert not view.has(Service, case.sheet, case.row)
        (pair,) = view.pairs(case.sheet, case.row, "organization")
        assert (pair.kind, pair.merged) == (kind, True)
        assert pair.first_id == pair.second_id == owner.id
        assert pair.first_row[1:] == (case.sheet, row)
        (repeated,) = view.pairs(case.sheet, case.row, "service")
        assert repeated.merged

    return check


def candidate_of(row):
    """Check that the row is a duplicate candidate: told, asked, and no record made."""

    def check(view, case):
        assert not view.has(Organization, case.sheet, case.row)
        assert not view.has(Service, case.sheet, case.row)
        (pair,) = view.pairs(case.sheet, case.row, "organization")
        assert (pair.kind, pair.merged) == ("name", False)
        assert pair.first_id == view.organization(row).id
        assert pair.second_id != pair.first_id
        assert "待人工确认" in view.rejected(case.sheet, case.row)

    return check


def alias(row, name):
    def check(view, case):
        assert name in view.organization(row).aliases

    return check


def former(row, name):
    def check(view, case):
        organization = view.organization(row)
        assert name in organization.former_names
        assert name not in organization.aliases

    return check


def told_former(name):
    def check(view, case):
        (pair,) = view.pairs(case.sheet, case.row, "organization")
        assert name in pair.message_zh

    return check


CASES = cases(
    "供给目录",
    (69, "C 统一社会信用代码", code_conflict, says(ASK, "代码冲突")),
    (74, "N 服务内容", masked_hotline),
    (76, "B75:B76", two_services(75)),
    (80, "G 等级", grade(None), says(Severity.ERROR, "6A")),
    (90, "整行", skipped("合计")),
    (
        93,
        "P 服务对象",
        lambda view, case: _labels(view.service(case.row)),
    ),
    (102, "B101:B102", two_services(101)),
    (124, "U 备注", former(124, "样例甲社工服务社")),
    (125, "B124:B125", two_services(124)),
    (126, "U 备注", listed_abnormal, excluded("E04"), says(WARN, "活动异常")),
    (
        127,
        "U 备注",
        field("organization", legal_status=LegalStatus.DISSOLVED),
        excluded("E02"),
        says(WARN, "注销"),
    ),
    (128, "M 服务名称", title_from_type, says(WARN, "儿童青少年")),
    (129, "U 备注", federation_supports, says(INFO, "资金代管", "项目委托代签")),
    (130, "C 统一社会信用代码", filed_group, says(INFO, "允许为空")),
    (
        130,
        "U 备注",
        needs_federation,
        excluded("E01"),
        says(WARN, "样例戊社区社会组织联合会", "须先加入联合会"),
    ),
    (131, "U 备注", annual((2024, "年检", "不合格")), says(WARN, "不合格", column="J")),
    (132, "N 服务内容", stuffed, says(WARN, "堆砌")),
    (133, "B 组织名称", merged_into(59), alias(59, "南京惠仁社工服务中心")),
    (134, "B 组织名称", candidate_of(26), says(ASK, "广州市大同社会工作服务中心")),
    (135, "B 组织名称", merged_into(124), former(124, "样例甲社工服务社")),
    (
        136,
        "B 组织名称",
        candidate_of(126),
        told_former("样例乙助残服务站"),
        says(ASK, "样例乙助残服务中心"),
    ),
    (137, "B 组织名称", merged_into(98)),
    (138, "B 组织名称", candidate_of(92), says(ASK, "茂名市优正社会工作服务中心")),
    (139, "整行", skipped("合计")),
    (140, "整行", skipped("表尾")),
    (141, "整行", skipped("注释")),
)


def _labels(service):
    labels = tuple(b.label for b in service.beneficiaries)
    assert labels == ("老年人", "残疾人", "儿童", "青少年", "妇女")
