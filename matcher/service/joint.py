"""Joint bids for a need of the catalog, on its stored run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..components import match_components
from ..errors import InvalidInput
from ..gate import gate, names_of
from ..identity import normalised_name
from ..joint import Joint, build
from ..text import need_text
from .keeper import SnapshotKeeper
from .recommendations import RecommendationService
from .records import RecordService
from .values import RecommendOptions

if TYPE_CHECKING:
    from ..catalog import Catalog
    from ..store import Store

#: Named where the caller does not say in which bid an organization already is.
_BID = "其他申请"
#: Candidates for each task that a bid may be put together from.
_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class JointReport:
    """The joint bids of one need and the run that they come from."""

    need_id: str
    need_code: str
    need_title: str
    run_id: str
    joint: Joint


class JointService:
    """One method: the need's components are those of its run, with more candidates for each."""

    def __init__(
        self,
        store: Store,
        keeper: SnapshotKeeper,
        records: RecordService,
        recommendations: RecommendationService,
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._records = records
        self._recommendations = recommendations

    def for_need(
        self, reference: str, options: RecommendOptions, bidding: Sequence[str] = ()
    ) -> JointReport:
        """Return the joint bids for the need with this id or code.

        ``bidding``: names, ids or credit codes of organizations that bid for it already. Raises
        InvalidInput for one that the catalog does not hold.
        """
        need = self._records.find_need(reference)
        run = self._recommendations.for_need(need.id, options)
        snapshot = self._keeper.at(run.inputs.catalog_version)
        catalog, as_of = snapshot.catalog, run.inputs.as_of
        engaged = _engaged(bidding, catalog)
        with self._store.read() as repo:
            threshold = repo.weights(run.inputs.weights_version).fit_threshold
        allowed = gate(need, catalog, as_of).services
        components = match_components(
            need, need_text(need), snapshot, allowed, threshold, shown=_CANDIDATES
        )
        joint = build(need, components, catalog, as_of, engaged)
        return JointReport(need.id, need.code, run.need_title, run.id, joint)


def _engaged(names: Sequence[str], catalog: Catalog) -> Mapping[str, str]:
    found = {}
    for name in names:
        wanted = {name.strip(), normalised_name(name)}
        holders = [o for o in catalog.organizations if wanted & {*names_of(o), o.uscc or o.id}]
        if not holders:
            raise InvalidInput(f"目录里没有组织“{name}”，请核对名称。", field="bidding")
        found.update({o.id: _BID for o in holders})
    return found
