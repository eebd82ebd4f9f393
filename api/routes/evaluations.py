"""Evaluations: list, read, create, change."""

from __future__ import annotations

from fastapi import APIRouter, Response

from matcher.model import Evaluation
from matcher.service.values import Page

from ..deps import Cursor, IfMatch, Limit, RecordId, ServicesDep, expected_version
from ..schemas.evaluations import EvaluationBody, EvaluationChange
from ..schemas.lists import EvaluationPage
from ..schemas.views import EvaluationView
from .common import CHANGES, LISTS, READS, etag

router = APIRouter(prefix="/v1/evaluations", tags=["评价"])


@router.get("", response_model=EvaluationPage, responses=LISTS, summary="评价列表")
def list_evaluations(
    services: ServicesDep, limit: Limit = 50, cursor: Cursor = None
) -> Page[Evaluation]:
    """按内部编号的顺序分页列出。"""
    return services.records.page(Evaluation, cursor, limit)


@router.post(
    "", response_model=EvaluationView, responses=CHANGES, status_code=201, summary="新增评价"
)
def create_evaluation(
    services: ServicesDep, body: EvaluationBody, response: Response
) -> Evaluation:
    """内部编号由系统按自然键给出；已存在时返回 409。"""
    return etag(services.records.create(body.record()), response)


@router.get("/{id}", response_model=EvaluationView, responses=READS, summary="读取评价")
def get_evaluation(services: ServicesDep, record_id: RecordId, response: Response) -> Evaluation:
    """响应头 ETag 是版本，修改时用 If-Match 带回。"""
    return etag(services.records.get(Evaluation, record_id), response)


@router.put("/{id}", response_model=EvaluationView, responses=CHANGES, summary="修改评价")
def update_evaluation(
    services: ServicesDep,
    record_id: RecordId,
    body: EvaluationChange,
    response: Response,
    if_match: IfMatch = None,
) -> Evaluation:
    """整条替换；所依据的版本已被他人修改时返回 409。"""
    version = expected_version(if_match, body.version)
    record = body.record(record_id)
    return etag(services.records.update(record, version), response)
