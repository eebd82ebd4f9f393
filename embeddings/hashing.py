"""The encoder that needs no model file: reference for tests, and the degraded mode."""

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .characters import CharNgramTokenizer
from .protocol import Kind, Vectors

_VERSION = 1


class HashingEncoder:
    """Signed feature hashing of character 1–3-grams with sublinear term frequency.

    Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (ICML 2009). The hash is
    BLAKE2b, so that vectors have the same bits on every machine and in every process.
    """

    def __init__(self, dim: int = 512) -> None:
        if dim < 1:
            raise ValueError(f"dim must be at least 1, got {dim}")
        self._dim = dim
        self._tokenizer = CharNgramTokenizer(1, 3)

    @property
    def dim(self) -> int:
        """Number of buckets."""
        return self._dim

    @property
    def fingerprint(self) -> str:
        """Name of the hashing scheme, its tokens and its size."""
        return f"hashing-{_VERSION}-{self._dim}-{self._tokenizer.fingerprint}"

    def encode(self, texts: Sequence[str], *, kind: Kind = "document") -> Vectors:
        """Encode texts to (n, dim) float32 unit rows; queries and documents alike."""
        vectors = np.zeros((len(texts), self._dim), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._encode_one(text)
        return vectors

    def _encode_one(self, text: str) -> npt.NDArray[np.float64]:
        counts = Counter(self._tokenizer.tokenize(text))
        buckets = [0.0] * self._dim
        for token in sorted(counts):  # a fixed order of additions
            bucket, sign = _place(token, self._dim)
            # Rounded, so that the last bit of the platform's logarithm cannot show.
            buckets[bucket] += sign * (1.0 + round(math.log(counts[token]), 9))
        norm = math.sqrt(math.fsum(value * value for value in buckets))
        if norm == 0.0:  # no letter or digit to hash
            return np.zeros(self._dim)
        return np.array([value / norm for value in buckets])


@lru_cache(maxsize=1 << 16)  # common n-grams stay, rare ones do not pile up
def _place(token: str, dim: int) -> tuple[int, float]:
    """Return bucket and sign of a token."""
    digest = hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    number = int.from_bytes(digest, "little")
    return (number >> 1) % dim, 1.0 if number & 1 else -1.0
