"""Pages of records."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from .views import EvaluationView, NeedView, OrganizationView, ServiceView, View


def page_of(item: type[View], name_zh: str) -> type[View]:
    """Return the model of one page of ``item``."""
    fields: dict[str, Any] = {
        "items": (list[item], ...),  # type: ignore[valid-type]
        "next_cursor": (str | None, ...),
        "total": (int, ...),
    }
    doc = f"一页{name_zh}；``next_cursor`` 为空表示没有下一页。"
    return create_model(item.__name__.replace("View", "Page"), __base__=View, __doc__=doc, **fields)


NeedPage = page_of(NeedView, "需求")
OrganizationPage = page_of(OrganizationView, "组织")
ServicePage = page_of(ServiceView, "服务")
EvaluationPage = page_of(EvaluationView, "评价")
