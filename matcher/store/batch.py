"""What one write means: canonical values, version rules, and the digest of a catalog version.

Pure; both repositories stand on it, so they cannot disagree on what is refused.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from ..errors import Conflict, InvalidInput
from ..model import Meta, Organization, Record
from .codec import KINDS, Kind, kind_of

R = TypeVar("R", bound=Record)

_FEN = Decimal("0.01")
#: NUMERIC(14,2): twelve digits before the point.
_TOO_MUCH = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: a record version, or the mark that the record was deleted."""

    kind: str
    id: str
    version: int
    deleted: bool
    body: str


@dataclass(frozen=True, slots=True)
class Written:
    """One record of a batch, in canonical form, with its history line."""

    record: Any
    entry: Entry


def prepare(records: Iterable[Record]) -> Mapping[str, tuple[Written, ...]]:
    """Return the records by table name, in the order of :data:`KINDS`, sorted by id.

    Raises InvalidInput for a value that no database can hold exactly, Conflict for two records
    with one id, ValueError for a record without ``meta``.
    """
    found: dict[str, dict[str, Written]] = {kind.table: {} for kind in KINDS}
    for record in records:
        kind = kind_of(type(record))
        if record.id in found[kind.table]:
            raise Conflict(f"同一次写入中有两条编号为 {record.id} 的{kind.label_zh}，请先合并。")
        kept = canonical(record)
        entry = Entry(kind.table, kept.id, meta_of(kept).version, False, kind.body(kept))
        found[kind.table][record.id] = Written(kept, entry)
    return {
        table: tuple(group[record_id] for record_id in sorted(group))
        for table, group in found.items()
        if group
    }


def meta_of(record: Record) -> Meta:
    """Return the provenance of a record that is to be stored; it must have one."""
    if record.meta is None:
        raise ValueError(f"a stored record needs meta: {type(record).__name__} {record.id}")
    return record.meta


def canonical(record: R) -> R:
    """Return ``record`` with every amount at two decimals, as the databases keep it."""
    kind = kind_of(type(record))
    for path in kind.amounts:
        record = _at_two_decimals(record, path, kind)
    return record


def _at_two_decimals(value: Any, path: tuple[str, ...], kind: Kind[Any]) -> Any:  # noqa: ANN401
    name, *rest = path
    held = getattr(value, name)
    if rest:
        kept = _at_two_decimals(held, tuple(rest), kind)
    elif held is None:
        return value
    else:
        kept = _amount(held, name, kind)
    return value if kept is held else dataclasses.replace(value, **{name: kept})


def _amount(held: Decimal, name: str, kind: Kind[Any]) -> Decimal:
    if not held.is_finite() or abs(held) >= _TOO_MUCH or held != held.quantize(_FEN):
        raise InvalidInput(
            f"{kind.label_zh}的金额 {held} 元无法保存：最多 12 位整数、2 位小数。", field=name
        )
    return held.quantize(_FEN)


def check_versions(kind: Kind[Any], group: Sequence[Written], stored: Mapping[str, int]) -> None:
    """Raise Conflict unless each record is exactly one version ahead of the stored one (0: new)."""
    for written in group:
        held = stored.get(written.entry.id, 0)
        if written.entry.version != held + 1:
            raise Conflict(_behind(kind, written.entry.id, written.entry.version, held))


def check_deletion(kind: Kind[Any], record_id: str, version: int, held: int) -> None:
    """Raise Conflict unless the version to delete is the stored one."""
    if version != held:
        raise Conflict(_behind(kind, record_id, version, held))


def _behind(kind: Kind[Any], record_id: str, given: int, held: int) -> str:
    state = f"库中现为第 {held} 版" if held else "库中没有这条记录"
    return (
        f"{kind.label_zh}（编号 {record_id}）已被他人修改：提交的是第 {given} 版，{state}。"
        "请重新读取后再操作。"
    )


def organizations_needed(batch: Mapping[str, Sequence[Written]]) -> Mapping[str, Entry]:
    """Return the organizations that the batch names and does not bring, with who names them."""
    brought = {w.entry.id for w in batch.get(kind_of(Organization).table, ())}
    return {
        written.record.organization_id: written.entry
        for kind in KINDS
        if kind.belongs_to_organization
        for written in batch.get(kind.table, ())
        if written.record.organization_id not in brought
    }


def check_owners(needed: Mapping[str, Entry], held: set[str]) -> None:
    """Raise InvalidInput for the first record whose organization does not exist."""
    for organization_id in sorted(needed):
        if organization_id not in held:
            owned = needed[organization_id]
            raise InvalidInput(
                f"编号 {owned.id} 的记录所属的组织（编号 {organization_id}）不存在，请先导入组织。",
                field="organization_id",
            )


def chained_digest(previous: str, entries: Iterable[Entry]) -> str:
    """Return the digest of the catalog version that ``entries`` make out of ``previous``.

    SHA-256 over the digest before and every line written, sorted by kind and id; so a changed line
    of the history, even an old one, no longer fits its version.
    """
    digest = hashlib.sha256(previous.encode())
    for entry in sorted(entries, key=lambda e: (e.kind, e.id)):
        head = f"{entry.kind}\x1f{entry.id}\x1f{entry.version}\x1f{int(entry.deleted)}\x1f"
        digest.update(head.encode())
        digest.update(hashlib.sha256(entry.body.encode()).digest())
    return digest.hexdigest()
