"""Arrays or tokens → rows and scores. Knows no text model, no records, no SQL.

Importing this package loads numpy and nothing heavier: faiss comes with `FlatIndex`.
"""

from .errors import (
    CorruptSnapshot,
    NoSnapshot,
    SnapshotError,
    SnapshotLocked,
    SnapshotMismatch,
    UnknownSnapshotFormat,
)
from .exact import ExactIndex
from .flat import FlatIndex
from .hits import Hits
from .lexical import TfidfIndex
from .manifest import SnapshotMeta
from .postings import Postings
from .protocol import LexicalIndex, VectorIndex
from .snapshot import Snapshot, SnapshotStore

__all__ = [
    "CorruptSnapshot",
    "ExactIndex",
    "FlatIndex",
    "Hits",
    "LexicalIndex",
    "NoSnapshot",
    "Postings",
    "Snapshot",
    "SnapshotError",
    "SnapshotLocked",
    "SnapshotMeta",
    "SnapshotMismatch",
    "SnapshotStore",
    "TfidfIndex",
    "UnknownSnapshotFormat",
    "VectorIndex",
]
