"""Every fact of a record survives export and import: nothing changes, in any format."""

from dataclasses import replace

import pytest
from support import exported

from matcher.exchange import ExportFormat
from matcher.intake.cells import TableKind
from matcher.intake.plan import Action
from matcher.model import Evaluation, Federation, Labelled, Organization, Service
from matcher.service.values import UploadedFile


def fill(services):
    """Store records with every field filled, and one whose remarks are easily lost."""
    create = services.records.create
    made = {organization.id: create(organization).id for organization in exported.organizations()}
    for record in (*exported.services(), *exported.evaluations()):
        create(replace(record, organization_id=made[record.organization_id]))
    # As an import makes it: the federation behind the organization that gives the supports.
    signer = exported.organizations()[0]
    create(
        Federation(
            id="",
            organization_id=made[signer.id],
            supports=signer.federation_supports,
            streets=(signer.filed_with,),
        )
    )
    for need in exported.needs():
        create(need)
    remarked = Organization(
        id="",
        name="乐陪社会服务中心",
        aliases=("乐陪（通州）", "乐陪"),
        staff_full=3,
        staff_note="兼职另计",
    )
    organization = create(remarked)
    create(
        Service(
            id="",
            organization_id=organization.id,
            title="助浴",
            description="上门助浴。",
            beneficiaries=(Labelled("困境儿童", "含孤儿"), Labelled("老年人")),
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


def test_F16_no_phone_leaves_in_an_export(empty):
    fill(empty)
    text = empty.exchange.export(TableKind.ORGANIZATIONS, ExportFormat.CSV).decode("utf-8-sig")
    assert "139****5678" in text
    assert "13912345678" not in text


def test_what_is_out_of_force_stays_so_in_another_installation(empty, tmp_path, start):
    fill(empty)
    other = start(tmp_path / "other")
    for kind in (TableKind.ORGANIZATIONS, TableKind.EVALUATIONS):
        data = empty.exchange.export(kind, ExportFormat.XLSX)
        job = other.imports.preview([UploadedFile("导出.xlsx", data)])
        other.imports.confirm(job.id)
    assert [s.title for s in other.records.page(Service).items if not s.active] == ["做木勺"]
    invalid = [e.project for e in other.records.page(Evaluation).items if not e.valid]
    assert invalid == ["2025年做木勺"]
