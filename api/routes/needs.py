"""Needs: list, read, create, change."""

from __future__ import annotations

from fastapi import APIRouter, Response

from matcher.model import Need
from matcher.service.values import Page

from ..deps import Cursor, IfMatch, Limit, RecordId, ServicesDep, expected_version
from ..schemas.lists import NeedPage
from ..schemas.needs import NeedBody, NeedChange
from ..schemas.views import NeedView
from .common import CHANGES, LISTS, READS, etag

router = APIRouter(prefix="/v1/needs", tags=["需求"])


@router.get("", response_model=NeedPage, responses=LISTS, summary="需求列表")
def list_needs(services: ServicesDep, limit: Limit = 50, cursor: Cursor = None) -> Page[Need]:
    """按内部编号的顺序分页列出。"""
    return services.records.page(Need, cursor, limit)


@router.post("", response_model=NeedView, responses=CHANGES, status_code=201, summary="新增需求")
def create_need(services: ServicesDep, body: NeedBody, response: Response) -> Need:
    """内部编号由系统按自然键给出；已存在时返回 409。"""
    return etag(services.records.create(body.record()), response)


@router.get("/{id}", response_model=NeedView, responses=READS, summary="读取需求")
def get_need(services: ServicesDep, record_id: RecordId, response: Response) -> Need:
    """响应头 ETag 是版本，修改时用 If-Match 带回。"""
    return etag(services.records.get(Need, record_id), response)


@router.put("/{id}", response_model=NeedView, responses=CHANGES, summary="修改需求")
def update_need(
    services: ServicesDep,
    record_id: RecordId,
    body: NeedChange,
    response: Response,
    if_match: IfMatch = None,
) -> Need:
    """整条替换；所依据的版本已被他人修改时返回 409。"""
    version = expected_version(if_match, body.version)
    record = body.record(record_id)
    return etag(services.records.update(record, version), response)
