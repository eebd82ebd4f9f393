"""One organization in one stored run: its place, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InvalidInput
from ..model import Exclusion, Organization, Recommendation, Run
from .records import organization_named

if TYPE_CHECKING:
    from ..store import Store
    from .recommendations import RecommendationService

#: How far a list is made longer to find an organization that was not shown.
MOST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """An organization in a run.

    ``entry`` is its recommendation, None where it was excluded or is not among the first 200;
    ``place`` its rank in the list that it stands in, None as well where nobody was suitable;
    ``apart``: that list is the one of other suppliers (五(三)).
    """

    run: Run
    organization: Organization
    exclusion: Exclusion | None
    entry: Recommendation | None
    place: int | None
    apart: bool


class RunReader:
    """Finds organizations in stored runs, and beyond the end of what was shown."""

    def __init__(self, store: Store, recommendations: RecommendationService) -> None:
        self._store = store
        self._recommendations = recommendations

    def asked(self, run_id: str, reference: str) -> Asked:
        """Return the organization with this name, credit code or id, as it stands in the run.

        InvalidInput for one that the catalog of the run does not hold: nobody has examined it.
        """
        run, organization = self._recommendations.run(run_id), self.organization(reference)
        out = next((e for e in run.excluded if e.organization_id == organization.id), None)
        entry = None if out is not None else _entry(run, organization.id)
        others = run.other_suppliers
        if out is None and entry is None:
            # Not shown: the same run with a longer list. The first places are the same (F6).
            longer = self._recommendations.repeated(run_id, MOST)
            entry = _entry(longer, organization.id)
            if entry is None:
                self._require_examined(run, organization)
            others = longer.other_suppliers
        apart = entry is not None and entry in others
        listed = entry is not None and (bool(run.candidates) or apart)
        place = entry.rank if entry is not None and listed else None
        return Asked(run, organization, out, entry, place, apart)

    def organization(self, reference: str) -> Organization:
        """Return the organization that ``reference`` names; InvalidInput for none or several."""
        return organization_named(self._store, reference)

    def _require_examined(self, run: Run, organization: Organization) -> None:
        with self._store.read() as repo:
            held = repo.catalog_at(run.inputs.catalog_version).organizations
        if all(known.id != organization.id for known in held):
            raise InvalidInput(
                f"“{organization.name}”是这次推荐之后才登记的，请重新推荐后再办理。",
                field="organization",
            )


def _entry(run: Run, organization_id: str) -> Recommendation | None:
    shown = (*run.candidates, *run.other_suppliers, *run.newcomers, *run.nearest)
    return next((c for c in shown if c.organization_id == organization_id), None)
