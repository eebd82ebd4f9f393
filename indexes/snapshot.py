"""Versioned folders of arrays and texts: written whole, switched at once, verified when read.

    root/CURRENT                      "<version> <SHA-256 of its manifest>"
    root/versions/<version>/          manifest.json, NAME.npy, NAME.json
    root/write.lock, root/writer.json the one writer

A version is called 000001-<first 16 digits of the manifest's SHA-256>; the manifest holds the
SHA-256 of every other file. So a changed byte anywhere is found, in CURRENT too.
"""

import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .durable import sync_folder, write_file, writer_lock
from .errors import CorruptSnapshot, NoSnapshot, SnapshotMismatch, UnknownSnapshotFormat
from .manifest import FORMAT, NAME, FileEntry, Manifest, SnapshotMeta

_VERSION = re.compile(r"[0-9]{6}-[0-9a-f]{16}")
_POINTER = re.compile(r"([0-9]{6}-[0-9a-f]{16}) ([0-9a-f]{64})\n")
_MANIFEST = "manifest.json"
Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A version in memory: read-only arrays by name, JSON values by name."""

    version: str
    meta: SnapshotMeta
    arrays: Mapping[str, Array]
    texts: Mapping[str, Any]


class SnapshotStore:
    """Snapshots under one folder; the current one and `keep` before it stay."""

    def __init__(
        self, root: Path, *, keep: int = 2, on_step: Callable[[str], None] | None = None
    ) -> None:
        """Use folder `root`, made by the first write; `on_step` hears each finished step."""
        self.root = root
        self._versions = root / "versions"
        self._pointer = root / "CURRENT"
        self._keep = keep
        self._step = on_step or (lambda step: None)

    def versions(self) -> list[str]:
        """Return the complete versions on disk, oldest first."""
        if not self._versions.is_dir():
            return []
        return sorted(p.name for p in self._versions.iterdir() if _VERSION.fullmatch(p.name))

    def current_version(self) -> str:
        """Return the version that `open_current` opens. Raises NoSnapshot, CorruptSnapshot."""
        return self._read_pointer()[0]

    def write(
        self, arrays: Mapping[str, Array], texts: Mapping[str, Any], meta: SnapshotMeta
    ) -> str:
        """Write a version, verify it, make it the current one, drop old ones; return its name.

        Names are of a–z, 0–9, - and _; no name is in both mappings. Whatever happens before the
        last rename, the former version stays the current one. Raises SnapshotLocked while another
        process writes, ValueError for an array of objects.
        """
        self._versions.mkdir(parents=True, exist_ok=True)
        with writer_lock(self.root):
            self._step("locked")
            number = self._clean()
            temporary = self._versions / "tmp"
            temporary.mkdir()
            self._step("folder")
            manifest = self._write_files(temporary, arrays, texts, meta)
            digest = hashlib.sha256(manifest).hexdigest()
            version = f"{number:06d}-{digest[:16]}"
            temporary.rename(self._versions / version)
            sync_folder(self._versions)
            self._step("renamed")
            self._load(version, digest)  # what is on the disk now, not what we meant to write
            self._step("verified")
            self._switch(version, digest)
            self._prune(version)
            self._step("pruned")
        return version

    def open_current(
        self, *, encoder_fingerprint: str | None = None, recipe: str | None = None
    ) -> Snapshot:
        """Load and verify the current version.

        Raises NoSnapshot, CorruptSnapshot, UnknownSnapshotFormat; SnapshotMismatch where it was
        made with another encoder or recipe than given (None: not compared).
        """
        snapshot = self._load(*self._read_pointer())
        for field, expected in (("encoder_fingerprint", encoder_fingerprint), ("recipe", recipe)):
            found = getattr(snapshot.meta, field)
            if expected is not None and found != expected:
                raise SnapshotMismatch(field, expected, found)
        return snapshot

    def verify(self, version: str | None = None) -> SnapshotMeta:
        """Read every byte of a version (None: the current one) and compare; errors as above."""
        if version is None:
            return self._load(*self._read_pointer()).meta
        return self._load(version, None).meta

    def drop_damaged(self) -> list[str]:
        """Remove versions that do not verify, except the current one; return their names."""
        current, dropped = self.current_version(), []
        with writer_lock(self.root):
            for version in self.versions():
                try:
                    self._load(version, None)
                except (CorruptSnapshot, UnknownSnapshotFormat):
                    if version != current:
                        shutil.rmtree(self._versions / version)
                        dropped.append(version)
        return dropped

    def _read_pointer(self) -> tuple[str, str]:
        try:
            text = self._pointer.read_bytes().decode("ascii", "replace")
        except FileNotFoundError as error:
            raise NoSnapshot(self.root) from error
        match = _POINTER.fullmatch(text)
        if match is None:
            raise CorruptSnapshot(self._pointer, "内容不是版本号和校验值")
        return match[1], match[2]

    def _load(self, version: str, digest: str | None) -> Snapshot:
        folder = self._versions / version
        manifest = _read_manifest(folder, digest)
        arrays: dict[str, Array] = {}
        texts: dict[str, Any] = {}
        for entry in manifest.files:
            data = _read(folder / entry.name)
            if hashlib.sha256(data).hexdigest() != entry.sha256:
                raise CorruptSnapshot(folder / entry.name, "校验值不符")
            stem, _, suffix = entry.name.partition(".")
            if suffix == "json":
                texts[stem] = json.loads(data.decode("utf-8", "surrogatepass"))
            else:
                arrays[stem] = _parse_array(folder / entry.name, data, entry)
        return Snapshot(version, manifest.meta, arrays, texts)

    def _clean(self) -> int:
        """Remove what dead writers left; return the number of the next version."""
        shutil.rmtree(self._versions / "tmp", ignore_errors=True)
        versions = self.versions()
        try:
            current = self.current_version()
        except (NoSnapshot, CorruptSnapshot):
            return int(versions[-1][:6]) + 1 if versions else 1
        for version in versions:
            if version > current:  # finished, but never switched to
                shutil.rmtree(self._versions / version)
        return int(current[:6]) + 1

    def _write_files(
        self,
        folder: Path,
        arrays: Mapping[str, Array],
        texts: Mapping[str, Any],
        meta: SnapshotMeta,
    ) -> bytes:
        if shared := arrays.keys() & texts.keys():
            raise ValueError(f"names in both mappings: {sorted(shared)}")
        entries: list[FileEntry] = []
        for name in sorted(arrays.keys() | texts.keys()):
            if name in arrays:
                entry, data = _array_file(name, arrays[name])
            else:
                entry, data = _text_file(name, texts[name])
            write_file(folder / entry.name, data)
            entries.append(entry)
            self._step(f"file {entry.name}")
        manifest = Manifest(meta, tuple(entries)).to_bytes()
        write_file(folder / _MANIFEST, manifest)
        self._step("manifest")
        sync_folder(folder)
        self._step("synced")
        return manifest

    def _switch(self, version: str, digest: str) -> None:
        temporary = self.root / "CURRENT.tmp"
        write_file(temporary, f"{version} {digest}\n".encode("ascii"))
        self._step("pointer")
        temporary.replace(self._pointer)
        sync_folder(self.root)
        self._step("switched")

    def _prune(self, current: str) -> None:
        older = [version for version in self.versions() if version < current]
        for version in older[: max(len(older) - self._keep, 0)]:
            shutil.rmtree(self._versions / version)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise CorruptSnapshot(path, "文件不存在") from error


def _read_manifest(folder: Path, digest: str | None) -> Manifest:
    path = folder / _MANIFEST
    data = _read(path)
    found = hashlib.sha256(data).hexdigest()
    if found[:16] != folder.name[-16:] or (digest is not None and found != digest):
        raise CorruptSnapshot(path, "校验值不符")
    try:
        value = json.loads(data)
        if value["format"] != FORMAT:
            raise UnknownSnapshotFormat(path, value["format"], FORMAT)
        return Manifest.from_value(value)
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptSnapshot(path, "内容不是索引清单") from error


def _parse_array(path: Path, data: bytes, entry: FileEntry) -> Array:
    try:
        array: Array = np.load(io.BytesIO(data), allow_pickle=False)
    except ValueError as error:
        raise CorruptSnapshot(path, "不是数组文件") from error
    if array.dtype.str != entry.dtype or array.shape != entry.shape:
        raise CorruptSnapshot(path, "数组的类型或形状与清单不符")
    array.setflags(write=False)
    return array


def _array_file(name: str, array: Array) -> tuple[FileEntry, bytes]:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    data = stream.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    return FileEntry(_file_name(name, "npy"), digest, array.dtype.str, array.shape), data


def _text_file(name: str, value: object) -> tuple[FileEntry, bytes]:
    data = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return FileEntry(_file_name(name, "json"), hashlib.sha256(data).hexdigest()), data


def _file_name(name: str, suffix: str) -> str:
    if not NAME.fullmatch(name) or name == "manifest":
        raise ValueError(f"bad name {name!r}: use a-z, 0-9, - and _")
    return f"{name}.{suffix}"
