"""What the record handlers share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from fastapi import Response

from matcher.intake.values import mask_phone
from matcher.model import Organization, Record

from ..schemas.problems import Problem

R = TypeVar("R", bound=Record)
Responses = dict[int | str, dict[str, Any]]

_SENTENCES = {
    400: "请求无法读取",
    404: "没有这条记录",
    409: "与现有记录冲突，或已被他人修改",
    413: "提交的内容太大",
    422: "字段不可用，逐项见 errors",
    500: "内部错误，附错误编号",
    503: "服务暂不可用，说明中有恢复办法",
}


def problems(*statuses: int) -> Responses:
    """Return the declaration of error responses with these statuses, 500 and 503."""
    return {
        status: {"model": Problem, "description": _SENTENCES[status]}
        for status in (*statuses, 500, 503)
    }


LISTS = problems(422)
READS = problems(404, 422)
CHANGES = problems(400, 404, 409, 413, 422)
ASKS = problems(400, 404, 409, 413, 422)


def etag(record: R, response: Response) -> R:
    """Set the record's version as entity tag and return the record."""
    if record.meta is not None:
        response.headers["ETag"] = f'"{record.meta.version}"'
    return record


def shown(organization: Organization) -> Organization:
    """Return the organization as others may see it: phone masked, contact person left out."""
    phone = mask_phone(organization.contact_phone) if organization.contact_phone else ""
    return replace(organization, contact_name="", contact_phone=phone)
