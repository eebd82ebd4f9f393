"""The current snapshot: loaded at start, rebuilt when the catalog moves on, swapped whole."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from indexes import SnapshotStore
from indexes.errors import NoSnapshot, SnapshotError

from ..catalog import Catalog
from ..errors import Unavailable
from ..meaning import TextModel
from ..model import Need
from ..snapshot import (
    IndexTypes,
    Snapshot,
    SnapshotContent,
    assemble,
    encode_services,
    snapshot_meta,
)
from ..text import RECIPE
from .values import Progress

if TYPE_CHECKING:
    from ..store import Store

_log = logging.getLogger("duijie.matcher.snapshot")


class SnapshotKeeper:
    """One reference that requests read without a lock; builders take turns.

    SQL is the truth and the folder is derived: whatever is wrong with the folder at start (absent,
    damaged, other encoder, older catalog), the snapshot is built again and the finding is logged.
    ``duijie verify`` reports without repairing.
    """

    def __init__(
        self, store: Store, snapshots: SnapshotStore, model: TextModel, types: IndexTypes
    ) -> None:
        self._store = store
        self._snapshots = snapshots
        self._model = model
        self._types = types
        self._building = threading.Lock()
        self._current: Snapshot | None = None
        self._version: str | None = None

    @property
    def current(self) -> Snapshot:
        """Return the snapshot in force; :class:`Unavailable` before the first one."""
        if self._current is None:
            raise Unavailable("推荐索引还没有准备好，请运行 duijie rebuild。")
        return self._current

    def for_version(self, catalog_version: int) -> Snapshot:
        """Return the current snapshot, first brought up to date if another process changed SQL."""
        if self.current.catalog.version < catalog_version:
            return self.refresh()
        return self.current

    @property
    def version(self) -> str | None:
        """Return the name of the snapshot folder in force, None before the first one."""
        return self._version

    @property
    def model(self) -> TextModel:
        """Return the text model that every snapshot of this process is made with."""
        return self._model

    def refresh(self, progress: Progress | None = None) -> Snapshot:
        """Bring the snapshot to the present catalog: from the folder if it fits, else built."""
        with self._building:
            catalog = self._catalog(None)
            held = self._current
            if held is not None and held.catalog.content_hash == catalog.content_hash:
                # Only needs changed, or nothing: the indexes stay, the catalog's number moves on.
                content_version = self._version
                snapshot = replace(held, catalog=catalog)
            else:
                snapshot, content_version = self._load(catalog) or self._build(catalog, progress)
            self._current, self._version = snapshot, content_version
            return snapshot

    def rebuild(self, progress: Progress | None = None) -> Snapshot:
        """Encode everything anew from SQL and write a new folder, whatever is on disk."""
        with self._building:
            self._current, self._version = self._build(self._catalog(None), progress)
            if dropped := self._snapshots.drop_damaged():
                _log.warning("damaged snapshots dropped: %s", ", ".join(dropped))
            return self._current

    def at(self, catalog_version: int) -> Snapshot:
        """Return the snapshot of an earlier catalog version, built in memory (for reruns)."""
        held = self._current
        if held is not None and held.catalog.version == catalog_version:
            return held
        catalog = self._catalog(catalog_version)
        if held is not None and held.catalog.content_hash == catalog.content_hash:
            return replace(held, catalog=catalog)
        return assemble(catalog, self._model, self._types, encode_services(catalog, self._model))

    def _catalog(self, version: int | None) -> Catalog:
        with self._store.read() as repo:
            number = repo.catalog_version() if version is None else version
            records = repo.catalog_at(number)
        return Catalog.build((r for r in records if not isinstance(r, Need)), number)

    def _load(self, catalog: Catalog) -> tuple[Snapshot, str] | None:
        try:
            stored = self._snapshots.open_current(
                encoder_fingerprint=self._model.encoder.fingerprint, recipe=RECIPE
            )
        except NoSnapshot:
            return None
        except SnapshotError as error:
            _log.warning("stored snapshot not used: %s", error)
            return None
        if stored.meta != snapshot_meta(catalog, self._model):
            return None
        content = SnapshotContent.unpack(stored.arrays, stored.texts)
        return assemble(catalog, self._model, self._types, content), stored.version

    def _build(self, catalog: Catalog, progress: Progress | None) -> tuple[Snapshot, str]:
        content = encode_services(catalog, self._model, progress)
        try:
            version = self._snapshots.write(*content.pack(), snapshot_meta(catalog, self._model))
        except SnapshotError as error:  # another process is writing, say
            raise Unavailable(error.message_zh) from error
        _log.info("snapshot %s built: %d services", version, len(content.service_ids))
        return assemble(catalog, self._model, self._types, content), version
