"""Around every request: size limit, last border for unknown failures, security headers, log line.

Plain ASGI, so that streaming and cancellation stay as they are. The log holds id, path template,
status and time; never a text, a query or a body (个人信息保护法).
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .errors import problem_response, refused

_log = logging.getLogger("duijie.api.requests")

#: Bodies that are no upload: far above the largest record, far below what hurts.
JSON_LIMIT = 1024 * 1024
_UPLOADS = "/v1/imports"
#: Everything comes from this service itself; no frame, no plug-in, no inline script.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


class Border:
    """The outermost layer; ``upload_bytes`` bounds the body of an import."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._app = app
        self._upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(scope, receive, send, self._limit(scope))
        try:
            await self._serve(request)
        finally:
            request.log()

    async def _serve(self, request: _Request) -> None:
        declared = Headers(scope=request.scope).get("content-length", "0")
        try:
            if declared.isdigit() and int(declared[:15]) > request.limit:
                await request.answer(refused(413))
            else:
                await self._app(request.scope, request.receive, request.send)
        except Exception:
            # The last border: the caller gets an id, the details go to the log under that id.
            _log.exception("request %s failed", request.id)
            sentence = f"服务出现内部错误。错误编号 {request.id}，请交给管理员。"
            await request.answer(problem_response(500, "INTERNAL", sentence))

    def _limit(self, scope: Scope) -> int:
        return self._upload_bytes if scope["path"] == _UPLOADS else JSON_LIMIT


class _Request:
    """One request on its way through the border."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        self.id = uuid.uuid4().hex[:12]
        self.scope = scope
        self.limit = limit
        self._receive = receive
        self._send = send
        self._read = 0
        self._status: int | None = None
        self._started = time.perf_counter()

    async def receive(self) -> Message:
        """Pass a piece of the body on, up to the limit."""
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > self.limit:
            # The framework passes this type through while it reads a body, and no other.
            raise HTTPException(413)
        return message

    async def send(self, message: Message) -> None:
        """Pass the answer on, with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _headers_of(self.id):
                headers.setdefault(name, value)
        await self._send(message)

    async def answer(self, response: Response) -> None:
        """Answer with an error, unless an answer has begun already."""
        if self._status is None:
            await response(self.scope, self._receive, self.send)

    def log(self) -> None:
        """Write the one line of this request."""
        route = self.scope.get("route")
        path = getattr(route, "path", "-")
        spent = (time.perf_counter() - self._started) * 1000
        _log.info(
            "request %s %s %s %s %.0f ms",
            self.id,
            self.scope["method"],
            path,
            self._status or "-",
            spent,
        )


def _headers_of(request_id: str) -> Iterator[tuple[str, str]]:
    yield from _HEADERS.items()
    yield "X-Request-Id", request_id
