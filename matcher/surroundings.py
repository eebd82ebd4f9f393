"""What stands around a need: other needs, contracts, directories, rules of purchase → its framing.

Pure: the same needs and contracts of one catalog version, with the same directories and rules, say
the same of a need on a day, so that a run repeats byte for byte (F6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .amount_checks import unit_in_doubt
from .canonical import canonical_json, sha256_of
from .codes import sentence
from .directory import Directories, ItemCheck, check_item, check_items
from .errors import MatchingError
from .framing import Framing
from .identity import normalised_name
from .model import Caution, Contract, Need
from .procurement import (
    ProcurementRules,
    amount_zh,
    chain_of,
    expiring,
    months_of_contract,
    over_term,
    purchase_year,
    split_groups,
    street_key,
)

_DIGITS = 8
_CONDITIONS_MET = (True, True, True, True)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The data that a district can replace; ``fingerprint`` changes with any of it."""

    directories: Directories
    procurement: ProcurementRules

    @property
    def fingerprint(self) -> str:
        """Return 8 hexadecimal digits over directories and rules."""
        return sha256_of(canonical_json((self.directories, self.procurement)))[:_DIGITS]


class Surroundings:
    """The needs and contracts of one catalog version under one rulebook."""

    def __init__(
        self, needs: Iterable[Need], contracts: Iterable[Contract], rulebook: Rulebook
    ) -> None:
        """Sort needs by place and year once: only those can be parts of one purchase."""
        self._rulebook = rulebook
        self._fingerprint = rulebook.fingerprint
        self._contracts = tuple(contracts)
        self._places: dict[tuple[str, int | None], list[Need]] = {}
        for need in needs:
            self._places.setdefault(_place(need), []).append(need)

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the rulebook."""
        return self._fingerprint

    def frame(self, need: Need, as_of: date) -> Framing:
        """Return what is known around ``need`` on ``as_of``."""
        checks = check_items(need, self._rulebook.directories, as_of)
        used_up = self._used_up(need, as_of)
        notes = [
            *self._splits(need, as_of),
            *_items(checks),
            *self._expiring(need, as_of),
            *_unit(need),
            *(_caution("W23", contract=c.code, months=months) for c, months in used_up),
        ]
        return Framing(
            notes=tuple(notes),
            in_principle=any(map(_is_in_principle, checks)),
            recompete=bool(used_up),
            fingerprint=self._fingerprint,
        )

    def _splits(self, need: Need, as_of: date) -> Iterable[Caution]:
        alike = items_alike(self._rulebook.directories, as_of)
        held = self._places.get(_place(need), [need])
        try:
            groups = split_groups(held, as_of, self._rulebook.procurement, purchase_year, alike)
        except MatchingError:
            # No thresholds are known for that day: nothing to compare with (duijie method says so).
            return
        for group in groups:
            if any(member.need_id == need.id for member in group.members):
                yield _caution("W10", sentence=group.sentence_zh)

    def _expiring(self, need: Need, as_of: date) -> Iterable[Caution]:
        mine = [contract for contract in self._contracts if contract.need_id == need.id]
        return [_caution("W16", sentence=e.sentence_zh) for e in expiring(mine, as_of)]

    def _used_up(self, need: Need, as_of: date) -> Sequence[tuple[Contract, int]]:
        """Return the present contracts for ``need`` that it would carry over 36 months, with those.

        Who was followed by somebody else, or was chosen anew since, is no present provider by that
        contract any more.
        """
        mine = [c for c in self._contracts if c.need_id == need.id and c.signed_on <= as_of]
        found = []
        for contract in mine:
            if any(_follows(other, contract) for other in mine):
                continue
            try:
                chain = chain_of(contract, self._contracts)
                months = need.period.months or months_of_contract(contract)
                terms = over_term(chain, max(months, 1), _CONDITIONS_MET)
            except MatchingError:
                # Contracts that prolong each other in a circle, say: told where they are listed.
                continue
            if terms.recompete:
                found.append((contract, terms.total))
        return found


def _follows(other: Contract, contract: Contract) -> bool:
    """Return whether ``other`` took the place of ``contract``: prolonged, or began behind it."""
    if other.renewal_of == contract.id != other.id:
        return True
    if other.start <= contract.start:
        return False
    over = contract.end if contract.ended_on is None else min(contract.end, contract.ended_on)
    return other.organization_id == contract.organization_id or other.start > over


def items_alike(directories: Directories, as_of: date) -> Callable[[Need], frozenset[str]]:
    """Return what names the items of a need alike: by code or name, of an old version or a new."""
    return lambda need: frozenset(
        title for text in need.directory_items for title in _titles(text, directories, as_of)
    )


def _titles(reference: str, directories: Directories, as_of: date) -> tuple[str, ...]:
    check = check_item(reference, directories, as_of)
    if check.entry is None:
        return (normalised_name(reference),)
    return tuple(entry.item.title for entry in check.successors or (check.entry,))


def _place(need: Need) -> tuple[str, int | None]:
    return street_key(need.street), purchase_year(need)


def _items(checks: Sequence[ItemCheck]) -> Iterable[Caution]:
    return [_caution("W14", item=c.reference, detail=c.detail_zh) for c in checks if c.detail_zh]


def _is_in_principle(check: ItemCheck) -> bool:
    entries = check.successors or (() if check.entry is None else (check.entry,))
    return any(entry.item.in_principle_social for entry in entries)


def _unit(need: Need) -> Iterable[Caution]:
    amount = need.budget.high if need.budget.high is not None else need.budget.low
    if amount is None or not unit_in_doubt(need.budget):
        return []
    return [_caution("W17", budget=amount_zh(amount))]


def _caution(code: str, **values: object) -> Caution:
    return Caution(code, sentence(code, **values))
