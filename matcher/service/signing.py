"""What is written into a contract, checked before anything is asked of the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..errors import InvalidInput, NotFound
from ..identity import normalised_name
from ..model import Contract, Need

_LARGEST = Decimal(10_000_000_000)


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


def check(signing: Signing, today: date) -> None:
    """Raise InvalidInput for a number, dates or an amount that cannot be."""
    code = signing.code.strip()
    if not code or len(code) > 60:
        raise InvalidInput("请写合同编号（1–60 个字）。", field="code")
    if signing.signed_on > today:
        raise InvalidInput("签订日期不能晚于今天；签订后再登记。", field="signed_on")
    if signing.end < signing.start:
        raise InvalidInput("合同的结束日期早于开始日期，请核对。", field="end")
    amount = signing.amount
    if amount is not None and not (amount.is_finite() and 0 < amount <= _LARGEST):
        raise InvalidInput("合同金额须大于 0、不超过 100 亿元；请以元为单位。", field="amount")
    if amount is not None and amount != round(amount, 2):
        raise InvalidInput("合同金额最多写到分（两位小数）。", field="amount")


def before_it(
    signing: Signing, need: Need, organization_id: str, contracts: Sequence[Contract]
) -> Contract | None:
    """Return the contract that is prolonged: as stated, else the last one for the same need.

    One that leaves out 续签自 prolongs all the same: else the 36 months could be started anew.
    """
    if signing.renewal_of:
        held = named(contracts, signing.renewal_of)
        if held.organization_id != organization_id:
            raise InvalidInput(
                f"合同 {held.code} 由另一家组织承接，不能由这家续签。", field="renewal_of"
            )
        later = next((c for c in contracts if c.renewal_of == held.id), None)
        if later is not None:
            # Else the months of what came after it would not count.
            raise InvalidInput(
                f"合同 {held.code} 已由 {later.code} 续签，请写最后一份的编号。", field="renewal_of"
            )
        return held
    same = [
        c
        for c in contracts
        if c.organization_id == organization_id
        and c.need_id == need.id
        and c.start <= signing.start
    ]
    return max(same, key=lambda c: (c.start, c.end, c.code), default=None)


def same_code(one: str, other: str) -> bool:
    """Return whether two ways of writing a contract number mean the same."""
    return normalised_name(one).casefold() == normalised_name(other).casefold()


def named(contracts: Sequence[Contract], code: str) -> Contract:
    """Return the contract with this number or id; NotFound when there is none."""
    found = next((c for c in contracts if same_code(code, c.code) or code.strip() == c.id), None)
    if found is None:
        raise NotFound(f"没有编号为 {code} 的合同。")
    return found
