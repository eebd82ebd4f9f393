"""One organization in one stored run: its place, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InvalidInput, NotFound
from ..model import Exclusion, Organization, Recommendation, Run

if TYPE_CHECKING:
    from ..store import Store
    from .recommendations import RecommendationService

#: How far a list is made longer to find an organization that was not shown.
MOST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """An organization in a run.

    ``entry`` is its recommendation, None where it was excluded or is not among the first 200;
    ``place`` its rank in the list that it stands in, None as well where nobody was suitable.
    """

    run: Run
    organization: Organization
    exclusion: Exclusion | None
    entry: Recommendation | None
    place: int | None


class RunReader:
    """Finds organizations in stored runs, and beyond the end of what was shown."""

    def __init__(self, store: Store, recommendations: RecommendationService) -> None:
        self._store = store
        self._recommendations = recommendations

    def asked(self, run_id: str, reference: str) -> Asked:
        """Return the organization with this name, credit code or id, as it stands in the run."""
        run, organization = self._recommendations.run(run_id), self.organization(reference)
        out = next((e for e in run.excluded if e.organization_id == organization.id), None)
        entry = None if out is not None else _entry(run, organization.id)
        if out is None and entry is None:
            # Not shown: the same run with a longer list. The first places are the same (F6).
            longer = self._recommendations.repeated(run_id, MOST)
            entry = _entry(longer, organization.id)
        listed = entry is not None and (bool(run.candidates) or entry in run.other_suppliers)
        place = entry.rank if entry is not None and listed else None
        return Asked(run, organization, out, entry, place)

    def organization(self, reference: str) -> Organization:
        """Return the organization that ``reference`` names; InvalidInput for none or several."""
        with self._store.read() as repo:
            try:
                return repo.get(Organization, reference)
            except NotFound:
                found = repo.find_organization(reference)
        if len(found) != 1:
            number = "没有" if not found else "不止一家"
            raise InvalidInput(
                f"{number}名称、信用代码或内部编号为“{reference}”的组织。", field="organization"
            )
        return found[0]


def _entry(run: Run, organization_id: str) -> Recommendation | None:
    shown = (*run.candidates, *run.other_suppliers, *run.newcomers, *run.nearest)
    return next((c for c in shown if c.organization_id == organization_id), None)
