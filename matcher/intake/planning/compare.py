"""A record as read against the record as stored: create, update, or nothing to do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import datetime
from typing import TypeVar

from ...model import Meta, Record, Source
from ..plan import Action, Change
from .report import Place

R = TypeVar("R", bound=Record)


def change_of(
    record: R, stored: R | None, unstated: Collection[str], place: Place, now: datetime
) -> Change:
    """Return what importing ``record`` does; ``record`` must carry its id.

    Fields in ``unstated`` (blank or refused cells, columns the sheet lacks) keep the stored value.
    All facts count, ``meta`` does not. An update keeps ``created_at`` and grows the version by one.
    """
    source = Source(place.file, place.sheet, place.row)
    if stored is None:
        return Change(Action.CREATE, replace(record, meta=Meta(1, source, now, now)))
    kept = {name: getattr(stored, name) for name in unstated}
    merged = replace(record, **kept, id=stored.id, meta=stored.meta)
    changed = tuple(
        f.name
        for f in fields(merged)
        if f.name != "meta" and getattr(merged, f.name) != getattr(stored, f.name)
    )
    if not changed:
        return Change(Action.UNCHANGED, stored)
    before = stored.meta
    meta = Meta(1, source, now, now)
    if before is not None:
        meta = Meta(before.version + 1, source, before.created_at, now)
    return Change(Action.UPDATE, replace(merged, meta=meta), changed)
