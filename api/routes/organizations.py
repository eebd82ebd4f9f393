"""Organizations: list, read, create, change."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Response

from matcher.model import Organization
from matcher.service.values import Page

from ..deps import Cursor, IfMatch, Limit, RecordId, ServicesDep, expected_version
from ..schemas.lists import OrganizationPage
from ..schemas.organizations import OrganizationBody, OrganizationChange
from ..schemas.views import OrganizationView
from .common import CHANGES, LISTS, READS, etag, shown

router = APIRouter(prefix="/v1/organizations", tags=["组织"])


@router.get("", response_model=OrganizationPage, responses=LISTS, summary="组织列表")
def list_organizations(
    services: ServicesDep, limit: Limit = 50, cursor: Cursor = None
) -> Page[Organization]:
    """按内部编号的顺序分页列出。"""
    page = services.records.page(Organization, cursor, limit)
    return replace(page, items=tuple(shown(item) for item in page.items))


@router.post(
    "", response_model=OrganizationView, responses=CHANGES, status_code=201, summary="新增组织"
)
def create_organization(
    services: ServicesDep, body: OrganizationBody, response: Response
) -> Organization:
    """内部编号由系统按自然键给出；已存在时返回 409。"""
    return shown(etag(services.records.create(body.record()), response))


@router.get("/{id}", response_model=OrganizationView, responses=READS, summary="读取组织")
def get_organization(
    services: ServicesDep, record_id: RecordId, response: Response
) -> Organization:
    """响应头 ETag 是版本，修改时用 If-Match 带回。"""
    return shown(etag(services.records.get(Organization, record_id), response))


@router.put("/{id}", response_model=OrganizationView, responses=CHANGES, summary="修改组织")
def update_organization(
    services: ServicesDep,
    record_id: RecordId,
    body: OrganizationChange,
    response: Response,
    if_match: IfMatch = None,
) -> Organization:
    """整条替换；所依据的版本已被他人修改时返回 409。"""
    version = expected_version(if_match, body.version)
    record = body.record(services.records.get(Organization, record_id))
    return shown(etag(services.records.update(record, version), response))
