"""A sheet to be written: columns by field, cells as plain values; nothing of a file format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..intake.cells import TableKind

#: A cell before it is written; a tuple is a list cell.
ExportCell = str | int | float | tuple[str, ...] | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One exported column: field, how to get its cell, whether people fill it in.

    ``asked`` columns make up the template; the others (record numbers, settled flags) come and go
    with exports only.
    """

    name: str
    get: Callable[[T], ExportCell]
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows by field under headers; ``headers`` is (field → Chinese header) in column order."""

    kind: TableKind
    headers: Mapping[str, str]
    rows: Sequence[Mapping[str, ExportCell]]


def joined(cell: ExportCell) -> str | int | float | None:
    """Return a list cell as one text with 、 between its values; an empty one as None."""
    return ("、".join(cell) or None) if isinstance(cell, tuple) else cell
