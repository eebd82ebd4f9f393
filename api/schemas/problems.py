"""The one shape of every error."""

from __future__ import annotations

from .views import View


class ProblemItem(View):
    """其中一处错误。"""

    message_zh: str
    field: str | None = None
    row: int | None = None
    file: str | None = None
    sheet: str | None = None


class Problem(View):
    """出错时的统一格式：出了什么问题、在哪个字段、怎么办。"""

    code: str
    message_zh: str
    field: str | None = None
    row: int | None = None
    errors: list[ProblemItem] = []


class Alive(View):
    """进程在运行。"""

    status: str = "ok"
