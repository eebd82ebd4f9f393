"""``duijie serve``: the service, and with ``--prepare`` the first start on an empty machine."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.errors import Unavailable
from matcher.service.values import RecommendOptions

from ..logs import configure
from ..origin import check_origin
from .console import note, progress_bar
from .context import settings
from .run_view import show_run

if TYPE_CHECKING:
    from matcher.compose import Services

#: The need of the bundled catalog that the first start shows.
SAMPLE_NEED = "XQ-2026-060"
#: Requests under way get this long to finish when the service is stopped.
_GRACE_S = 10


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve", help="启动服务：页面、接口。按 Ctrl+C 停止。")(serve)


def serve(
    host: Annotated[str | None, typer.Option("--host", help="监听的地址。")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="监听的端口；0 为任选空闲端口。")
    ] = None,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="目录为空时导入自带样例，并给出一条推荐。")
    ] = False,
) -> None:
    """Serve pages and interface until stopped."""
    check_origin()
    chosen = settings()
    chosen = replace(chosen, host=host or chosen.host, port=chosen.port if port is None else port)
    configure(chosen.log_level)
    listening = _listen(chosen.host, chosen.port)
    import uvicorn

    from matcher.compose import build_services

    from ..app import create_app

    services = build_services(chosen)
    try:
        if prepare:
            _first_start(services)
        where = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
        note(f"服务已启动：http://{where}:{listening.getsockname()[1]}  （按 Ctrl+C 停止）")
        config = uvicorn.Config(
            create_app(chosen, services),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_S,
        )
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        services.close()


def _listen(host: str, port: int) -> socket.socket:
    """Return the listening socket; taken first, so that a busy port is said in one sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise Unavailable(
            f"无法监听 {host}:{port}，端口可能被占用。"
            "请用 --port 或环境变量 DUIJIE_PORT 换一个端口。"
        ) from error


def _first_start(services: Services) -> None:
    """Import the bundled catalog when there is none, and show what it is good for."""
    if services.maintenance.health().catalog_version > 0:
        return
    with progress_bar("导入样例目录") as tell:
        job = services.maintenance.import_sample_if_empty(tell)
    if job is not None:
        show_run(services.recommendations.for_need(SAMPLE_NEED, RecommendOptions(top_k=3)))
