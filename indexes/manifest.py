"""What a snapshot folder says of itself."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1
NAME = re.compile(r"[a-z0-9_-]+")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SnapshotMeta:
    """What the content was made from.

    catalog_hash: of the records. encoder_fingerprint, recipe, tokenizer_fingerprints (by use):
    of the functions that turned them into vectors and tokens. dim: length of a vector.
    metric: "ip", the only one. count: number of rows.
    """

    catalog_hash: str
    encoder_fingerprint: str
    recipe: str
    tokenizer_fingerprints: Mapping[str, str]
    dim: int
    count: int
    metric: str = "ip"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file: name, SHA-256 of its bytes; for an array also dtype and shape."""

    name: str
    sha256: str
    dtype: str | None = None
    shape: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Format number, origin and files of a snapshot."""

    meta: SnapshotMeta
    files: tuple[FileEntry, ...]

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON, format number first."""
        value = {"format": FORMAT, **asdict(self.meta), "files": [asdict(f) for f in self.files]}
        value["tokenizer_fingerprints"] = dict(sorted(self.meta.tokenizer_fingerprints.items()))
        return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"

    @classmethod
    def from_value(cls, value: dict[str, Any]) -> "Manifest":
        """Read the parsed JSON of a manifest of format `FORMAT`.

        Raises ValueError, KeyError or TypeError where it is not one.
        """
        files = tuple(_entry(file) for file in value["files"])
        fields = {k: v for k, v in value.items() if k not in ("format", "files")}
        return cls(SnapshotMeta(**fields), files)


def _entry(value: dict[str, Any]) -> FileEntry:
    entry = FileEntry(**value)
    if entry.shape is not None:
        entry = FileEntry(entry.name, entry.sha256, entry.dtype, tuple(entry.shape))
    stem, _, suffix = entry.name.partition(".")
    # A name with a separator would lead out of the folder.
    if not NAME.fullmatch(stem) or suffix not in ("npy", "json"):
        raise ValueError(f"bad file name {entry.name!r}")
    if not _HASH.fullmatch(entry.sha256):
        raise ValueError(f"bad hash {entry.sha256!r}")
    return entry
