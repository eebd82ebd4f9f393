"""One mapping between record values and table rows, derived from the dataclasses.

Nested values (``budget: Money``) are flattened to typed columns (``budget_low`` …); tuples become
JSON columns. A new field of a record needs a migration and nothing in here.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property, reduce
from operator import attrgetter
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from ..errors import InvalidInput, Unavailable
from ..model import (
    Contract,
    CreditCheck,
    Evaluation,
    Federation,
    Need,
    Organization,
    PartialDate,
    Record,
    Service,
)

R = TypeVar("R", bound=Record)

#: Column prefixes that are not ``<field>_``: provenance stands beside the facts.
_PREFIX = {"meta": "", "source": "source_"}
#: Decimal columns that are shares of a whole and keep as many decimals as were written.
SHARES = frozenset({"self_raised_ratio"})
#: Values that a driver takes as they are; everything else goes through its JSON form.
_NATIVE = (Decimal, date, datetime)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One column: its name, the path of fields to the value, the type and whether NULL may be."""

    column: str
    path: tuple[str, ...]
    type: Any
    nullable: bool


def _without_none(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401
    if get_origin(hint) in (Union, types.UnionType):
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        if len(inner) == 1:
            return inner[0], True
    return hint, False


def _leaves(model: Any, path: tuple[str, ...] = (), prefix: str = "") -> Iterator[Leaf]:  # noqa: ANN401
    hints = get_type_hints(model)
    for field in dataclasses.fields(model):
        hint, nullable = _without_none(hints[field.name])
        here = (*path, field.name)
        if dataclasses.is_dataclass(hint):
            yield from _leaves(hint, here, prefix + _PREFIX.get(field.name, f"{field.name}_"))
            continue
        if hint is PartialDate or (isinstance(hint, type) and issubclass(hint, Enum)):
            hint = str
        yield Leaf(prefix + field.name, here, hint, nullable)


class Kind(Generic[R]):
    """A record kind: its table name, its Chinese name, and the mapping to rows and JSON."""

    def __init__(self, model: type[R], table: str, label_zh: str) -> None:
        self.model = model
        self.table = table
        self.label_zh = label_zh
        self.leaves = tuple(_leaves(model))

    @cached_property
    def _adapter(self) -> TypeAdapter[R]:
        # Built at first use: it costs milliseconds that a command without a store need not pay.
        return TypeAdapter(self.model)

    @cached_property
    def _getters(self) -> tuple[tuple[str, Any], ...]:
        native = (leaf for leaf in self.leaves if leaf.type in _NATIVE)
        return tuple((leaf.column, attrgetter(".".join(leaf.path))) for leaf in native)

    @cached_property
    def amounts(self) -> tuple[tuple[str, ...], ...]:
        """Paths of the amounts in 元, which have two decimals; shares of a whole are no amounts."""
        return tuple(
            leaf.path for leaf in self.leaves if leaf.type is Decimal and leaf.column not in SHARES
        )

    @cached_property
    def belongs_to_organization(self) -> bool:
        """Whether records of this kind name their organization."""
        return any(leaf.column == "organization_id" for leaf in self.leaves)

    def row(self, record: R) -> dict[str, Any]:
        """Return the column values of ``record``."""
        nested = self._adapter.dump_python(record, mode="json")
        row = {leaf.column: reduce(dict.__getitem__, leaf.path, nested) for leaf in self.leaves}
        for column, get in self._getters:
            row[column] = get(record)
        return row

    def record(self, row: Sequence[Any]) -> R:
        """Return the record of ``row``, whose values stand in the order of ``leaves``."""
        nested: dict[str, Any] = {}
        for leaf, value in zip(self.leaves, row, strict=True):
            inner = nested
            for name in leaf.path[:-1]:
                inner = inner.setdefault(name, {})
            inner[leaf.path[-1]] = value
        try:
            return self._adapter.validate_python(nested)
        except ValidationError:
            # Without its cause: that repeats the values, and personal data must not reach a log.
            raise self._unreadable(nested.get("id")) from None

    def body(self, record: R) -> str:
        """Return ``record`` as JSON text; text that no database can hold is InvalidInput."""
        try:
            text = self._adapter.dump_json(record).decode("utf-8")
        except (PydanticSerializationError, UnicodeEncodeError) as error:
            raise self._unstorable(record) from error
        if "\\u0000" in text and "\0" in "".join(_texts(dataclasses.astuple(record))):
            raise self._unstorable(record)
        return text

    def from_body(self, text: str) -> R:
        """Return the record that :meth:`body` wrote."""
        try:
            return self._adapter.validate_json(text)
        except ValidationError:
            raise self._unreadable(None) from None

    def _unreadable(self, record_id: str | None) -> Unavailable:
        place = "历史记录" if record_id is None else f"编号 {record_id}"
        return Unavailable(
            f"数据库中有一条{self.label_zh}（{place}）无法读取，可能已损坏，请运行 duijie verify。"
        )

    def _unstorable(self, record: R) -> InvalidInput:
        return InvalidInput(
            f"{self.label_zh} {record.id!r} 含有无法保存的字符（空字符或残缺字符），请修改后再存。"
        )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


#: All kinds, owners before the records that name them (foreign keys).
KINDS: tuple[Kind[Any], ...] = (
    Kind(Organization, "organizations", "组织"),
    Kind(Need, "needs", "需求"),
    Kind(Service, "services", "服务"),
    Kind(Evaluation, "evaluations", "评价"),
    Kind(CreditCheck, "credit_checks", "信用核验"),
    Kind(Federation, "federations", "联合会"),
    Kind(Contract, "contracts", "合同"),
)
_BY_MODEL: Mapping[type, Kind[Any]] = {kind.model: kind for kind in KINDS}
BY_TABLE: Mapping[str, Kind[Any]] = {kind.table: kind for kind in KINDS}


def kind_of(model: type[R]) -> Kind[R]:
    """Return the kind of a record class."""
    return _BY_MODEL[model]
