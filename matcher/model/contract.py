"""Contracts signed for needs of the directory (五(四), 五(五), docs/procurement.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .base import Meta


class ContractStatus(StrEnum):
    """Life of a contract; 解除 for cause within 24 months needs a reason to choose again (W08)."""

    RUNNING = "执行中"
    COMPLETED = "结项"
    TERMINATED = "解除"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One signed contract of one provider; a joint bid is held by who signed it.

    ``need_id`` is the need it was signed for, empty where that was never in the directory;
    ``start`` and ``end`` are its first and last day; ``amount`` in 元; ``renewal_of`` is the id of
    the contract that it prolongs (五(五)), empty for a first one. ``ended_on`` and ``end_reason``
    are set when it is 结项 or 解除; ``for_cause``: ended because of the provider.
    """

    id: str
    organization_id: str
    code: str
    title: str
    need_id: str = ""
    street: str = ""
    service_types: tuple[str, ...] = ()
    purchase_mode: str = ""
    amount: Decimal | None = None
    signed_on: date
    start: date
    end: date
    renewal_of: str = ""
    status: ContractStatus = ContractStatus.RUNNING
    ended_on: date | None = None
    end_reason: str = ""
    for_cause: bool = False
    meta: Meta | None = None
