"""Needs as they come in."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, Field, TypeAdapter, model_validator

from matcher.model import Need, NeedStatus

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

#: Needs are looked up by code in capitals.
Code = Annotated[
    str,
    Field(max_length=60, pattern=r"^[0-9A-Za-z\-_./〔〕（）()]*$"),
    AfterValidator(lambda code: code.upper()),
]


Ratio = Annotated[Decimal, Field(ge=0, le=1, max_digits=7, decimal_places=6)]


class MoneyBody(Payload):
    """金额（元）；区间写两端，未知留空。"""

    low: Yuan | None = Field(default=None, examples=["120000"])
    high: Yuan | None = Field(default=None, examples=["120000"])
    note: Line = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order(self.low, self.high)
        return self


class QuantityBody(Payload):
    """人数或数量。"""

    low: Count | None = Field(default=None, examples=[80])
    high: Count | None = Field(default=None, examples=[80])
    unit: Line = Field(default="", examples=["人"])
    note: Line = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order(self.low, self.high)
        return self


class PeriodBody(Payload):
    """服务期限：起止日期，或只写月数。"""

    start: Day | None = None
    end: Day | None = None
    months: Annotated[int, Field(ge=1, le=600)] | None = Field(default=None, examples=[12])
    open_ended: bool = False
    note: Line = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError("结束日期早于开始日期，请核对")
        return self


class NeedBody(Payload):
    """一条需求。"""

    code: Code = Field(default="", examples=["JD-2026-0007"])
    title: Name = Field(examples=["高龄独居老人定期探访"])
    description: Prose = Field(
        examples=["为辖区高龄独居老人每周上门探访一次，了解身体和生活情况。"]
    )
    street: Line = ""
    communities: Lines = []
    service_types: Lines = Field(default=[], examples=[["养老服务"]])
    directory_items: Lines = Field(default=[], examples=[["A10 社会治理服务"]])
    beneficiaries: Annotated[list[LabelledBody], Field(max_length=50)] = []
    beneficiary_count: QuantityBody = QuantityBody()
    required_staff: Count | None = None
    required_certified: Count | None = None
    required_licences: Lines = []
    budget: MoneyBody = MoneyBody()
    budget_public: Yuan | None = None
    self_raised_ratio: Ratio | None = None
    funding_source: Line = ""
    purchase_mode: Line = ""
    period: PeriodBody = PeriodBody()
    continuous: bool = False
    continuity_conditions: tuple[bool, bool, bool, bool] = (False, False, False, False)
    collection_round: Line = ""
    channels: Lines = []
    request_count: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    drafters: Lines = []
    remarks: Prose = ""
    status: NeedStatus = NeedStatus.ACTIVE

    def record(self, record_id: str = "") -> Need:
        """Return the typed need with this id."""
        return _ADAPTER.validate_python(record_values(self, id=record_id))


class NeedChange(NeedBody):
    """修改后的需求（整条替换）。"""

    version: Version | None = Field(default=None, description="所依据的版本；也可用 If-Match 给出")


_ADAPTER = TypeAdapter(Need)
