"""Field types and the base model that every payload shares."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from matcher.dates import first_day
from matcher.model import Meta, PartialDate, Record

#: Control characters other than tab and line breaks; databases refuse NUL, spreadsheets the rest.
_CONTROL = {chr(n) for n in range(32)} - {"\t", "\n", "\r"}
_LARGEST = 2**31 - 1


def _printable(text: str) -> str:
    if any(character in _CONTROL for character in text):
        raise ValueError("含有无法识别的控制字符，请删去后再提交")
    return text.strip()


def _possible(text: str) -> str:
    try:
        first_day(PartialDate(text))
    except ValueError as error:
        raise ValueError(f"“{text}”不是存在的日期") from error
    return text


Line = Annotated[str, Field(max_length=500), AfterValidator(_printable)]
Prose = Annotated[str, Field(max_length=20_000), AfterValidator(_printable)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S"), AfterValidator(_printable)]
Lines = Annotated[list[Line], Field(max_length=200)]
Count = Annotated[int, Field(ge=0, le=_LARGEST)]
Yuan = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2)]
Day = Annotated[
    str,
    Field(
        pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
        description="日期，可只写到年或月",
        examples=["2026-03-05", "2026-03"],
    ),
    AfterValidator(_possible),
]


class Payload(BaseModel):
    """What comes in: unknown fields are refused, so that a typing mistake is not lost silently."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class View(BaseModel):
    """What goes out, read from the typed values of the matcher."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls, value: object) -> Self:
        """Return the view of a typed value."""
        return cls.model_validate(value)


class SourceView(View):
    """出处。"""

    file: str = Field(title="文件")
    sheet: str | None = Field(title="工作表")
    row: int | None = Field(title="行")


class MetaView(View):
    """版本与出处。"""

    version: int = Field(title="版本", description="每改一次加一；修改时须带上所依据的版本")
    source: SourceView = Field(title="出处")
    created_at: datetime = Field(title="建立时间（UTC）")
    updated_at: datetime = Field(title="修改时间（UTC）")

    @classmethod
    def of_record(cls, meta: Meta | None) -> MetaView | None:
        """Return the view of a record's meta data; None for a record not yet stored."""
        return None if meta is None else cls.of(meta)


class LabelledPayload(Payload):
    """带说明的值。"""

    model_config = ConfigDict(from_attributes=True)

    label: Name = Field(title="名称", examples=["老年人"])
    note: Line = Field("", title="说明", examples=["独居、高龄"])


def in_order(low: Decimal | int | None, high: Decimal | int | None) -> None:
    """Refuse a range whose lower end is above the upper one."""
    if low is not None and high is not None and low > high:
        raise ValueError("下限大于上限，请核对")


def record_values(body: BaseModel, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic input
    """Return the values of ``body`` for the record's constructor, ``version`` left out."""
    return {**body.model_dump(exclude={"version"}), **more}


def etag_of(record: Record) -> str:
    """Return the entity tag of a stored record: its version in quotes."""
    return f'"{0 if record.meta is None else record.meta.version}"'


__all__ = [
    "Count",
    "Day",
    "LabelledPayload",
    "Line",
    "Lines",
    "MetaView",
    "Name",
    "Payload",
    "Prose",
    "View",
    "Yuan",
    "date",
    "etag_of",
    "in_order",
    "record_values",
]
