"""The service part of a supply row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

from ...dates import first_day
from ...model import Service
from ...text import is_stuffed
from ..values import parse_area, parse_count, parse_date, parse_money, parse_price
from .choices import parse_in_force
from .drafts import Draft
from .lists import read_beneficiaries, read_labels, read_service_types
from .reader import RowReader
from .report import warn


def read_service(reader: RowReader, today: date) -> Draft[Service] | None:
    """Return the service of a supply row, or None when the row describes none."""
    title = reader.free_text("service_title", "title")
    description = reader.free_text("service_description", "description")
    types = read_service_types(reader)
    if not title:
        if not types and not description:
            return None
        title = "、".join(types) or description[:30]
        message = f"缺服务名称，用“{title}”代替，请补充。"
        reader.tell("service_title", warn("SERVICE_TITLE_MISSING", message, title))
        reader.unstated.discard("title")
    if is_stuffed(description):
        message = (
            "服务内容像是关键词罗列（描述疑似堆砌），按长度归一，不因此加分；请写清做什么、怎么做。"
        )
        reader.tell("service_description", warn("STUFFED", message))
    service = Service(
        id="",
        organization_id="",
        title=title,
        description=description,
        service_types=types,
        beneficiaries=read_beneficiaries(reader),
        methods=read_labels(reader, "service_methods", "methods"),
        price=reader.take("price", parse_price),
        area=reader.take("service_area", parse_area, ("area",)),
        licences=read_labels(reader, "service_licences", "licences"),
        staff_required=reader.take("service_staff", parse_count, ("staff_required",)),
        capacity_per_month=reader.take("service_capacity", parse_count, ("capacity_per_month",)),
        largest_similar_project=_largest(reader),
        assured_on=_assured(reader, today),
        active=reader.take("service_active", parse_in_force, ("active",)),
    )
    return Draft(service, frozenset(reader.unstated), reader.place)


def _largest(reader: RowReader) -> Decimal | None:
    unit = reader.table.unit("largest_similar_project")
    return reader.take("largest_similar_project", lambda v: parse_money(v, unit)).low


def _assured(reader: RowReader, today: date) -> date | None:
    rule = partial(parse_date, today=today, not_after=today)
    value = reader.take("assured_on", rule).value
    return None if value is None else first_day(value)
