"""Imports as jobs: submit, look, confirm."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, UploadFile

from ..deps import RecordId, ServicesDep, uploaded
from ..schemas.asking import ConfirmRequest
from ..schemas.jobs import JobView, job_view
from .common import CHANGES, READS

router = APIRouter(prefix="/v1/imports", tags=["导入"])


@router.post("", responses=CHANGES, status_code=202, summary="提交表格，生成导入计划")
def submit_import(
    services: ServicesDep,
    files: Annotated[list[UploadFile], File(title="表格文件（.xlsx .xls .csv .jsonl）")],
) -> JobView:
    """可一次提交多个文件。只生成计划，确认前什么也不写入；进度用读取接口查询。"""
    return job_view(services.imports.submit(uploaded(files)))


@router.get("/{id}", responses=READS, summary="查看导入进度与计划")
def get_import(services: ServicesDep, record_id: RecordId) -> JobView:
    """计划列出新增、修改、不变、未采纳的记录，以及每一处问题的位置和建议。"""
    return job_view(services.imports.job(record_id))


@router.post("/{id}/confirm", responses=CHANGES, status_code=202, summary="确认导入")
def confirm_import(
    services: ServicesDep, record_id: RecordId, body: ConfirmRequest | None = None
) -> JobView:
    """在一个事务里写入；可附对存疑单元格的答复。"""
    answers = {} if body is None else body.cells()
    return job_view(services.imports.submit_confirm(record_id, answers))
