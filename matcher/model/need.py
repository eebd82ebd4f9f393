"""The need: what a street office wants to have done (docs/catalog.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from .amounts import Money, Period, Quantity
from .base import Labelled, Meta


class NeedStatus(StrEnum):
    """Life of a need in the directory."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One entry of the need directory (需求目录), as typed facts.

    ``service_types`` are labels of the classification (:mod:`matcher.taxonomy`), as written;
    ``directory_items`` are codes or names of the guiding directory, as written (四(三));
    ``continuity_conditions`` are the four of 五(五): stable, continuous, price-stable, budgeted.
    ``drafters`` are organization names or ids that helped to write the need (条例第18条).
    """

    id: str
    code: str
    title: str
    description: str
    street: str = ""
    communities: tuple[str, ...] = ()
    service_types: tuple[str, ...] = ()
    directory_items: tuple[str, ...] = ()
    beneficiaries: tuple[Labelled, ...] = ()
    beneficiary_count: Quantity = field(default_factory=Quantity)
    required_staff: int | None = None
    required_certified: int | None = None
    required_licences: tuple[str, ...] = ()
    budget: Money = field(default_factory=Money)
    budget_public: Decimal | None = None
    self_raised_ratio: Decimal | None = None
    funding_source: str = ""
    purchase_mode: str = ""
    period: Period = field(default_factory=Period)
    continuous: bool = False
    continuity_conditions: tuple[bool, bool, bool, bool] = (False, False, False, False)
    collection_round: str = ""
    channels: tuple[str, ...] = ()
    request_count: int = 1
    drafters: tuple[str, ...] = ()
    remarks: str = ""
    status: NeedStatus = NeedStatus.ACTIVE
    meta: Meta | None = None
