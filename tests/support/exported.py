"""Catalog records with every field filled, for exports."""

from datetime import date
from decimal import Decimal as D

from matcher.model import (
    AnnualCheck,
    Evaluation,
    EvaluatorType,
    FederationSupport,
    Labelled,
    Money,
    Need,
    NeedStatus,
    Organization,
    OrganizationType,
    PartialDate,
    Period,
    Price,
    Quantity,
    Rating,
    Service,
    ServiceArea,
)


def needs():
    """Return one need with every field, and three with the odd amounts."""
    return (
        Need(
            id="n-2",
            code="XQ-2026-102",
            title="=1+1 算术角",
            description="-先教珠算\n@再教心算",
            street="槐里街道",
            communities=("东里", "西里（含平房区）"),
            service_types=("为老服务", "文化体育"),
            beneficiaries=(Labelled("老年人", "60岁以上优先"), Labelled("家长")),
            beneficiary_count=Quantity(200, 200, "人次", "约"),
            required_staff=2,
            required_certified=0,
            required_licences=("食品经营许可",),
            budget=Money(D("50000.00"), D("80000.50")),
            budget_public=D("40000.00"),
            self_raised_ratio=D("0.1"),
            funding_source="部门预算",
            purchase_mode="询价",
            period=Period(PartialDate("2026-03"), PartialDate("2027-02"), 12, note="分两期"),
            continuous=True,
            continuity_conditions=(True, True, False, True),
            collection_round="2026年第一批",
            channels=("入户", "座谈"),
            request_count=3,
            drafters=("某某研究会",),
            directory_items=("A10 社会治理服务", "A0401"),
            remarks="先试后推",
            status=NeedStatus.WITHDRAWN,
        ),
        Need(
            id="n-1",
            code="XQ-2026-101",
            title="楼门口修凳子",
            description="请会木工的人带一带。",
            budget=Money(note="待定"),
            beneficiary_count=Quantity(note="若干"),
            period=Period(open_ended=True),
        ),
        Need(
            id="n-3",
            code="XQ-2026-103",
            title="晾衣架加固",
            description="挨户看一遍。",
            budget=Money(D("60000.00"), D("60000.00"), "含税"),
            beneficiary_count=Quantity(200, 200, "", "余"),
            period=Period(months=18),
        ),
        Need(
            id="n-4",
            code="XQ-2026-104",
            title="空白的一件事",
            description="",
            budget=Money(D("0.00"), D("0.00")),
            beneficiary_count=Quantity(100, 150, "户"),
            period=Period(PartialDate("2026-03-05")),
        ),
    )


def organizations():
    """Return one organization with every field, and one without a valid code."""
    return (
        Organization(
            id="o-1",
            name="甲木工坊社会工作服务社",
            former_names=("甲木工互助会",),
            aliases=("木工坊",),
            uscc="52110106MJYL01134Q",
            type=OrganizationType.FEDERATION,
            registered_on=PartialDate("2011"),
            registered_on_note="约",
            registrar="某区民政局",
            competent_authority="某局",
            address="某街某号",
            legal_representative="赵某某",
            controller="某某集团",
            scope="木工教学",
            staff_full=8,
            staff_part=5,
            social_workers=2,
            volunteers=0,
            rating=Rating("4A", PartialDate("2023"), PartialDate("2028")),
            annual_checks=(AnnualCheck(2023, "年检", "合格"), AnnualCheck(2024, "年报", "已报送")),
            concurrent_projects=1,
            max_concurrent=4,
            federation="某联合会",
            federation_supports=(FederationSupport.FUND_HOLDING, FederationSupport.SIGNING),
            filed_with="某街道",
            party="支部",
            brand="市级品牌",
            contact_name="赵某某",
            contact_phone="13912345678",
            paused=True,
            refuses_shortfall=True,
            remarks="+可上门",
        ),
        Organization(
            id="o-2",
            name="乙歌友会",
            uscc_as_written="51110105MJYL00369",
            type=OrganizationType.FILED_GROUP,
            staff_note="若干",
        ),
    )


def services():
    """Return the two services of the first organization."""
    return (
        Service(
            id="s-2",
            organization_id="o-1",
            title="修凳子",
            description="上门修旧家具。",
            service_types=("为老服务",),
            beneficiaries=(Labelled("老年人"),),
            methods=("入户", "小组"),
            price=Price(D("30.00"), D("50.00"), "小时"),
            area=ServiceArea("区", ("东城", "西城")),
            licences=("登高证",),
            staff_required=2,
            capacity_per_month=40,
            largest_similar_project=D("120000.00"),
            assured_on=date(2026, 1, 5),
        ),
        Service(
            id="s-1",
            organization_id="o-1",
            title="做木勺",
            description="教居民做勺子。",
            price=Price(D("800.00"), D("800.00"), "场", "5场起"),
            area=ServiceArea("全国"),
            active=False,
        ),
    )


def evaluations():
    """Return a score of 1000, a score made from a grade, and one that does not count."""
    return (
        Evaluation(
            id="e-2",
            organization_id="o-1",
            project="2024年修凳子",
            service_types=("为老服务",),
            stage="末期",
            evaluator_type=EvaluatorType.THIRD_PARTY,
            evaluator_org="某评估中心",
            score=95.5,
            scale_max=1000.0,
            grade="优",
            satisfaction=98.5,
            sample_n=40,
            evaluated_on=PartialDate("2024-11-20"),
            remarks="材料齐全",
        ),
        Evaluation(
            id="e-1",
            organization_id="o-2",
            project="2025年唱歌",
            score=85.0,
            score_from_grade=True,
            grade="良",
            evaluator_type=EvaluatorType.SELF,
            evaluated_on=PartialDate("2025-06"),
            disputed=True,
            notes=("由等次换算",),
        ),
        Evaluation(
            id="e-3",
            organization_id="o-1",
            project="2025年做木勺",
            score=92.0,
            evaluated_on=PartialDate("2025-03-01"),
            conflict=True,
            valid=False,
        ),
    )
