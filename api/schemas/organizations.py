"""Organizations and their services as they come in."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, TypeAdapter, model_validator

from matcher.districts import NEIGHBOURS, district_name
from matcher.intake.values import is_valid_uscc
from matcher.model import (
    FederationSupport,
    LegalStatus,
    Organization,
    OrganizationType,
    Service,
)

from .base import (
    Count,
    Day,
    LabelledBody,
    Line,
    Lines,
    Name,
    Payload,
    Prose,
    Version,
    Yuan,
    in_order,
    record_values,
)


def _checked(code: str) -> str:
    if not is_valid_uscc(code):
        raise ValueError("校验不通过（GB 32100），请核对，尤其是 0 与 O、1 与 I")
    return code


Uscc = Annotated[
    str,
    Field(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$", title="统一社会信用代码"),
    AfterValidator(_checked),
]


class RatingBody(Payload):
    """社会组织评估等级。"""

    grade: Annotated[str, Field(pattern=r"^[1-5]A$")] | None = Field(default=None, examples=["4A"])
    valid_from: Day | None = None
    valid_to: Day | None = None
    note: Line = ""


class AnnualCheckBody(Payload):
    """一个年度的年检或年报。"""

    year: Annotated[int, Field(ge=1990, le=2100)]
    kind: Line = Field(examples=["年检"])
    result: Line = Field(examples=["合格"])


class OrganizationBody(Payload):
    """一家社会组织或其他承接主体。"""

    name: Name = Field(examples=["海淀区晚晴社会工作事务所"])
    former_names: Lines = []
    aliases: Lines = []
    uscc: Uscc | None = None
    type: OrganizationType = OrganizationType.OTHER
    legal_status: LegalStatus = LegalStatus.NORMAL
    registered_on: Day | None = None
    registered_on_note: Line = ""
    registrar: Line = ""
    competent_authority: Line = ""
    address: Line = ""
    legal_representative: Line = ""
    controller: Line = ""
    scope: Prose = ""
    staff_full: Count | None = None
    staff_part: Count | None = None
    social_workers: Count | None = None
    volunteers: Count | None = None
    staff_note: Line = ""
    rating: RatingBody = RatingBody()
    annual_checks: Annotated[list[AnnualCheckBody], Field(max_length=50)] = []
    concurrent_projects: Count | None = None
    max_concurrent: Count | None = None
    federation: Line = ""
    federation_supports: Annotated[list[FederationSupport], Field(max_length=5)] = []
    filed_with: Line = ""
    party: Line = ""
    brand: Line = ""
    contact_name: Line | None = Field(default=None, description="不写则保持不变；从不显示")
    contact_phone: Line | None = Field(default=None, description="不写则保持不变；显示时脱敏")
    paused: bool = False
    refuses_shortfall: bool = False
    remarks: Prose = ""

    def record(self, stored: Organization | None = None) -> Organization:
        """Return the typed organization; what clients never see stays as ``stored`` has it."""
        kept = {
            "id": "" if stored is None else stored.id,
            "uscc_as_written": "" if stored is None or self.uscc else stored.uscc_as_written,
        }
        for name in ("contact_name", "contact_phone"):
            before = "" if stored is None else str(getattr(stored, name))
            given = getattr(self, name)
            kept[name] = before if given is None else str(given)
        return _ORGANIZATION.validate_python(record_values(self, **kept))


class OrganizationChange(OrganizationBody):
    """修改后的组织（整条替换；联系方式不写则不变）。"""

    version: Version | None = Field(default=None, description="所依据的版本；也可用 If-Match 给出")


class PriceBody(Payload):
    """参考报价（元）；0 表示免费。"""

    low: Yuan | None = None
    high: Yuan | None = None
    unit: Line = Field(default="", examples=["人次"])
    note: Line = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order(self.low, self.high)
        return self


class AreaBody(Payload):
    """申报的服务区域。"""

    scope: Annotated[str, Field(pattern="^(全市|全国|区)$")] = "全市"
    districts: Annotated[list[str], Field(max_length=20)] = Field(default=[], examples=[["海淀区"]])
    note: Line = ""

    @model_validator(mode="after")
    def _known(self) -> Self:
        unknown = [name for name in self.districts if district_name(name) not in NEIGHBOURS]
        if unknown:
            raise ValueError(f"“{unknown[0]}”不是北京的区，请写全称")
        if self.scope == "区" and not self.districts:
            raise ValueError("范围为“区”时请写明是哪些区")
        return self


class ServiceBody(Payload):
    """一项服务（供给目录）。"""

    organization_id: Name
    title: Name = Field(examples=["居家养老巡视探访"])
    description: Prose = Field(examples=["每周上门看望高龄、独居老人，记录身体和生活情况。"])
    service_types: Lines = []
    beneficiaries: Annotated[list[LabelledBody], Field(max_length=50)] = []
    methods: Lines = []
    price: PriceBody = PriceBody()
    area: AreaBody = AreaBody()
    licences: Lines = []
    staff_required: Count | None = None
    capacity_per_month: Count | None = None
    largest_similar_project: Yuan | None = None
    assured_on: date | None = None
    active: bool = True

    def record(self, record_id: str = "") -> Service:
        """Return the typed service with this id."""
        return _SERVICE.validate_python(record_values(self, id=record_id))


class ServiceChange(ServiceBody):
    """修改后的服务（整条替换）。"""

    version: Version | None = Field(default=None, description="所依据的版本；也可用 If-Match 给出")


_ORGANIZATION = TypeAdapter(Organization)
_SERVICE = TypeAdapter(Service)
