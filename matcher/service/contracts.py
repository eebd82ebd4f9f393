"""Contracts after a decision: signed by a named human, within 36 months, ended (五(五))."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ..canonical import canonical_json
from ..dates import months_between
from ..errors import Conflict, InvalidInput, NotAllowed, NotFound
from ..gate import gate
from ..identity import natural_id
from ..model import (
    Contract,
    ContractStatus,
    Meta,
    Need,
    Organization,
    PartialDate,
    Run,
    Source,
)
from ..procurement import Expiring, chain_of, expiring, over_term
from .decisions import DECIDED
from .governance import person_named, reason_given
from .run_reader import RunReader

if TYPE_CHECKING:
    from ..store import Store
    from .keeper import SnapshotKeeper
    from .recommendations import RecommendationService
    from .records import RecordService

_SIGNED, _ENDED = "登记合同", "合同结束"
#: 五(五): a choice made anew compares at least so many other organizations.
_ALTERNATIVES = 3
#: A recommendation older than this before the signing compares nothing anew.
_FRESH = timedelta(days=180)
_SOURCE = Source("合同登记")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What is written into a contract; ``need`` and ``organization`` as people name them.

    ``amount`` in 元; ``renewal_of`` the number of the contract that it prolongs, empty for none.
    """

    need: str
    organization: str
    code: str
    signed_on: date
    start: date
    end: date
    amount: Decimal | None = None
    renewal_of: str = ""


class ContractService:
    """Contracts are records of the catalog; each one made or ended is an entry of the audit log."""

    def __init__(
        self,
        store: Store,
        keeper: SnapshotKeeper,
        records: RecordService,
        recommendations: RecommendationService,
        clock: Callable[[], datetime],
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._records = records
        self._recommendations = recommendations
        self._runs = RunReader(store, recommendations)
        self._clock = clock
        self._today = today

    def sign(self, signing: Signing, person: str, reason: str) -> Contract:
        """Store a contract for a need.

        NotAllowed without a decision for this organization (F10), for one that the gate keeps out
        or that cannot sign, for more than 36 months in all (T55) and, after those, without a new
        comparison of at least 3 others. InvalidInput for dates and amounts that cannot be.
        """
        by, why = person_named(person), reason_given(reason)
        _check(signing)
        need = self._records.find_need(signing.need)
        organization = self._runs.organization(signing.organization)
        self._check_gate(need, organization.id)
        with self._store.read() as repo:
            contracts = repo.all(Contract)
        before = _before(signing, need, organization.id, contracts)
        contract = Contract(
            id="",
            organization_id=organization.id,
            code=signing.code.strip(),
            title=need.title,
            need_id=need.id,
            street=need.street,
            service_types=need.service_types,
            purchase_mode=need.purchase_mode,
            amount=signing.amount,
            signed_on=signing.signed_on,
            start=signing.start,
            end=signing.end,
            renewal_of=self._renewed(signing, need, organization, before, contracts),
        )
        return self._store_new(replace(contract, id=natural_id(contract)), by, why)

    def end(
        self,
        code: str,
        ended_on: date,
        person: str,
        reason: str,
        *,
        completed: bool,
        for_cause: bool,
    ) -> Contract:
        """Close a contract: 结项 when ``completed``, else 解除; NotAllowed when it is over."""
        by, why = person_named(person), reason_given(reason)
        with self._store.write() as repo:
            held = _named(repo.all(Contract), code)
            if held.status is not ContractStatus.RUNNING:
                raise NotAllowed(f"合同 {held.code} 已经{held.status}，不能再改。")
            if ended_on < held.start or ended_on > self._today():
                raise InvalidInput(
                    f"结束日期须在合同开始（{held.start}）之后、不晚于今天。", field="on"
                )
            now = self._clock()
            closed = replace(
                held,
                status=ContractStatus.COMPLETED if completed else ContractStatus.TERMINATED,
                ended_on=ended_on,
                end_reason=why,
                for_cause=for_cause and not completed,
                meta=_next(held.meta, now),
            )
            detail = canonical_json((closed.code, closed.status.value, ended_on, why, for_cause))
            repo.write([closed], reason=_ENDED, now=now)
            repo.append_audit(by, _ENDED, closed.id, detail, now=now)
        self._keeper.refresh()
        return closed

    def all(self) -> tuple[Contract, ...]:
        """Return all contracts, by end and number."""
        with self._store.read() as repo:
            return tuple(sorted(repo.all(Contract), key=lambda c: (c.end, c.code)))

    def expiring(self, as_of: date | None = None) -> tuple[Expiring, ...]:
        """Return the running contracts that end within 90 days from a day on (None: today)."""
        return expiring(self.all(), as_of or self._today())

    def _check_gate(self, need: Need, organization_id: str) -> None:
        with self._store.read() as repo:
            version = repo.catalog_version()
        catalog = self._keeper.for_version(version).catalog
        found = gate(need, catalog, self._today())
        out = next((e for e in found.exclusions if e.organization_id == organization_id), None)
        if out is not None:
            raise NotAllowed(f"“{out.organization_name}”不能签约：{out.ground_zh}")
        route = found.routes.get(catalog.organization_row[organization_id])
        if route is not None and route.via is not None:
            raise NotAllowed(f"备案组织不能自己签约，由“{route.via}”签约（三(二)）。")

    def _renewed(
        self,
        signing: Signing,
        need: Need,
        organization: Organization,
        before: Contract | None,
        contracts: Sequence[Contract],
    ) -> str:
        """Return the id of the contract that is prolonged, "" for none or after a new choice."""
        months = months_between(_partial(signing.start), _partial(signing.end))
        chain = () if before is None else chain_of(before, contracts)
        terms = over_term(chain, months, need.continuity_conditions)
        if before is not None and terms.allowed:
            return before.id
        # Chosen anew, the organization begins again: only the new contract itself has to fit.
        own = over_term((), months, need.continuity_conditions)
        if not terms.recompete or not own.allowed:
            if not terms.allowed:
                raise NotAllowed("".join(own.problems_zh or terms.problems_zh))
            if not self._chosen(need, organization):
                raise NotAllowed(
                    f"还没有为这条需求选定“{organization.name}”的决定，"
                    "请先用 duijie decide 记下由谁、因何选定。"
                )
            return ""
        compared = max(
            (
                run.counts.suitable - 1
                for run in self._chosen(need, organization)
                if timedelta() <= signing.signed_on - run.inputs.as_of <= _FRESH
            ),
            default=0,
        )
        if compared < _ALTERNATIVES:
            raise NotAllowed(
                f"{terms.problems_zh[0]}签约前 180 天内须有据以选定它的一次推荐，其中另有至少 "
                f"{_ALTERNATIVES} 家合适的组织；现在有 {max(compared, 0)} 家。"
            )
        return ""

    def _chosen(self, need: Need, organization: Organization) -> list[Run]:
        """Return the runs for ``need`` on which it was chosen, itself or to sign for a group."""
        with self._store.read() as repo:
            made = [
                (entry.subject, json.loads(entry.detail)[0])
                for entry in repo.audit_entries()
                if entry.action == DECIDED
            ]
        found = []
        for run_id, chosen in made:
            run = self._recommendations.run(run_id)
            if run.inputs.need_id != need.id:
                continue
            entry = None if chosen == organization.id else self._runs.asked(run_id, chosen).entry
            if chosen == organization.id or (entry and entry.via == organization.name):
                found.append(run)
        return found

    def _store_new(self, contract: Contract, by: str, why: str) -> Contract:
        with self._store.write() as repo:
            if any(held.code == contract.code for held in repo.all(Contract)):
                raise Conflict(f"合同 {contract.code} 已经登记过。")
            now = self._clock()
            made = replace(contract, meta=Meta(1, _SOURCE, now, now))
            repo.write([made], reason=_SIGNED, now=now)
            detail = canonical_json((made.code, made.organization_id, made.need_id, why))
            repo.append_audit(by, _SIGNED, made.id, detail, now=now)
        self._keeper.refresh()
        return made


def _check(signing: Signing) -> None:
    code = signing.code.strip()
    if not code or len(code) > 60:
        raise InvalidInput("请写合同编号（1–60 个字）。", field="code")
    if signing.end < signing.start:
        raise InvalidInput("合同的结束日期早于开始日期，请核对。", field="end")
    if signing.amount is not None and signing.amount <= 0:
        raise InvalidInput("合同金额须大于 0 元。", field="amount")


def _before(
    signing: Signing, need: Need, organization_id: str, contracts: Sequence[Contract]
) -> Contract | None:
    """Return the contract that is prolonged: as stated, else the last one for the same need.

    One that leaves out 续签自 prolongs all the same: else the 36 months could be started anew.
    """
    if signing.renewal_of:
        held = _named(contracts, signing.renewal_of)
        if held.organization_id != organization_id:
            raise InvalidInput(
                f"合同 {held.code} 由另一家组织承接，不能由这家续签。", field="renewal_of"
            )
        return held
    same = [
        c
        for c in contracts
        if c.organization_id == organization_id and c.need_id == need.id and c.start < signing.start
    ]
    return max(same, key=lambda c: (c.end, c.code), default=None)


def _named(contracts: Sequence[Contract], code: str) -> Contract:
    found = next((c for c in contracts if code.strip() in (c.code, c.id)), None)
    if found is None:
        raise NotFound(f"没有编号为 {code} 的合同。")
    return found


def _next(meta: Meta | None, now: datetime) -> Meta:
    if meta is None:
        return Meta(1, _SOURCE, now, now)
    return replace(meta, version=meta.version + 1, updated_at=now)


def _partial(day: date) -> PartialDate:
    return PartialDate(day.isoformat())
