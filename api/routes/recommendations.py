"""Recommendations: for a need, for a text, for a field; and stored runs.

A run goes out as the text that is stored, byte for byte (F6); the declared model describes it.
"""

from __future__ import annotations

from fastapi import APIRouter, Response

from matcher.model import Run
from matcher.runs import run_to_json

from ..deps import RecordId, ServicesDep
from ..schemas.asking import RunRequest, TextRequest
from ..schemas.views import RunView
from .common import ASKS, READS

router = APIRouter(prefix="/v1", tags=["推荐"])


@router.post(
    "/needs/{id}/recommendations",
    response_model=RunView,
    responses=ASKS,
    summary="为目录中的需求推荐组织",
)
def recommend_for_need(
    services: ServicesDep, record_id: RecordId, body: RunRequest | None = None
) -> Response:
    """``id`` 可用内部编号，也可用需求编号。"""
    options = (body or RunRequest()).options()
    return _answer(services.recommendations.for_need(record_id, options))


@router.post(
    "/recommendations", response_model=RunView, responses=ASKS, summary="为一段文字推荐组织"
)
def recommend_for_text(services: ServicesDep, body: TextRequest) -> Response:
    """文字中的个人信息先脱敏，再用于匹配和存档。"""
    return _answer(services.recommendations.for_text(body.text, body.options()))


@router.post("/scout", response_model=RunView, responses=ASKS, summary="按领域发现组织")
def scout(services: ServicesDep, body: TextRequest) -> Response:
    """供孵化基地按领域找组织：不计预算、服务可达和连续性。"""
    return _answer(services.recommendations.scout(body.text, body.options()))


@router.get("/runs/{id}", response_model=RunView, responses=READS, summary="读取存档的推荐")
def get_run(services: ServicesDep, record_id: RecordId) -> Response:
    """与当时返回的内容逐字节相同。"""
    return _json(services.recommendations.run_text(record_id))


def _answer(run: Run) -> Response:
    return _json(run_to_json(run))


def _json(text: str) -> Response:
    return Response(text.encode("utf-8"), media_type="application/json")
