"""Columns of the need directory.

Remarks of the period stand in its own cell, in brackets; the separate column is for people.
"""

from __future__ import annotations

from ..model import Need, NeedStatus
from .format import (
    format_decimal,
    format_flag,
    format_labelled,
    format_money,
    format_period,
    format_quantity,
    format_yuan,
)
from .sheet import ExportCell, Field


def _ratio(need: Need) -> ExportCell:
    return None if need.self_raised_ratio is None else format_decimal(need.self_raised_ratio)


def _conditions(need: Need) -> tuple[str, ...]:
    """Return the four conditions of 五(五) in their order, each 是 or 否."""
    return tuple(format_flag(met) for met in need.continuity_conditions)


def _status(need: Need) -> str:
    return "已撤销" if need.status is NeedStatus.WITHDRAWN else "有效"


NEED_FIELDS: tuple[Field[Need], ...] = (
    Field("code", lambda n: n.code or None),
    Field("title", lambda n: n.title),
    Field("description", lambda n: n.description or None),
    Field("street", lambda n: n.street or None),
    Field("communities", lambda n: n.communities),
    Field("service_types", lambda n: n.service_types),
    Field("directory_items", lambda n: n.directory_items),
    Field("beneficiaries", lambda n: format_labelled(n.beneficiaries)),
    Field("beneficiary_count", lambda n: format_quantity(n.beneficiary_count)),
    Field("budget", lambda n: format_money(n.budget)),
    Field("budget_public", lambda n: format_yuan(n.budget_public)),
    Field("self_raised_ratio", _ratio),
    Field("funding_source", lambda n: n.funding_source or None),
    Field("period", lambda n: format_period(n.period)),
    Field("period_note", lambda _: None),
    Field("purchase_mode", lambda n: n.purchase_mode or None),
    Field("required_staff", lambda n: n.required_staff),
    Field("required_certified", lambda n: n.required_certified),
    Field("required_licences", lambda n: n.required_licences),
    Field("continuous", lambda n: format_flag(n.continuous)),
    Field("continuity_conditions", _conditions),
    Field("collection_round", lambda n: n.collection_round or None),
    Field("channels", lambda n: n.channels),
    Field("request_count", lambda n: n.request_count),
    Field("drafters", lambda n: n.drafters),
    Field("remarks", lambda n: n.remarks or None),
    Field("status", _status, asked=False),
    Field("id", lambda n: n.id, asked=False),
)
