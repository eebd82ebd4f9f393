"""Services: list, read, create, change."""

from __future__ import annotations

from fastapi import APIRouter, Response

from matcher.model import Service
from matcher.service.values import Page

from ..deps import Cursor, IfMatch, Limit, RecordId, ServicesDep, expected_version
from ..schemas.lists import ServicePage
from ..schemas.organizations import ServiceBody, ServiceChange
from ..schemas.views import ServiceView
from .common import CHANGES, LISTS, READS, etag

router = APIRouter(prefix="/v1/services", tags=["服务"])


@router.get("", response_model=ServicePage, responses=LISTS, summary="服务列表")
def list_services(services: ServicesDep, limit: Limit = 50, cursor: Cursor = None) -> Page[Service]:
    """按内部编号的顺序分页列出。"""
    return services.records.page(Service, cursor, limit)


@router.post("", response_model=ServiceView, responses=CHANGES, status_code=201, summary="新增服务")
def create_service(services: ServicesDep, body: ServiceBody, response: Response) -> Service:
    """内部编号由系统按自然键给出；已存在时返回 409。"""
    return etag(services.records.create(body.record()), response)


@router.get("/{id}", response_model=ServiceView, responses=READS, summary="读取服务")
def get_service(services: ServicesDep, record_id: RecordId, response: Response) -> Service:
    """响应头 ETag 是版本，修改时用 If-Match 带回。"""
    return etag(services.records.get(Service, record_id), response)


@router.put("/{id}", response_model=ServiceView, responses=CHANGES, summary="修改服务")
def update_service(
    services: ServicesDep,
    record_id: RecordId,
    body: ServiceChange,
    response: Response,
    if_match: IfMatch = None,
) -> Service:
    """整条替换；所依据的版本已被他人修改时返回 409。"""
    version = expected_version(if_match, body.version)
    record = body.record(record_id)
    return etag(services.records.update(record, version), response)
