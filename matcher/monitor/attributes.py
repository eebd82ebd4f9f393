"""The hidden attributes of organizations that disparity is looked at by; for `disparity` alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ..dates import age_in_months
from ..districts import district_of
from ..model import Organization

_YEAR = 12
_AGES = ((2, "不满 2 年"), (5, "2–5 年"), (10, "5–10 年"))
_SIZES = ((5, "不满 5 人"), (20, "5–19 人"))
_UNKNOWN = "未填"


def hidden_attributes(
    organizations: Iterable[Organization], as_of: date
) -> Mapping[str, Mapping[str, str]]:
    """Return attribute → organization id → group: district of registration, age, type, size."""
    held = tuple(organizations)
    return {
        "注册地": {o.id: _place(o) for o in held},
        "成立年限": {o.id: _age(o, as_of) for o in held},
        "组织类型": {o.id: o.type.value for o in held},
        "专职人数": {o.id: _size(o) for o in held},
    }


def _place(organization: Organization) -> str:
    district = district_of(organization.address) or district_of(organization.registrar)
    if district is not None:
        return district
    return "其他地区或不明" if organization.address or organization.registrar else _UNKNOWN


def _age(organization: Organization, as_of: date) -> str:
    if organization.registered_on is None:
        return _UNKNOWN
    years = age_in_months(organization.registered_on, as_of) / _YEAR
    return next((name for limit, name in _AGES if years < limit), "10 年以上")


def _size(organization: Organization) -> str:
    if organization.staff_full is None:
        return _UNKNOWN
    staff = organization.staff_full
    return next((name for limit, name in _SIZES if staff < limit), "20 人以上")
