"""Reading and changing single records, with optimistic versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from ..errors import Conflict, InvalidInput, NotFound
from ..identity import natural_id
from ..model import Meta, Need, Organization, Record, Source
from ..privacy import mask_record
from .values import Page

if TYPE_CHECKING:
    from ..store import Store
    from .keeper import SnapshotKeeper

R = TypeVar("R", bound=Record)

#: The source of records that came through the interface rather than from a file.
DIRECT = Source(file="接口")


class RecordService:
    """Records of all kinds; every change brings the snapshot up to date before it returns."""

    def __init__(self, store: Store, keeper: SnapshotKeeper, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._keeper = keeper
        self._clock = clock

    def get(self, kind: type[R], record_id: str) -> R:
        """Return one record; :class:`NotFound` when there is none."""
        with self._store.read() as repo:
            return repo.get(kind, record_id)

    def page(self, kind: type[R], after: str | None = None, limit: int = 50) -> Page[R]:
        """Return up to ``limit`` (1–200) records with ids behind ``after``."""
        if not 1 <= limit <= 200:
            raise InvalidInput(f"每页条数 {limit} 不可用，请填 1–200。", field="limit")
        with self._store.read() as repo:
            items = repo.page(kind, after=after, limit=limit + 1)
            total = repo.count(kind)
        more = len(items) > limit
        items = items[:limit]
        return Page(items, items[-1].id if more else None, total)

    def create(self, record: R) -> R:
        """Store a new record and return it with id and version 1."""
        now = self._clock()
        masked, _ = mask_record(record)
        made = replace(masked, id=natural_id(masked), meta=Meta(1, DIRECT, now, now))
        with self._store.write() as repo:
            try:
                repo.get(type(made), made.id)
            except NotFound:
                repo.write([made], reason="create", now=now)
            else:
                raise Conflict(f"记录已存在（编号 {made.id}），请改用修改。")
        self._keeper.refresh()
        return made

    def update(self, record: R, expected_version: int) -> R:
        """Store a changed record; :class:`Conflict` when somebody changed it first."""
        now = self._clock()
        with self._store.write() as repo:
            stored = repo.get(type(record), record.id)
            meta = stored.meta
            if meta is None or meta.version != expected_version:
                found = 0 if meta is None else meta.version
                raise Conflict(
                    f"记录已被他人修改：您依据的是第 {expected_version} 版，现在是第 {found} 版。"
                    "请重新读取后再改。"
                )
            masked, _ = mask_record(record)
            changed = replace(masked, meta=Meta(meta.version + 1, DIRECT, meta.created_at, now))
            repo.write([changed], reason="update", now=now)
        self._keeper.refresh()
        return changed

    def find_need(self, reference: str) -> Need:
        """Return the need with this id or code; a code used twice is a :class:`Conflict`."""
        with self._store.read() as repo:
            found = repo.find_need(reference.strip().upper())
            if not found:
                return repo.get(Need, reference)
        if len(found) > 1:
            titles = "、".join(f"{n.title}（{n.id}）" for n in found)
            raise Conflict(f"编号 {reference} 对应多条需求：{titles}。请改用括号里的内部编号。")
        return found[0]


def organization_named(store: Store, reference: str) -> Organization:
    """Return the organization with this name, credit code or id; InvalidInput for none, several."""
    with store.read() as repo:
        try:
            return repo.get(Organization, reference)
        except NotFound:
            found = repo.find_organization(reference.strip())
    if len(found) != 1:
        number = "没有" if not found else "不止一家"
        raise InvalidInput(
            f"{number}名称、信用代码或内部编号为“{reference}”的组织。", field="organization"
        )
    return found[0]
