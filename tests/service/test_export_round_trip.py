"""Every fact of a record survives export and import: nothing changes, in any format."""

from datetime import date
from decimal import Decimal as D

import pytest

from matcher.exchange import ExportFormat
from matcher.intake.cells import TableKind
from matcher.intake.plan import Action
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
    Period,
    Price,
    Quantity,
    Rating,
    Service,
    ServiceArea,
)
from matcher.service.values import UploadedFile


def fill(services):
    """Store one record of each kind with as many facts as it can hold."""
    organization = services.records.create(
        Organization(
            id="",
            name="乐陪社会服务中心",
            aliases=("乐陪（通州）", "乐陪"),
            former_names=("老乐陪",),
            uscc="52110101MJ0123456W",
            type=OrganizationType.SERVICE,
            registered_on="2011",
            registered_on_note="约",
            registrar="某民政局",
            scope="助老；助残，（含康复）",
            staff_full=3,
            staff_part=2,
            social_workers=1,
            volunteers=20,
            staff_note="兼职另计",
            rating=Rating("3A", "2024-12", "2027-06"),
            annual_checks=(AnnualCheck(2023, "年检", "合格"), AnnualCheck(2024, "年报", "已报送")),
            concurrent_projects=2,
            max_concurrent=5,
            federation="某联合会",
            federation_supports=(FederationSupport.SIGNING,),
            party="党支部",
            brand="品牌",
            contact_name="王某",
            contact_phone="13800138000",
            paused=True,
            remarks="备注，一；二",
        )
    )
    services.records.create(
        Service(
            id="",
            organization_id=organization.id,
            title="助浴",
            description="上门助浴。",
            service_types=("为老服务",),
            beneficiaries=(Labelled("困境儿童", "含孤儿"), Labelled("老年人")),
            methods=("入户", "个案"),
            price=Price(D(30), D(50), "小时", "起"),
            area=ServiceArea("区", ("海淀", "东城"), ""),
            licences=("食品经营许可证",),
            staff_required=2,
            capacity_per_month=30,
            largest_similar_project=D("50000.50"),
            assured_on=date(2026, 1, 2),
            active=False,
        )
    )
    services.records.create(
        Need(
            id="",
            code="XQ-2026-900",
            title="助浴服务",
            description="为失能老人上门助浴。",
            street="海淀区花园路街道",
            communities=("一社区",),
            service_types=("为老服务",),
            beneficiaries=(Labelled("老年人", "60岁以上"),),
            beneficiary_count=Quantity(100, 150, "户", ""),
            required_staff=2,
            required_certified=1,
            required_licences=("护理资质",),
            budget=Money(D(50000), D(80000), "含税"),
            budget_public=D(40000),
            self_raised_ratio=D("0.1"),
            funding_source="自筹",
            purchase_mode="比选",
            period=Period("2026-03", "2027-02", 12, False, "按季"),
            continuous=True,
            continuity_conditions=(True, True, False, True),
            collection_round="2026春",
            channels=("入户", "12345"),
            request_count=4,
            drafters=("某机构",),
            remarks="备注",
            status=NeedStatus.WITHDRAWN,
        )
    )
    services.records.create(
        Evaluation(
            id="",
            organization_id=organization.id,
            project="项目",
            service_types=("为老服务",),
            stage="末期",
            evaluator_type=EvaluatorType.THIRD_PARTY,
            evaluator_org="评估所",
            score=92.5,
            scale_max=1000.0,
            grade="优",
            satisfaction=98.5,
            sample_n=40,
            evaluated_on="2025-09",
            disputed=True,
            conflict=True,
            valid=False,
            notes=("约",),
            remarks="有异议",
        )
    )


@pytest.mark.parametrize("file_format", list(ExportFormat))
@pytest.mark.parametrize("kind", list(TableKind))
def test_an_export_imports_without_one_change(empty, kind, file_format):
    fill(empty)
    data = empty.exchange.export(kind, file_format)
    plan = empty.imports.preview([UploadedFile(f"导出.{file_format}", data)]).plan
    assert {c.action for c in plan.changes} == {Action.UNCHANGED}
    assert not plan.rejected


@pytest.mark.parametrize("file_format", list(ExportFormat))
@pytest.mark.parametrize("kind", list(TableKind))
def test_a_template_is_a_file_that_can_be_read(empty, kind, file_format):
    data = empty.exchange.template(kind, file_format)
    plan = empty.imports.preview([UploadedFile(f"模板.{file_format}", data)]).plan
    assert plan.changes == ()


def test_no_phone_leaves_in_an_export(empty):
    fill(empty)
    text = empty.exchange.export(TableKind.ORGANIZATIONS, ExportFormat.CSV).decode("utf-8-sig")
    assert "138****8000" in text
    assert "13800138000" not in text


def test_what_is_out_of_force_stays_so_in_another_installation(empty, tmp_path, start):
    fill(empty)
    other = start(tmp_path / "other")
    for kind in (TableKind.ORGANIZATIONS, TableKind.EVALUATIONS):
        data = empty.exchange.export(kind, ExportFormat.XLSX)
        job = other.imports.preview([UploadedFile("导出.xlsx", data)])
        other.imports.confirm(job.id)
    (service,) = other.records.page(Service).items
    (evaluation,) = other.records.page(Evaluation).items
    assert (service.active, evaluation.valid) == (False, False)
