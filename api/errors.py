"""Errors → one shape: ``{code, message_zh, field, row, errors[]}`` with a status.

The table maps the product's error types; words of a message never decide anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from matcher.errors import (
    Conflict,
    InvalidInput,
    MatchingError,
    NotAllowed,
    NotFound,
    Unavailable,
)

from .schemas.problems import Problem, ProblemItem
from .validation import problem_of

#: Status of each error type, the most special first.
STATUS: tuple[tuple[type[MatchingError], int], ...] = (
    (InvalidInput, 422),
    (NotFound, 404),
    (Conflict, 409),
    (NotAllowed, 409),
    (Unavailable, 503),
    (MatchingError, 400),
)
#: Single codes with a status of their own.
STATUS_OF_CODE = {"FILE_TOO_BIG": 413}

#: What the framework refuses before any handler runs: status → (code, sentence).
_REFUSED = {
    400: ("BAD_REQUEST", "请求无法读取：内容不是完整的 JSON 或表单，请检查后重新提交。"),
    404: ("NOT_FOUND", "没有这个地址。全部地址见 /docs。"),
    405: ("METHOD_NOT_ALLOWED", "这个地址不支持该操作方式。全部地址见 /docs。"),
    413: ("TOO_LARGE", "提交的内容太大，请拆分或精简后再提交。"),
    415: ("MEDIA_TYPE", "内容类型不对：请用 application/json，导入文件用 multipart/form-data。"),
}


def problem_response(
    status: int,
    code: str,
    message_zh: str,
    *,
    field: str | None = None,
    row: int | None = None,
    errors: Sequence[ProblemItem] = (),
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """Return the response of one error."""
    body = Problem(code=code, message_zh=message_zh, field=field, row=row, errors=list(errors))
    return JSONResponse(body.model_dump(), status_code=status, headers=headers)


def refused(status: int, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return the response for what the framework refuses."""
    code, message = _REFUSED.get(status, ("REFUSED", f"请求被拒绝（{status}）。"))
    return problem_response(status, code, message, headers=headers)


def status_of(error: MatchingError) -> int:
    """Return the HTTP status of an expected error."""
    if error.code in STATUS_OF_CODE:
        return STATUS_OF_CODE[error.code]
    return next(status for kind, status in STATUS if isinstance(error, kind))


def _expected(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, MatchingError)
    status = status_of(error)
    headers = {"Retry-After": "5"} if status == 503 else None
    if not isinstance(error, InvalidInput):
        return problem_response(status, error.code, error.message_zh, headers=headers)
    items = [
        ProblemItem(message_zh=p.message_zh, field=p.field, row=p.row, file=p.file, sheet=p.sheet)
        for p in error.problems
    ]
    return problem_response(
        status, error.code, error.message_zh, field=error.field, row=error.row, errors=items
    )


def _malformed(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return problem_response(**problem_of(error.errors()))


def _framework(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return refused(error.status_code, dict(error.headers or {}))


def install(app: FastAPI) -> None:
    """Register the handlers; unknown failures are answered in :mod:`api.middleware`."""
    app.add_exception_handler(MatchingError, _expected)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _framework)
