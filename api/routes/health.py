"""Whether the process lives and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter, Response

from matcher.service.values import Health

from ..deps import ServicesDep
from ..schemas.problems import Alive
from ..schemas.views import HealthView

router = APIRouter(tags=["运行"])


@router.get("/healthz", summary="进程是否在运行")
def healthz() -> Alive:
    """不查数据库。"""
    return Alive()


@router.get(
    "/readyz",
    response_model=HealthView,
    responses={503: {"model": HealthView, "description": "未就绪，原因见 problems_zh"}},
    summary="能否提供推荐",
)
def readyz(services: ServicesDep, response: Response) -> Health:
    """数据库、索引、编码器都可用才算就绪。"""
    health: Health = services.maintenance.health()
    response.status_code = 200 if health.ready else 503
    return health
