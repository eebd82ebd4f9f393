"""What is known of organizations by now: between a run and an act upon it facts may change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..catalog import Catalog
from ..codes import sentence
from ..errors import NotFound
from ..gate import gate, is_stale, last_checked
from ..gate.federation import is_filed
from ..model import CreditCheck, Exclusion, Federation, Organization

if TYPE_CHECKING:
    from ..store import Repository


class Present:
    """Credit and standing of organizations on a day, read in one transaction."""

    def __init__(self, repo: Repository, as_of: date) -> None:
        """Read the look-ups once, for all organizations of one act."""
        self._repo = repo
        self._as_of = as_of
        self._federations = repo.all(Federation)
        self._checks: dict[str, list[CreditCheck]] = {}
        for check in repo.all(CreditCheck):
            self._checks.setdefault(check.organization_id, []).append(check)

    def exclusion(self, organization: Organization) -> Exclusion | None:
        """Return why the gate keeps it out of any need by now, or None (三(一), 三(二))."""
        federations = self._federations if is_filed(organization) else ()
        held = {organization.id: organization}
        for federation in federations:
            try:
                signer = self._repo.get(Organization, federation.organization_id)
            except NotFound:  # pragma: no cover - the store keeps owners
                continue
            held[signer.id] = signer
        checks = [check for key in held for check in self._checks.get(key, ())]
        found = gate(None, Catalog.build((*held.values(), *federations, *checks)), self._as_of)
        return next((e for e in found.exclusions if e.organization_id == organization.id), None)

    def checked_on(self, organization: Organization) -> date | None:
        """Return the day of its last look-up, None where there was none."""
        return last_checked(tuple(self._checks.get(organization.id, ())), self._as_of)

    def unchecked(self, organization: Organization) -> str:
        """Return the sentence about a look-up that is missing or too old (F22), "" for neither."""
        day = self.checked_on(organization)
        if day is None:
            return f"“{organization.name}”：{sentence('W01')}"
        if is_stale(day, self._as_of):
            return f"“{organization.name}”：{sentence('W02', date=day.isoformat())}"
        return ""
