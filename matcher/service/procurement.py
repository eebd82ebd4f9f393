"""The way of purchase of a need, and 公益创投 as entries of the audit log (五(四), F10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ..canonical import canonical_json, sha256_of
from ..directory import load_directories
from ..errors import NotAllowed, NotFound
from ..gate import gate
from ..model import Need, Organization
from ..privacy import mask_personal_data
from ..procurement import (
    APPLIED,
    MOVED,
    MethodHint,
    ProcurementRules,
    SplitGroup,
    Stage,
    VentureApplication,
    VentureEvent,
    VentureState,
    admit,
    advanced,
    applied_detail,
    check_cap,
    load_rules,
    method_hint,
    moved_detail,
    opened,
    purchase_year,
    split_groups,
    states_of,
)
from ..surroundings import items_alike
from .governance import person_named, reason_given
from .records import RecordService, organization_named

if TYPE_CHECKING:
    from ..store import Store
    from .keeper import SnapshotKeeper

_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class MethodReport:
    """The hint for one need, and the groups that it is in which look split (W10)."""

    hint: MethodHint
    splits: tuple[SplitGroup, ...]


class ProcurementService:
    """Hints are computed anew each time; ventures live in the audit log alone.

    ``rules`` and ``directories`` None are the shipped ones; both are read anew with each call, so
    that an edit counts at once, and InvalidInput is raised for what cannot be used.
    """

    def __init__(
        self,
        store: Store,
        keeper: SnapshotKeeper,
        records: RecordService,
        clock: Callable[[], datetime],
        today: Callable[[], date],
        rules: Path | None = None,
        directories: Path | None = None,
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._records = records
        self._clock = clock
        self._today = today
        self._path = rules
        self._directories = directories

    def method(self, reference: str, as_of: date | None = None) -> MethodReport:
        """Return what the law asks for at the need's amount on a day (None: today).

        ``reference`` is a code or id. Raises NotFound or Conflict for the need, InvalidInput for
        rules that cannot be used or do not cover the day.
        """
        need, day = self._records.find_need(reference), as_of or self._today()
        groups = self.splits(day)
        mine = tuple(g for g in groups if any(m.need_id == need.id for m in g.members))
        return MethodReport(method_hint(need, day, self.rules()), mine)

    def splits(self, as_of: date | None = None) -> tuple[SplitGroup, ...]:
        """Return every group of the catalog that looks split on a day (None: today)."""
        with self._store.read() as repo:
            needs = repo.all(Need)
        day = as_of or self._today()
        directories = load_directories(self._directories)
        items = items_alike(directories, day)
        return split_groups(needs, day, self.rules(), purchase_year, items)

    def rules(self) -> ProcurementRules:
        """Return the rules in use."""
        return load_rules(self._path)

    def apply(
        self,
        cycle: str,
        organization: str,
        project: str,
        amount: Decimal,
        person: str,
        reason: str,
        need: str | None = None,
    ) -> VentureState:
        """Record an application in a cycle and return its state.

        Raises NotAllowed above a cap, for the same project again, and for an organization that the
        gate keeps out; InvalidInput for what is missing.
        """
        who, why, rules = person_named(person), _masked(reason_given(reason)), self.rules()
        found = organization_named(self._store, organization)
        answered = None if need is None else self._records.find_need(need)
        via = self._allowed(found, answered)
        with self._store.write() as repo:
            now, others = self._clock(), states_of(repo.audit_entries())
            application = VentureApplication(
                # Two of one moment differ in how many there were before.
                id=sha256_of(canonical_json((found.id, len(others), now)))[:_ID_DIGITS],
                cycle=" ".join(cycle.split()),
                organization_id=found.id,
                organization_name=found.name,
                project=_masked(" ".join(project.split())),
                amount=amount,
                need_id="" if answered is None else answered.id,
                via=via,
            )
            admit(application, others.values(), rules.venture)
            state = opened(application, VentureEvent(Stage.CALLED, who, now, why))
            repo.append_audit(who, APPLIED, application.id, applied_detail(state), now=now)
        return state

    def advance(
        self,
        application_id: str,
        stage: Stage,
        person: str,
        reason: str,
        passed: bool | None = None,
        amount: Decimal | None = None,
    ) -> VentureState:
        """Record the next stage of an application and return its state.

        Raises NotAllowed when the stage does not follow and, for 签约, when the gate keeps the
        organization out by now; InvalidInput for what is missing; NotFound for an unknown id.
        """
        who, why, rules = person_named(person), _masked(reason_given(reason)), self.rules()
        if stage is Stage.SIGNED:
            self._still_allowed(self.venture(application_id).application)
        with self._store.write() as repo:
            now, states = self._clock(), states_of(repo.audit_entries())
            event = VentureEvent(stage, who, now, why, passed, amount)
            state = advanced(_one(states.values(), application_id), event)
            if amount is not None:
                check_cap(amount, rules.venture)
            detail = moved_detail(event)
            repo.append_audit(who, MOVED, state.application.id, detail, now=now)
        return state

    def venture(self, application_id: str) -> VentureState:
        """Return one application; NotFound when there is none with this id."""
        return _one(self.ventures(), application_id)

    def ventures(self, cycle: str | None = None) -> tuple[VentureState, ...]:
        """Return the applications of a cycle (None: of all), in the order they were made."""
        with self._store.read() as repo:
            states = states_of(repo.audit_entries())
        return tuple(s for s in states.values() if cycle is None or s.application.cycle == cycle)

    def _still_allowed(self, application: VentureApplication) -> None:
        organization = organization_named(self._store, application.organization_id)
        need = self._records.find_need(application.need_id) if application.need_id else None
        self._allowed(organization, need)

    def _allowed(self, organization: Organization, need: Need | None) -> str:
        """Return the federation that must sign for it, empty for none; NotAllowed if kept out."""
        with self._store.read() as repo:
            version = repo.catalog_version()
        catalog = self._keeper.for_version(version).catalog
        found = gate(need, catalog, self._today())
        for exclusion in found.exclusions:
            if exclusion.organization_id == organization.id:
                raise NotAllowed(f"“{organization.name}”不能参加公益创投：{exclusion.ground_zh}")
        row = catalog.organization_row.get(organization.id)
        return "" if row is None else found.routes[row].via or ""


def _one(states: Iterable[VentureState], application_id: str) -> VentureState:
    found = next((s for s in states if s.application.id == application_id.strip()), None)
    if found is None:
        raise NotFound(
            f"没有编号为 {application_id} 的公益创投项目；用 duijie venture list 查看编号。"
        )
    return found


def _masked(text: str) -> str:
    return mask_personal_data(text).text
