"""回避: who heads an organization, or speaks for it, decides on no need that it may get (F11).

政府采购法实施条例 Art. 9. Only names are known here, so that a namesake is asked to let somebody
else act; a link that no record shows (kinship, former employment) has to be declared by the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..errors import NotAllowed, NotFound
from ..identity import normalised_name
from ..model import Organization, Run

if TYPE_CHECKING:
    from ..store import Repository


def require_unrelated(person: str, organizations: Iterable[Organization]) -> None:
    """Raise NotAllowed where ``person`` bears the name of a head or contact of one of them."""
    name = normalised_name(person)
    for organization in organizations:
        known = {organization.legal_representative, organization.contact_name}
        if name in {normalised_name(own) for own in known if own.strip()}:
            raise NotAllowed(
                f"经办人与“{organization.name}”的法定代表人或联系人同名，应当回避，请由他人办理"
                "（政府采购法实施条例第9条）。"
            )


def candidates_of(repo: Repository, run: Run) -> tuple[Organization, ...]:
    """Return the organizations that a run lists, as they are now; one that is gone is left out."""
    listed = (*run.candidates, *run.newcomers, *run.other_suppliers)
    found = []
    for key in dict.fromkeys(entry.organization_id for entry in listed):
        try:
            found.append(repo.get(Organization, key))
        except NotFound:
            continue
    return tuple(found)
