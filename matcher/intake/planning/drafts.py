"""Rows as records without an id, and what a later step needs to find out whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from ...model import CreditList, CreditState, Evaluation, Need, Organization, Record, Service
from .reader import RowReader
from .report import Place

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Draft(Generic[R]):
    """A record as one row states it; ``unstated`` fields keep what the store holds."""

    record: R
    unstated: frozenset[str]
    place: Place


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """A need with the code it was written under (``""`` = none) and its reader for findings."""

    draft: Draft[Need]
    reader: RowReader


@dataclass(frozen=True, slots=True)
class OrganizationDraft:
    """One supply row: organization facts, its service, and what its remark said of registers."""

    draft: Draft[Organization]
    service: Draft[Service] | None
    written_name: str
    reader: RowReader
    credit: tuple[tuple[CreditList, CreditState], ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluationDraft:
    """One evaluation row: the record (organization id still empty) and the name it was given to."""

    draft: Draft[Evaluation]
    name: str
    code: str | None
    key: tuple[str, ...]
    content: tuple[str, ...]
    reader: RowReader
