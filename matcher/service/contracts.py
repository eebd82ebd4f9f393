"""Contracts after a decision: signed by a named human, within 36 months, ended (五(五))."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ..canonical import canonical_json
from ..dates import months_between
from ..errors import Conflict, InvalidInput, NotAllowed
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
from ..publication import purchase_blocks
from .decisions import DECIDED, reason_kept
from .governance import person_named
from .recusal import require_unrelated
from .run_reader import RunReader
from .signing import Signing, before_it, check, named, same_code

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

        NotAllowed without a decision for this organization (F10; the renewal of a contract for the
        same need that was not 解除 rests on the first one), for one that the gate keeps out
        or that cannot sign, for more than 36 months in all (T55) and, after those, without a new
        comparison of at least 3 others. InvalidInput for dates and amounts that cannot be, Conflict
        where the number is taken or the catalog changes in the meantime. Personal data in the
        reason are masked.
        """
        by, why = person_named(person), reason_kept(reason)
        check(signing, self._today())
        with self._store.read() as repo:
            version, contracts = repo.catalog_version(), repo.all(Contract)
        need = self._records.find_need(signing.need)
        if blocks := purchase_blocks(need):
            raise NotAllowed("这条需求还不能签约：" + "".join(blocks))
        organization = self._runs.organization(signing.organization)
        self._check_gate(need, organization.id, version)
        require_unrelated(by, (organization,))
        if any(same_code(held.code, signing.code) for held in contracts):
            raise Conflict(f"合同 {signing.code.strip()} 已经登记过。")
        before = before_it(signing, need, organization.id, contracts)
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
        return self._store_new(replace(contract, id=natural_id(contract)), by, why, version)

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
        """Close a contract: 结项 when ``completed``, else 解除; NotAllowed when it is over.

        ``for_cause``: 解除 because of the provider (W08). InvalidInput for 结项 for cause and for a
        day to come or before the contract began (解除: before it was signed). Personal data in the
        reason are masked.
        """
        by, why = person_named(person), reason_kept(reason)
        if completed and for_cause:
            raise InvalidInput(
                "因承接方原因结束的是解除，不是结项；请写明解除（--terminated）。",
                field="for_cause",
            )
        with self._store.write() as repo:
            held = named(repo.all(Contract), code)
            if held.status is not ContractStatus.RUNNING:
                raise NotAllowed(f"合同 {held.code} 已经{held.status}，不能再改。")
            # What is given up before its first day never ran, and was signed all the same.
            first = held.start if completed else min(held.start, held.signed_on)
            if not first <= ended_on <= self._today():
                raise InvalidInput(
                    f"结束日期不能早于合同的{'开始' if first == held.start else '签订'}日期"
                    f"（{first}），也不能晚于今天。",
                    field="on",
                )
            now = self._clock()
            closed = replace(
                held,
                status=ContractStatus.COMPLETED if completed else ContractStatus.TERMINATED,
                ended_on=ended_on,
                end_reason=why,
                for_cause=for_cause,
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

    def _check_gate(self, need: Need, organization_id: str, version: int) -> None:
        catalog = self._keeper.for_version(version).catalog
        found = gate(need, catalog, self._today())
        out = next((e for e in found.exclusions if e.organization_id == organization_id), None)
        if out is not None:
            raise NotAllowed(
                f"“{out.organization_name}”不能签约：{out.ground_zh}"
                "情况已有变化的，请先更正供给目录或信用核验。"
            )
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
            if before.need_id != need.id or before.status is ContractStatus.TERMINATED:
                # Another need, or one that failed: nobody has chosen it for this since.
                self._require_chosen(need, organization, since=before.id)
            return before.id
        # Chosen anew, the organization begins again: only the new contract itself has to fit.
        own = over_term((), months, need.continuity_conditions)
        if not terms.recompete or not own.allowed:
            if not terms.allowed:
                raise NotAllowed("".join(own.problems_zh or terms.problems_zh))
            self._require_chosen(need, organization)
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

    def _require_chosen(self, need: Need, organization: Organization, since: str = "") -> None:
        if not self._chosen(need, organization, since):
            raise NotAllowed(
                f"还没有为这条需求{'重新' if since else ''}选定“{organization.name}”的决定，"
                "请先用 duijie decide 记下由谁、因何选定。"
            )

    def _chosen(self, need: Need, organization: Organization, since: str = "") -> list[Run]:
        """Return the runs for ``need`` on which it was chosen, itself or to sign for a group.

        ``since``: the id of a contract; only what was decided after its end was entered counts.
        """
        with self._store.read() as repo:
            entries = tuple(repo.audit_entries())
        ended = [e.number for e in entries if e.action == _ENDED and e.subject == since]
        made = [
            (entry.subject, json.loads(entry.detail)[0])
            for entry in entries
            if entry.action == DECIDED and entry.number > max(ended, default=0)
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

    def _store_new(self, contract: Contract, by: str, why: str, version: int) -> Contract:
        """Store it unless the catalog is no longer the one that everything was checked on.

        Two that sign at once would each see the months of the other's contract as free.
        """
        with self._store.write() as repo:
            if repo.catalog_version() != version:
                raise Conflict("目录或合同刚被他人改动，合同没有登记；请再登记一次。")
            now = self._clock()
            made = replace(contract, meta=Meta(1, _SOURCE, now, now))
            repo.write([made], reason=_SIGNED, now=now)
            detail = canonical_json((made.code, made.organization_id, made.need_id, why))
            repo.append_audit(by, _SIGNED, made.id, detail, now=now)
        self._keeper.refresh()
        return made


def _next(meta: Meta | None, now: datetime) -> Meta:
    if meta is None:
        return Meta(1, _SOURCE, now, now)
    return replace(meta, version=meta.version + 1, updated_at=now)


def _partial(day: date) -> PartialDate:
    return PartialDate(day.isoformat())
