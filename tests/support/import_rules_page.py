"""Recompute the tables of docs/import-rules.md (`python -m tests.support.import_rules_page`).

The first column (what the sheet holds) and the last (why) are written by hand.
"""

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from pathlib import Path

from matcher.intake import values
from matcher.intake.cells import Column, Table, TableKind, TableRow
from matcher.intake.columns import column_table
from matcher.intake.plan import Existing
from matcher.intake.planning import build_plan
from matcher.intake.reading.failures import file_failure
from matcher.intake.reading.skips import skip_reason
from matcher.model import Need
from matcher.privacy import mask_personal_data
from matcher.publication import publication_blocks

from .page_tables import refreshed
from .sample_catalog import stored

PAGE = Path(__file__).resolve().parents[2] / "docs" / "import-rules.md"
TODAY = date(2026, 1, 15)
NOW = datetime(2026, 1, 15, 4, 0, tzinfo=UTC)
EMPTY = "*empty*"
#: Headers of the sheet in which the skipped rows stand; the first column counts.
HEADERS = ("序号", "需求名称", "预算")


def written(cell):
    """Return the cell value that the first column shows: text, or a number or date so marked."""
    if cell == EMPTY:
        return None
    word, _, rest = cell.partition("`")
    text = rest.removesuffix("`").replace("⏎", "\n")
    if word == "number ":
        return int(text) if text.lstrip("-").isdigit() else float(text)
    return date.fromisoformat(text) if word == "date " else text


def rules():
    return {
        "money": lambda v, unit: values.parse_money(v, unit),
        "price": lambda v, _: values.parse_price(v),
        "quantity": lambda v, _: values.parse_quantity(v),
        "count": lambda v, _: values.parse_count(v),
        "staff": lambda v, _: values.parse_staff(v),
        "date": lambda v, limit: values.parse_date(v, TODAY, TODAY if limit else None),
        "period": lambda v, _: values.parse_period(v, TODAY),
        "rating": lambda v, validity: values.parse_rating(v, validity or None, TODAY),
        "score": lambda v, full: values.parse_score(v, float(full or 100)),
        "satisfaction": lambda v, _: values.parse_satisfaction(v),
        "evaluator": lambda v, _: values.parse_evaluator(v),
        "uscc": lambda v, _: values.parse_uscc(v),
        "phone": lambda v, _: values.parse_phone(v),
        "area": lambda v, _: values.parse_area(v),
        "annual_check": lambda v, year: values.parse_annual_checks(v, int(year) if year else None),
        "list": lambda v, _: values.split_list(v),
        "need_code": lambda v, _: values.parse_need_code(v),
        "purchase_mode": lambda v, _: values.parse_purchase_mode(v),
        "funding_source": lambda v, _: values.parse_funding_source(v),
    }


def shown(value):
    """Return a value as the page shows it: fields that say something, ends of a range once."""
    if value is None or value == () or value == "":
        return "—"
    if isinstance(value, tuple):
        return "; ".join(shown(item) for item in value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not dataclasses.is_dataclass(value):
        return f"{value:g}" if isinstance(value, float) else str(value)
    fields = {
        f.name: getattr(value, f.name)
        for f in dataclasses.fields(value)
        if f.name != "as_written" and getattr(value, f.name) != _default(f)
    }
    if "low" in fields and fields["low"] == fields.get("high"):
        fields = {"": fields.pop("low")} | {n: v for n, v in fields.items() if n != "high"}
    return ", ".join(f"{name} {shown(item)}".strip() for name, item in fields.items()) or "—"


def _default(field):
    """Return what goes without saying: the default, but for the scope of an area."""
    return None if field.default is dataclasses.MISSING or field.name == "scope" else field.default


def told(findings):
    """Return codes with severity, and the proposal behind an arrow."""
    parts = []
    for found in dict.fromkeys((f.code, f.severity.value, f.proposal) for f in findings):
        code, severity, proposal = found
        parts.append(f"`{code}` {severity}" + (f" → {proposal}" if proposal else ""))
    return "; ".join(parts) or "—"


def plan_of_row(kind, cell, existing=None):
    """Return the plan of a one-row sheet written as ``列名=值；列名=值``."""
    named = {label: field for field, label in column_table().preferred[kind].items()}
    pairs = [pair.partition("=")[::2] for pair in cell.strip("`").split("；")]
    columns = tuple(
        Column(chr(ord("A") + i), label, named[label]) for i, (label, _) in enumerate(pairs)
    )
    row = TableRow(2, {named[label]: value for label, value in pairs})
    table = Table("样表.xlsx", "样表", kind, columns, (row,))
    return build_plan((table,), existing or Existing(), today=TODAY, now=NOW)


def second_import(first, second):
    """Return what importing the need row ``second`` does to the need that ``first`` made."""
    before = stored(plan_of_row(TableKind.NEEDS, first))
    (change,) = plan_of_row(TableKind.NEEDS, second, before).changes
    return " ".join((change.action.value, *(f"`{name}`" for name in change.changed_fields)))


def computed(kind, argument, cells):
    """Return the row ``cells`` of a table marked ``kind argument`` as the program has it."""
    first, last = cells[0], cells[-1]
    if kind == "file_failure":
        failure = file_failure(first.strip("`"), "样表.xlsx")
        return [f"`{failure.code}`", failure.message_zh]
    if kind == "masking":
        masked = mask_personal_data(written(first))
        return [first, masked.text, "、".join(dict.fromkeys(masked.kinds)) or "—"]
    if kind == "skipped_row":
        row = [None if text == "" else text for text in first.strip("`").split("｜")]
        reason = skip_reason(row, [HEADERS], frozenset({0}), frozenset({1, 2}))
        return [first, "data" if reason is None else reason.value]
    if kind == "header":
        group, _, child = first.strip("`").rpartition("／")
        mapped = column_table().recognise(TableKind(argument), group or child, child * bool(group))
        return [first, f"`{mapped.field}`" if mapped.field else "—", mapped.unit or "—"]
    if kind == "publication":
        changes = plan_of_row(TableKind.NEEDS, first).changes
        needs = [c.record for c in changes if isinstance(c.record, Need)]
        return [first, "".join(publication_blocks(needs[0])) or "—"]
    if kind == "second_import":
        return [first, second_import(argument, first), last]
    if kind == "row":
        plan = plan_of_row(TableKind(argument), first)
        result = "rejected" if plan.rejected else "taken"
        return [first, result, told(plan.issues), last]
    parsed = rules()[kind](written(first), argument)
    return [first, shown(parsed.value), told(parsed.findings), last]


page = partial(refreshed, compute=computed)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
