"""Recompute the field tables of docs/catalog.md (`python -m tests.support.catalog_page`).

The first column (the field) and the last (what it means) are written by hand.
"""

import dataclasses
import re
from functools import partial
from pathlib import Path

from matcher import model
from matcher.intake.cells import TableKind
from matcher.intake.columns import column_table
from matcher.taxonomy import taxonomy

from .page_tables import refreshed

PAGE = Path(__file__).resolve().parents[2] / "docs" / "catalog.md"
RECORDS = ("Need", "Organization", "Service", "Evaluation", "CreditCheck", "Federation", "Contract")
VALUES = (
    "Money",
    "Price",
    "Quantity",
    "Period",
    "Labelled",
    "Rating",
    "AnnualCheck",
    "ServiceArea",
    "Source",
    "Meta",
)
ENUMERATIONS = (
    "OrganizationType",
    "LegalStatus",
    "EvaluatorType",
    "CreditList",
    "FederationSupport",
)
_SHEETS = {
    "Need": TableKind.NEEDS,
    "Organization": TableKind.ORGANIZATIONS,
    "Service": TableKind.ORGANIZATIONS,
    "Evaluation": TableKind.EVALUATIONS,
}
#: Fields whose column is not simply called like the field or ``service_<field>``.
_COLUMNS = {
    ("Organization", "annual_checks"): "annual_check",
    ("Service", "staff_required"): "service_staff",
    ("Service", "capacity_per_month"): "service_capacity",
    ("Service", "organization_id"): "id",
    ("Service", "id"): "service_id",
    ("Evaluation", "notes"): "evaluation_notes",
}
_LIST = re.compile(r"tuple\[(\w+), \.\.\.\]")


def header(record, field):
    """Return the column name under which exports and templates write a field, or a dash."""
    kind = _SHEETS.get(record)
    if kind is None:
        return "—"
    known = column_table().preferred[kind]
    special = _COLUMNS.get((record, field))
    prefixed = f"service_{field}" if record == "Service" else field
    return next((known[n] for n in (special, prefixed, field) if n in known), "—")


def kind_of(annotation):
    """Return a type as people read it: ``list of Labelled``, ``int or unknown``."""
    text = _LIST.sub(r"list of \1", str(annotation))
    return text.replace(" | None", " or unknown")


def computed(kind, argument, cells):
    """Return the row ``cells`` of a table marked ``kind argument`` as the program has it."""
    first, last = cells[0], cells[-1]
    name = first.strip("`")
    if kind == "members":
        return [first, getattr(model, argument)[name].value, last]
    if kind == "classes":
        term = getattr(taxonomy(), argument).by_code[name]
        return [first, term.name, "、".join(term.labels)]
    fields = {f.name: f for f in dataclasses.fields(getattr(model, argument))}
    if kind == "value":
        return [first, kind_of(fields[name].type), last]
    return [first, kind_of(fields[name].type), header(argument, name), last]


page = partial(refreshed, compute=computed)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
