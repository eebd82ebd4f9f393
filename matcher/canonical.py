"""One JSON form of typed values, so that equal facts give equal bytes and equal hashes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

#: What json.dumps takes and json.loads gives; checked at run time by :func:`typed`.
Json: TypeAlias = Any
#: A type as an annotation holds it: a class, a union, a generic.
Hint: TypeAlias = Any

#: Decimals that floats keep: below this, two machines may differ.
DECIMALS = 6


def plain(value: object, drop: frozenset[str] = frozenset()) -> Json:
    """Return ``value`` as JSON values; fields named in ``drop`` are left out at every depth.

    Floats are rounded to six decimals (−0 becomes 0), decimals are written without exponent and
    trailing zeros, dates as ISO 8601, enumerations as their value.
    """
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0
    if isinstance(value, Decimal):
        return format(value.normalize() + Decimal(0), "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item, drop) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name), drop)
            for field in dataclasses.fields(value)
            if field.name not in drop
        }
    raise TypeError(f"no JSON form for {type(value).__name__}")


def canonical_json(value: object, drop: frozenset[str] = frozenset()) -> str:
    """Return the JSON text of ``value``: sorted keys, no spaces, Chinese as it is."""
    return json.dumps(
        plain(value, drop),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def typed(kind: type[T], value: Json) -> T:
    """Return the dataclass ``kind`` that :func:`plain` turned into ``value``.

    A field with a default may be missing: texts that were stored before it came are read on.
    Raises KeyError, TypeError or ValueError where ``value`` is of another shape.
    """
    hints = _hints(cast("Hint", kind))
    later = _later(cast("Hint", kind))
    given = {name: hint for name, hint in hints.items() if name in value or name not in later}
    return kind(**{name: _read(hint, value[name]) for name, hint in given.items()})


@lru_cache(maxsize=64)
def _later(kind: Hint) -> frozenset[str]:
    """Return the names of the fields that have a default."""
    missing = dataclasses.MISSING
    return frozenset(f.name for f in dataclasses.fields(kind) if f.default is not missing)


@lru_cache(maxsize=64)
def _hints(kind: Hint) -> dict[str, Hint]:
    return get_type_hints(kind)


def _read(hint: Hint, value: Json) -> object:
    origin: object = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        return None if value is None else _read(inner, value)
    if origin is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return typed(hint, value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is float:
        return float(value)
    if not isinstance(value, hint):
        raise TypeError(f"{value!r} is not {hint.__name__}")
    return value
