"""Preview, answer, confirm: one path, one transaction, nothing lost."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from indexes.durable import writer_lock
from matcher.errors import Conflict, InvalidInput, NotAllowed, NotFound
from matcher.intake.cells import CellRef
from matcher.intake.plan import Action
from matcher.model import Evaluation, Need, Organization, Service
from matcher.service.values import ImportStatus, RecommendOptions, UploadedFile

SAMPLE = Path(__file__).resolve().parents[2] / "matcher" / "data" / "sample"
NAMES = ("供给目录.xlsx", "需求目录.xlsx", "绩效评价.xlsx")


def sample_files(*names):
    return [UploadedFile(name, (SAMPLE / name).read_bytes()) for name in names or NAMES]


def csv_file(*lines, name="需求.csv"):
    return UploadedFile(name, "\n".join(lines).encode())


HEADER = "需求编号,需求名称,需求描述,服务类型,受益群众,预算（万元）"
ROW = "XQ-2027-001,独居老人探访,每周上门看望独居老人,为老服务,老年人,{}"


def wait(services, job):
    deadline = time.monotonic() + 60
    while services.imports.job(job.id).status in (ImportStatus.READING, ImportStatus.CONFIRMING):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return services.imports.job(job.id)


def counts(services):
    return {k: services.records.page(k).total for k in (Need, Organization, Service, Evaluation)}


def test_a_preview_changes_nothing(empty):
    job = empty.imports.preview(sample_files())
    assert job.status is ImportStatus.PREVIEWED
    assert set(counts(empty).values()) == {0}
    assert empty.imports.job(job.id).plan == job.plan


def test_importing_the_same_files_again_changes_nothing(sample):
    before, version = counts(sample), sample.maintenance.health().catalog_version
    job = sample.imports.preview(sample_files())
    assert {c.action for c in job.plan.changes} == {Action.UNCHANGED}
    assert sample.imports.confirm(job.id).catalog_version == version
    assert counts(sample) == before


@pytest.mark.parametrize("order", [NAMES, NAMES[::-1]])
def test_files_may_come_in_any_order(empty, order):
    job = empty.imports.preview(sample_files(*order))
    assert job.plan.count(Organization, Action.CREATE) == 120
    assert job.plan.count(Need, Action.CREATE) == 60


def test_a_question_is_answered_on_the_same_path(empty):
    job = empty.imports.preview([csv_file(HEADER, ROW.format(120000))])
    (asked,) = [i for i in job.plan.issues if i.severity == "ask"]
    assert (asked.row, asked.field, asked.proposal) == (2, "budget", "120000元")
    done = empty.imports.confirm(
        job.id, {CellRef(asked.sheet, asked.row, asked.column): asked.proposal}
    )
    assert done.status is ImportStatus.CONFIRMED
    need = empty.records.find_need("XQ-2027-001")
    assert (need.budget.low, need.meta.source.row) == (120000, 2)


def test_unanswered_questions_leave_the_value_out_and_the_row_in(empty):
    job = empty.imports.preview([csv_file(HEADER, ROW.format(120000))])
    empty.imports.confirm(job.id)
    assert empty.records.find_need("XQ-2027-001").budget.low is None


def test_background_jobs_tell_their_progress(empty):
    job = wait(empty, empty.imports.submit(sample_files()))
    assert (job.status, job.progress) == (ImportStatus.PREVIEWED, 100)
    done = wait(empty, empty.imports.submit_confirm(job.id))
    assert (done.status, done.progress) == (ImportStatus.CONFIRMED, 100)
    assert counts(empty)[Organization] == 120


def test_an_unusable_file_fails_with_a_clear_sentence_and_changes_nothing(empty):
    with pytest.raises(InvalidInput, match="坏文件"):
        empty.imports.preview([UploadedFile("坏文件.xlsx", b"PK\x03\x04 not a workbook")])
    job = wait(empty, empty.imports.submit([UploadedFile("空.xlsx", b"")]))
    assert job.status is ImportStatus.FAILED
    assert "空.xlsx" in job.message_zh
    assert set(counts(empty).values()) == {0}


def test_a_file_without_any_table_is_refused_and_says_why(empty):
    with pytest.raises(InvalidInput, match="没有认出") as caught:
        empty.imports.preview([csv_file("今天,天气", "很好,晴", name="闲话.csv")])
    assert "闲话.csv" in caught.value.message_zh


def test_a_confirmed_import_cannot_be_confirmed_again(empty):
    job = empty.imports.preview([csv_file(HEADER, ROW.format(12))])
    empty.imports.confirm(job.id)
    with pytest.raises(NotAllowed, match="已导入"):
        empty.imports.confirm(job.id)
    with pytest.raises(NotFound):
        empty.imports.confirm("nowhere")


def test_a_catalog_changed_since_the_preview_asks_to_look_again(empty):
    first = empty.imports.preview([csv_file(HEADER, ROW.format(12))])
    second = empty.imports.preview([csv_file(HEADER, ROW.format(15))])
    empty.imports.confirm(second.id)
    with pytest.raises(Conflict, match="再确认一次"):
        empty.imports.confirm(first.id)
    again = empty.imports.job(first.id)
    assert again.status is ImportStatus.PREVIEWED
    assert [c.action for c in again.plan.changes] == [Action.UPDATE]
    empty.imports.confirm(first.id)
    assert empty.records.find_need("XQ-2027-001").budget.low == 120000


def test_a_stopped_process_leaves_a_job_that_can_be_taken_up(empty, tmp_path, start):
    job = empty.imports.preview([csv_file(HEADER, ROW.format(12))])
    with empty._store.write() as repo:  # as after a kill in the middle of the confirmation
        repo.save_import(replace(job, status=ImportStatus.CONFIRMING))
    again = start(tmp_path / "empty")
    again.imports.close_unfinished()
    assert "中断" in again.imports.job(job.id).message_zh
    assert again.imports.confirm(job.id).status is ImportStatus.CONFIRMED


def test_files_above_the_limit_are_refused(tmp_path, start):
    services = start(tmp_path / "small", max_upload_mb=1)
    with pytest.raises(InvalidInput, match="1 MB"):
        services.imports.preview([UploadedFile("大.csv", b"a" * (1024 * 1024 + 1))])
    with pytest.raises(InvalidInput, match="没有收到文件"):
        services.imports.preview([])


def test_what_is_written_stays_confirmed_when_the_index_cannot_be_built(empty, tmp_path):
    job = empty.imports.preview(sample_files())
    with writer_lock(tmp_path / "empty" / "snapshots"):
        done = wait(empty, empty.imports.submit_confirm(job.id))
    assert done.status is ImportStatus.CONFIRMED
    assert done.error_code == "UNAVAILABLE"
    assert "已写入目录" in done.message_zh
    assert counts(empty)[Organization] == 120
    run = empty.recommendations.for_need("XQ-2026-024", RecommendOptions())
    assert run.counts.universe == 120  # the next question brings the index up
