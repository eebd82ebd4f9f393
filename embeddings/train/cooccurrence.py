"""Which words stand near which: windowed counts over the corpora."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
from scipy import sparse
from tokenizers import Tokenizer

from .progress import Steps, unheard

WINDOW = 12
_BATCH = 20_000
# Border between two texts; no id of a piece.
BORDER = np.uint16(65535)
_CHUNK = 4_000_000

Ids = npt.NDArray[np.uint16]


def encode_texts(texts: Iterable[str], tokenizer: Tokenizer) -> Ids:
    """Return the piece ids of all texts, (n,) uint16, with `BORDER` after each text."""
    parts: list[npt.NDArray[np.uint16]] = []
    for batch in _batches(texts):
        flat: list[int] = []
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            flat.extend(encoding.ids)
            flat.append(int(BORDER))
        parts.append(np.array(flat, dtype=np.uint16))
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint16)


def count_pairs(
    ids: Ids, size: int, window: int = WINDOW, step: Steps = unheard
) -> sparse.csr_array:
    """Return the symmetric (size, size) float32 counts of pairs at most ``window`` apart.

    A pair at distance d counts (window + 1 - d) / window (as in word2vec's shrinking window).
    The unknown piece, id 0, keeps its place but is not counted.
    """
    total = sparse.csr_array((size, size), dtype=np.float32)
    for start in range(0, len(ids), _CHUNK):
        # One window more, so that no pair across the cut is lost.
        part = ids[start : start + _CHUNK + window].astype(np.int64)
        total = total + _pairs_of(part, min(_CHUNK, len(ids) - start), size, window)
        step(min(start + _CHUNK, len(ids)), len(ids))
    return sparse.csr_array(total + total.T)


def _pairs_of(part: npt.NDArray[np.int64], own: int, size: int, window: int) -> sparse.csr_array:
    text = np.cumsum(part == BORDER)
    known = (part != BORDER) & (part != 0)
    keys, weights = [], []
    for distance in range(1, window + 1):
        count = min(own, len(part) - distance)
        if count <= 0:
            break
        left, right = slice(0, count), slice(distance, distance + count)
        good = known[left] & known[right] & (text[left] == text[right])
        key, number = np.unique(part[left][good] * size + part[right][good], return_counts=True)
        keys.append(key)
        weights.append(number * ((window + 1 - distance) / window))
    key = np.concatenate(keys) if keys else np.zeros(0, dtype=np.int64)
    weight = np.concatenate(weights) if weights else np.zeros(0)
    rows, columns = np.divmod(key, size)
    data = weight.astype(np.float32)
    return sparse.csr_array(sparse.coo_array((data, (rows, columns)), shape=(size, size)))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
