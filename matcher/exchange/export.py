"""Catalog records → file bytes, and empty templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..intake.cells import TableKind
from ..intake.columns import column_table
from ..model import Evaluation, Need, Organization, Service
from .evaluations import EVALUATION_FIELDS, Evaluated
from .needs import NEED_FIELDS
from .organizations import ORGANIZATION_FIELDS, SERVICE_FIELDS, check_years, organization_rows
from .sheet import ExportCell, Sheet
from .workbook import write_workbook
from .writers import write_csv, write_json_lines

#: The template asks for the result of these columns without a year in the field table.
_CHECK_AFTER = "rating_validity"


class ExportFormat(StrEnum):
    """File formats of exports and templates."""

    XLSX = "xlsx"
    CSV = "csv"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Catalog:
    """The records that an export may draw on; evaluations need their organizations too."""

    needs: Sequence[Need] = ()
    organizations: Sequence[Organization] = ()
    services: Sequence[Service] = ()
    evaluations: Sequence[Evaluation] = ()


def export_records(kind: TableKind, catalog: Catalog, format: ExportFormat) -> bytes:
    """Return all records of ``kind`` as a file that imports again without one change.

    Same records, same bytes: rows are ordered by natural keys, files carry no clock. Phones are
    masked, names of contact persons left out. An evaluation whose organization is not in
    ``catalog`` is a :class:`ValueError`.
    """
    rows: list[Mapping[str, ExportCell]]
    names = [field.name for field in _fields(kind)]
    if kind is TableKind.NEEDS:
        needs = sorted(catalog.needs, key=lambda n: (n.code, n.title, n.id))
        rows = [{f.name: f.get(need) for f in NEED_FIELDS} for need in needs]
    elif kind is TableKind.ORGANIZATIONS:
        rows = organization_rows(catalog.organizations, catalog.services)
        names = _with_years(names, check_years(catalog.organizations))
    else:
        rows = [{f.name: f.get(item) for f in EVALUATION_FIELDS} for item in _evaluated(catalog)]
    return _written(Sheet(kind, _headers(kind, names), rows), format)


def template(kind: TableKind, format: ExportFormat, years: Sequence[int] = ()) -> bytes:
    """Return an empty sheet with the headers that people fill in.

    ``years`` are the years of annual checks to ask for. A JSON-lines template is one record with
    every field null.
    """
    names = [field.name for field in _fields(kind) if field.asked]
    if kind is TableKind.ORGANIZATIONS:
        names = _with_years(names, years)
    rows: list[Mapping[str, ExportCell]] = []
    if format is ExportFormat.JSONL:
        rows = [dict.fromkeys(names)]
    return _written(Sheet(kind, _headers(kind, names), rows), format)


def _fields(kind: TableKind) -> Sequence[_Column]:
    if kind is TableKind.NEEDS:
        return [_Column(f.name, f.asked) for f in NEED_FIELDS]
    if kind is TableKind.EVALUATIONS:
        return [_Column(f.name, f.asked) for f in EVALUATION_FIELDS]
    organization = [_Column(f.name, f.asked) for f in ORGANIZATION_FIELDS]
    return organization + [_Column(f.name, f.asked) for f in SERVICE_FIELDS]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    asked: bool


def _with_years(names: Sequence[str], years: Sequence[int]) -> list[str]:
    place = names.index(_CHECK_AFTER) + 1
    return [*names[:place], *(f"annual_check_{year}" for year in years), *names[place:]]


def _headers(kind: TableKind, names: Sequence[str]) -> dict[str, str]:
    known = column_table().preferred[kind]
    return {
        name: known[name] if name in known else f"{name.rsplit('_', 1)[1]}年检结论"
        for name in names
    }


def _evaluated(catalog: Catalog) -> list[Evaluated]:
    owners = {organization.id: organization for organization in catalog.organizations}
    missing = sorted({e.organization_id for e in catalog.evaluations} - owners.keys())
    if missing:
        raise ValueError(f"organizations missing for evaluations: {missing[:3]}")
    items = [Evaluated(e, owners[e.organization_id]) for e in catalog.evaluations]
    return sorted(
        items,
        key=lambda i: (
            i.organization.name,
            i.evaluation.evaluated_on or "",
            i.evaluation.project,
            i.evaluation.id,
        ),
    )


def _written(sheet: Sheet, format: ExportFormat) -> bytes:
    if format is ExportFormat.XLSX:
        return write_workbook(sheet, column_table().version)
    return write_csv(sheet) if format is ExportFormat.CSV else write_json_lines(sheet)
