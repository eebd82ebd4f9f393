"""The web application; nothing happens at import."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from matcher.settings import Settings

from . import errors
from .middleware import Border
from .routes import (
    evaluations,
    exchange,
    health,
    imports,
    needs,
    organizations,
    page,
    recommendations,
)
from .routes import services as services_routes

if TYPE_CHECKING:
    from matcher.compose import Services

#: Requests that encode, search or touch SQL at the same time; more would only wait in SQLite.
_WORKERS = 8
#: Files of one import may together be this many times the limit of one file.
_FILES_PER_IMPORT = 5

_ABOUT = (
    "街道购买社会组织服务的供需匹配与推荐。推荐结果仅供参考，不作为评审依据。"
    "出错时一律返回 code、message_zh、field、row、errors。"
)


def create_app(settings: Settings | None = None, services: Services | None = None) -> FastAPI:
    """Return the application.

    ``services`` given: used and left open. Else they are built from ``settings`` (None: from the
    environment) when the application starts, and closed when it ends.
    """
    chosen = settings if settings is not None else Settings.from_env(os.environ)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _WORKERS
        app.state.services = services if services is not None else _built(chosen)
        app.state.services.imports.close_unfinished()
        try:
            yield
        finally:
            if services is None:
                app.state.services.close()

    app = FastAPI(
        title="对接",
        version=metadata.version("duijie"),
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    for module in (
        needs,
        organizations,
        services_routes,
        evaluations,
        imports,
        exchange,
        recommendations,
        health,
        page,
    ):
        app.include_router(module.router)
    app.mount("/static", page.static_files())
    errors.install(app)
    upload_bytes = chosen.max_upload_mb * 1024 * 1024 * _FILES_PER_IMPORT
    app.add_middleware(Border, upload_bytes=upload_bytes)
    return app


def _built(settings: Settings) -> Services:
    from matcher.compose import build_services

    return build_services(settings)
