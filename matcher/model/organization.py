"""Providers: organizations, services, federations, credit checks (docs/catalog.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .amounts import Price
from .base import Labelled, Meta, PartialDate


class OrganizationType(StrEnum):
    """Legal form; 备案 groups have no legal personality and never sign (docs/ranking.md)."""

    ASSOCIATION = "社会团体"
    SERVICE = "社会服务机构"
    FOUNDATION = "基金会"
    FILED_GROUP = "备案社区社会组织"
    FEDERATION = "社会组织联合会"
    INSTITUTION_1 = "事业单位一类"
    INSTITUTION_2 = "事业单位二类"
    MASS_ORGANIZATION = "群团组织"
    ENTERPRISE = "企业"
    OTHER = "其他"


#: Forms that are social organizations; 备案 groups among them, who contract through a federation.
SOCIAL_TYPES = frozenset(
    {
        OrganizationType.ASSOCIATION,
        OrganizationType.SERVICE,
        OrganizationType.FOUNDATION,
        OrganizationType.FILED_GROUP,
        OrganizationType.FEDERATION,
    }
)


#: Forms that are known to be no social organizations; of 其他 nothing is known, so it is neither.
OTHER_SUPPLIER_TYPES = frozenset(
    {
        OrganizationType.INSTITUTION_1,
        OrganizationType.INSTITUTION_2,
        OrganizationType.MASS_ORGANIZATION,
        OrganizationType.ENTERPRISE,
    }
)


class LegalStatus(StrEnum):
    """Registration state (登记状态)."""

    NORMAL = "正常"
    DISSOLVED = "注销"
    CANCELLED = "撤销"
    REVOKED = "吊销"
    PREPARING = "筹备"
    FILED = "备案"
    UNREGISTERED = "未登记"


@dataclass(frozen=True, slots=True)
class Rating:
    """Evaluation grade 评估等级 (``"5A"`` … ``"1A"``) with its validity; no grade = unrated."""

    grade: str | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnnualCheck:
    """Result of one year's check (年检) or report (年报); a filed report is not a passed check."""

    year: int
    kind: str
    result: str


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """Where a service is offered: ``scope`` 全市/全国/区 and the district names when 区.

    Declared by the organization, never inferred from its registration (三(一), F1).
    """

    scope: str = "全市"
    districts: tuple[str, ...] = ()
    note: str = ""


class FederationSupport(StrEnum):
    """The five supports a federation can give its members (三(二))."""

    INCUBATION = "孵化培育"
    MANAGEMENT = "规范管理"
    FUND_HOLDING = "资金代管"
    SIGNING = "项目委托代签"
    AGENCY = "服务代理"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """One provider as typed facts.

    Barred from text and score (三(一), F1–F4): ``registered_on``, ``registrar``,
    ``competent_authority``, ``address``, ``legal_representative``, ``controller``, ``uscc`` digits,
    ``party``,
    ``brand``. ``uscc_as_written`` keeps a code that was refused, for the person who corrects it.
    ``refuses_shortfall``: takes no part in 差额购买, where it would have to raise money itself.
    ``contact_phone`` is personal data: masked in every list, log and export.
    """

    id: str
    name: str
    former_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    uscc: str | None = None
    uscc_as_written: str = ""
    type: OrganizationType = OrganizationType.OTHER
    legal_status: LegalStatus = LegalStatus.NORMAL
    registered_on: PartialDate | None = None
    registered_on_note: str = ""
    registrar: str = ""
    competent_authority: str = ""
    address: str = ""
    legal_representative: str = ""
    controller: str = ""
    scope: str = ""
    staff_full: int | None = None
    staff_part: int | None = None
    social_workers: int | None = None
    volunteers: int | None = None
    staff_note: str = ""
    rating: Rating = field(default_factory=Rating)
    annual_checks: tuple[AnnualCheck, ...] = ()
    concurrent_projects: int | None = None
    max_concurrent: int | None = None
    federation: str = ""
    federation_supports: tuple[FederationSupport, ...] = ()
    filed_with: str = ""
    party: str = ""
    brand: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    paused: bool = False
    refuses_shortfall: bool = False
    remarks: str = ""
    meta: Meta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One capability of the supply directory (供给目录): what an organization offers.

    ``largest_similar_project`` is in 元; ``staff_required`` and capacities are counts.
    """

    id: str
    organization_id: str
    title: str
    description: str
    service_types: tuple[str, ...] = ()
    beneficiaries: tuple[Labelled, ...] = ()
    methods: tuple[str, ...] = ()
    price: Price = field(default_factory=Price)
    area: ServiceArea = field(default_factory=ServiceArea)
    licences: tuple[str, ...] = ()
    staff_required: int | None = None
    capacity_per_month: int | None = None
    largest_similar_project: Decimal | None = None
    assured_on: date | None = None
    active: bool = True
    meta: Meta | None = None


class CreditList(StrEnum):
    """The registers that a credit check looks into (docs/catalog.md)."""

    ABNORMAL = "活动异常名录"
    SERIOUS = "严重违法失信名单"
    DEFAULTER = "失信被执行人"
    PROCUREMENT = "政府采购严重违法失信"
    PENALTY = "行政处罚"


class CreditState(StrEnum):
    """Whether the organization stood in the register when it was looked up."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditCheck:
    """One look-up of one register; facts expire after 30 days (docs/ranking.md)."""

    id: str
    organization_id: str
    list: CreditList
    state: CreditState
    listed_from: PartialDate | None = None
    listed_to: PartialDate | None = None
    ground: str = ""
    fine_amount: Decimal | None = None
    checked_with: str = ""
    checked_on: date | None = None
    meta: Meta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Federation:
    """Membership of a 社会组织联合会 and the supports it gives (三(二))."""

    id: str
    organization_id: str
    supports: tuple[FederationSupport, ...] = ()
    member_ids: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    meta: Meta | None = None
