"""Field types and the base model of everything that comes in."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from matcher.dates import first_day
from matcher.model import PartialDate

from .labels import title_of

#: Control characters other than tab and line breaks; databases refuse NUL, spreadsheets the rest.
_CONTROL = {chr(n) for n in range(32)} - {"\t", "\n", "\r"}
#: Amounts are kept to the cent, so that what comes back equals what went in.
_CENT = Decimal("0.01")
#: The largest whole number that every supported database keeps in an integer column.
LARGEST = 2**31 - 1


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
Name = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"\S"), AfterValidator(_printable)
]
Lines = Annotated[list[Line], Field(max_length=200)]
Count = Annotated[int, Field(ge=0, le=LARGEST)]
Yuan = Annotated[
    Decimal,
    Field(ge=0, max_digits=15, decimal_places=2),
    AfterValidator(lambda amount: amount.quantize(_CENT)),
]
Version = Annotated[int, Field(ge=1, le=LARGEST)]
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

    model_config = ConfigDict(
        extra="forbid", allow_inf_nan=False, field_title_generator=title_of, strict=False
    )


class LabelledBody(Payload):
    """带说明的值。"""

    label: Name = Field(examples=["老年人"])
    note: Line = Field(default="", examples=["独居、高龄"])


def in_order(low: Decimal | int | None, high: Decimal | int | None) -> None:
    """Refuse a range whose lower end is above the upper one."""
    if low is not None and high is not None and low > high:
        raise ValueError("下限大于上限，请核对")


def record_values(body: BaseModel, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic input
    """Return the values of ``body`` for the record's constructor, ``version`` left out."""
    return {**body.model_dump(exclude={"version"}), **more}
