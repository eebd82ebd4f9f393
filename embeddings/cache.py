"""Vectors that were computed before, so that an import encodes only what changed."""

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from .protocol import Encoder, Kind, Vectors

_log = logging.getLogger("duijie.embeddings")
# The schema's version is in the file name: another schema is another file.
_FILE = "vectors-1.sqlite"
_CREATE = """CREATE TABLE IF NOT EXISTS vector (
    fingerprint TEXT, kind TEXT, digest TEXT, data BLOB NOT NULL, crc INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, kind, digest)) WITHOUT ROWID"""
_SELECT = "SELECT data, crc FROM vector WHERE fingerprint = ? AND kind = ? AND digest = ?"
_WAIT_S = 10.0


class VectorCache:
    """(encoder fingerprint, kind, SHA-256 of the text) → vector, in one SQLite file in a folder.

    Holds no text. Losing it costs time, never a result: a damaged file is dropped, a damaged
    vector is a miss, and a file that cannot be read or written now is left alone.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / _FILE
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, fingerprint: str, kind: Kind, digests: Iterable[str]) -> dict[str, Vectors]:
        """Return the vectors, (dim,) float32, that are there; {} for what is missing or damaged."""
        found: dict[str, Vectors] = {}
        with self._surviving(), closing(self._connect()) as connection:
            for digest in digests:
                row = connection.execute(_SELECT, (fingerprint, kind, digest)).fetchone()
                if row is not None and _check(fingerprint, kind, digest, row[0]) == row[1]:
                    found[digest] = np.frombuffer(row[0], dtype="<f4").astype(np.float32)
        return found

    def put(self, fingerprint: str, kind: Kind, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors by the digest of their text; one transaction."""
        rows = []
        for digest in sorted(vectors):
            data = vectors[digest].astype("<f4").tobytes()
            check = _check(fingerprint, kind, digest, data)
            rows.append((fingerprint, kind, digest, data, check))
        with self._surviving(), closing(self._connect()) as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?, ?)", rows)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_WAIT_S)
        try:
            connection.execute(_CREATE)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _surviving(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # locked, read-only, disk full: not damaged
            _log.warning("vector cache not used: %s", error)
        except sqlite3.DatabaseError as error:
            _log.warning("damaged vector cache dropped: %s", error)
            self.path.unlink(missing_ok=True)


class CachedEncoder:
    """An encoder that asks the cache first and encodes only the misses, each text once."""

    def __init__(
        self,
        encoder: Encoder,
        cache: VectorCache,
        *,
        batch: int = 64,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Wrap `encoder`; `progress(done, total)` counts the misses of one call of `encode`."""
        self.encoder = encoder
        self.cache = cache
        self._batch = batch
        self._progress = progress

    @property
    def dim(self) -> int:
        """Length of one vector."""
        return self.encoder.dim

    @property
    def fingerprint(self) -> str:
        """The wrapped encoder's: the cache changes no bit."""
        return self.encoder.fingerprint

    def encode(self, texts: Sequence[str], *, kind: Kind = "document") -> Vectors:
        """Encode like the wrapped encoder, with the same bits."""
        digests = [_digest(text) for text in texts]
        by_digest = dict(zip(digests, texts, strict=True))
        known = self.cache.get(self.fingerprint, kind, by_digest)
        missing = [digest for digest in by_digest if digest not in known]
        for start in range(0, len(missing), self._batch):
            part = missing[start : start + self._batch]
            rows = self.encoder.encode([by_digest[digest] for digest in part], kind=kind)
            fresh = dict(zip(part, rows, strict=True))
            # Batch by batch, so that an import that is stopped has not worked for nothing.
            self.cache.put(self.fingerprint, kind, fresh)
            known.update(fresh)
            if self._progress is not None:
                self._progress(start + len(part), len(missing))
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, digest in enumerate(digests):
            vectors[row] = known[digest]
        return vectors


def _check(fingerprint: str, kind: str, digest: str, data: bytes) -> int:
    """Check sum over the key too: a vector under a damaged key is another text's vector."""
    return zlib.crc32(data, zlib.crc32(f"{fingerprint}\0{kind}\0{digest}".encode()))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
