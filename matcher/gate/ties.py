"""Who belongs together: one head, one controlling unit, or one controls the other (条例第18条)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..identity import normalised_name
from ..model import Organization
from .federation import names_of

_HEAD = "法定代表人相同"
_CONTROLLER = "由同一单位举办或控股"
CONTROLS = "有举办或控股关系"


@dataclass(frozen=True, slots=True)
class Tie:
    """The name of the other organization, and what ties the two, in Chinese."""

    other: str
    kind_zh: str


class Ties:
    """Organizations by who heads and who controls them; names are compared folded."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        """Look up heads and controlling units once, for all questions of one gate or list."""
        self._heads: dict[str, list[Organization]] = {}
        self._controllers: dict[str, list[Organization]] = {}
        self._names: dict[str, list[Organization]] = {}
        for organization in organizations:
            _add(self._heads, organization.legal_representative, organization)
            _add(self._controllers, organization.controller, organization)
            for name in sorted(names_of(organization)):
                self._names.setdefault(name, []).append(organization)

    def of(self, organization: Organization) -> Tie | None:
        """Return the first tie to another of these organizations: head, controller, control."""
        head = normalised_name(organization.legal_representative)
        controller = normalised_name(organization.controller)
        controlled = (o for name in sorted(names_of(organization)) for o in self._held(name))
        for found, kind in (
            (self._heads.get(head, ()), _HEAD),
            (self._controllers.get(controller, ()), _CONTROLLER),
            (self._names.get(controller, ()) if controller else (), CONTROLS),
            (controlled, CONTROLS),
        ):
            other = next((o for o in found if o.id != organization.id), None)
            if other is not None:
                return Tie(other.name, kind)
        return None

    def _held(self, name: str) -> list[Organization]:
        return self._controllers.get(name, [])


def _add(held: dict[str, list[Organization]], name: str, organization: Organization) -> None:
    key = normalised_name(name)
    if key:
        held.setdefault(key, []).append(organization)
