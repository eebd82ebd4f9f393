"""Projects that failed within 24 months (W08): a red flag that wants a reason, never a bar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..codes import sentence
from ..dates import age_in_months, first_day
from ..model import Caution, Contract, ContractStatus, Evaluation, PartialDate

_RECENT_MONTHS = 24
_PASS = 60.0


def setbacks(
    organization_id: str,
    evaluations: Iterable[Evaluation],
    contracts: Iterable[Contract],
    as_of: date,
) -> tuple[Caution, ...]:
    """Return W08 for failed evaluations, and for contracts ended because of the provider.

    ``evaluations`` are those of the organization, ``contracts`` those of anybody. Disputed
    evaluations do not count until they are settled (五(七)).
    """
    found = (_failed(evaluations, as_of), _terminated(organization_id, contracts, as_of))
    return tuple(Caution("W08", sentence("W08", what=what)) for what in found if what)


def _failed(evaluations: Iterable[Evaluation], as_of: date) -> str:
    scores = [
        e.score
        for e in evaluations
        if e.score is not None
        and e.score < _PASS
        and e.valid
        and not e.disputed
        and e.evaluated_on is not None
        and first_day(e.evaluated_on) <= as_of
        and age_in_months(e.evaluated_on, as_of) <= _RECENT_MONTHS
    ]
    return f"不合格评价（{min(scores):g} 分）" if scores else ""


def _terminated(organization_id: str, contracts: Iterable[Contract], as_of: date) -> str:
    ended = [
        contract.ended_on
        for contract in contracts
        if contract.organization_id == organization_id
        and contract.status is ContractStatus.TERMINATED
        and contract.for_cause
        and contract.ended_on is not None
        and contract.ended_on <= as_of
        and age_in_months(PartialDate(contract.ended_on.isoformat()), as_of) < _RECENT_MONTHS
    ]
    return f"因承接方原因解除的合同（{max(ended)}）" if ended else ""
