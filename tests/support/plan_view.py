"""Finds things in an import plan by the place they were read from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from matcher.catalog import Catalog
from matcher.intake.cells import SkipReason
from matcher.intake.issues import Issue, Severity
from matcher.intake.plan import DuplicatePair, ImportPlan
from matcher.model import CreditCheck, Evaluation, Federation, Need, Organization, Service


@dataclass(frozen=True)
class PlanView:
    """A plan with look-ups by sheet and row."""

    plan: ImportPlan

    @cached_property
    def _by_place(self):
        found = {}
        for change in self.plan.changes:
            source = change.record.meta.source
            found[type(change.record), source.sheet, source.row] = change.record
        return found

    @cached_property
    def catalog(self) -> Catalog:
        """Return the catalog that confirming the plan would give."""
        return Catalog.build(change.record for change in self.plan.changes)

    def records(self, kind) -> list:
        """Return all records of ``kind`` in plan order."""
        return [c.record for c in self.plan.changes if isinstance(c.record, kind)]

    def need(self, row: int, sheet: str = "需求目录") -> Need:
        """Return the need read from ``row``."""
        return self._by_place[Need, sheet, row]

    def organization(self, row: int, sheet: str = "供给目录") -> Organization:
        """Return the organization whose facts come from ``row``."""
        return self._by_place[Organization, sheet, row]

    def service(self, row: int, sheet: str = "供给目录") -> Service:
        """Return the service read from ``row``."""
        return self._by_place[Service, sheet, row]

    def evaluation(self, sheet: str, row: int) -> Evaluation:
        """Return the evaluation read from ``row``."""
        return self._by_place[Evaluation, sheet, row]

    def has(self, kind: type, sheet: str, row: int) -> bool:
        """Return whether a record of ``kind`` was read from ``row``."""
        return (kind, sheet, row) in self._by_place

    def named(self, name: str) -> Organization:
        """Return the only organization of this current name."""
        (found,) = [o for o in self.records(Organization) if o.name == name]
        return found

    def services_of(self, organization: Organization) -> list[Service]:
        """Return the services of ``organization``."""
        return [s for s in self.records(Service) if s.organization_id == organization.id]

    def credit_of(self, organization: Organization) -> list[CreditCheck]:
        """Return the credit checks of ``organization``."""
        return [c for c in self.records(CreditCheck) if c.organization_id == organization.id]

    def federation_of(self, organization: Organization) -> Federation:
        """Return the federation record of ``organization``."""
        (found,) = [f for f in self.records(Federation) if f.organization_id == organization.id]
        return found

    def issues(
        self, sheet: str, row: int, column: str | None = None, severity: Severity | None = None
    ) -> list[Issue]:
        """Return the issues of a row, of one column letter, of one severity."""
        return [
            issue
            for issue in self.plan.issues
            if issue.sheet == sheet
            and issue.row == row
            and (column is None or issue.column == column)
            and (severity is None or issue.severity is severity)
        ]

    def skipped(self, sheet: str, row: int) -> SkipReason | None:
        """Return why ``row`` was skipped, or None when it was not."""
        found = [s.reason for s in self.plan.skipped if (s.sheet, s.row) == (sheet, row)]
        return found[0] if found else None

    def rejected(self, sheet: str, row: int) -> str | None:
        """Return why ``row`` made no record, or None."""
        found = [r.message_zh for r in self.plan.rejected if (r.sheet, r.row) == (sheet, row)]
        return found[0] if found else None

    def pairs(self, sheet: str, row: int, record_kind: str | None = None) -> list[DuplicatePair]:
        """Return the duplicate pairs whose second row is ``row``."""
        return [
            pair
            for pair in self.plan.duplicates
            if pair.second_row[1:] == (sheet, row)
            and (record_kind is None or pair.record_kind == record_kind)
        ]
