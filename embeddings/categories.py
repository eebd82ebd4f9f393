"""The category space: which kinds of service a text is about, learnt from the lexicon.

A ridge regression from character 1–3-grams (TF-IDF) to the lexicon's categories, every wording of
a category being an example of it (Hoerl and Kennedy 1970; one-against-rest as in Rifkin and
Klautau 2004). A text's scores, centred over the categories and scaled to length 1, are its vector:
the inner product of two texts is the correlation of their scores. Every axis has a name, so the
vector explains itself.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from .characters import CharNgramTokenizer
from .errors import EncoderUnavailable
from .protocol import Kind, Vectors

SHIPPED_CATEGORIES = Path(__file__).parent / "data" / "lexicon" / "categories"
WEIGHTS_FILE, TOKENS_FILE = "weights.npz", "tokens.txt"
_VERSION = 1
_NGRAMS = (1, 3)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CategoryWeights:
    """What training learnt, as it lies on disk.

    Attributes
    ----------
    codes : codes of the categories, k of them.
    tokens : character n-grams, n of them, sorted.
    idf, scale : (n,) float32; ``scale`` turns the row's integers into weights.
    weights : (n, k) int8.
    lexicon : fingerprint of the lexicon they were learnt from.
    """

    codes: tuple[str, ...]
    tokens: tuple[str, ...]
    idf: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]
    weights: npt.NDArray[np.int8]
    lexicon: str

    def write(self, folder: Path) -> None:
        """Write the two files into ``folder``; the same weights give the same bytes."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / TOKENS_FILE).write_bytes(("\n".join(self.tokens) + "\n").encode())
        with (folder / WEIGHTS_FILE).open("wb") as stream:
            np.savez_compressed(
                stream,
                codes=np.array(self.codes),
                idf=self.idf,
                scale=self.scale,
                weights=self.weights,
                lexicon=np.array(self.lexicon),
            )

    @classmethod
    def read(cls, folder: Path) -> CategoryWeights:
        """Read what `write` wrote; EncoderUnavailable for a missing or damaged folder."""
        try:
            lines = (folder / TOKENS_FILE).read_bytes().decode()
            # Not splitlines(): an n-gram may hold any of the characters that it breaks at.
            tokens = tuple(lines.removesuffix("\n").split("\n"))
            with (folder / WEIGHTS_FILE).open("rb") as stream:
                arrays = np.load(stream, allow_pickle=False)
                found = cls(
                    codes=tuple(str(code) for code in arrays["codes"]),
                    tokens=tokens,
                    idf=arrays["idf"],
                    scale=arrays["scale"],
                    weights=arrays["weights"],
                    lexicon=str(arrays["lexicon"]),
                )
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
            raise EncoderUnavailable(
                folder, f"分类空间无法读取（{type(error).__name__}）"
            ) from error
        if found.weights.shape != (len(tokens), len(found.codes)):
            raise EncoderUnavailable(folder, "分类空间的两个文件不是一套")
        return found


class CategoryEncoder:
    """Encoder into the category space; ``dim`` is the number of categories."""

    def __init__(self, weights: CategoryWeights) -> None:
        self._weights = weights
        self._rows = {token: row for row, token in enumerate(weights.tokens)}
        self._tokenizer = CharNgramTokenizer(*_NGRAMS)
        digest = hashlib.sha256("\n".join(weights.tokens).encode())
        for array in (weights.idf, weights.scale, weights.weights):
            digest.update(np.ascontiguousarray(array).tobytes())
        self._fingerprint = f"categories-{_VERSION}-{digest.hexdigest()}"

    @classmethod
    def load(cls, folder: Path | None = None) -> CategoryEncoder:
        """Load a folder, None for the shipped one; EncoderUnavailable where it cannot be read."""
        return cls(CategoryWeights.read(SHIPPED_CATEGORIES if folder is None else folder))

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the category of each axis."""
        return self._weights.codes

    @property
    def lexicon(self) -> str:
        """Return the fingerprint of the lexicon behind the axes."""
        return self._weights.lexicon

    @property
    def dim(self) -> int:
        """Number of categories."""
        return len(self.codes)

    @property
    def fingerprint(self) -> str:
        """Name of the scheme and the SHA-256 over the weights."""
        return self._fingerprint

    def encode(self, texts: Sequence[str], *, kind: Kind = "document") -> Vectors:
        """Encode texts to (n, dim) float32 unit rows; queries and documents alike."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = _centred_unit(self.scores(text))
        return vectors

    def scores(self, text: str) -> Floats:
        """Return the regression's scores, (dim,) float64: near 1 its category, near 0 others.

        Zeros for a text without a known n-gram.
        """
        rows, shares = self._shares(self._tokenizer.tokenize(text))
        return np.asarray(np.add.reduce(shares, axis=0)) if len(rows) else np.zeros(self.dim)

    def influence(self, text: str, axis: int) -> Floats:
        """Return how much each character of ``text`` speaks for a category, (len(text),) float64.

        Each n-gram's share of the centred score is spread evenly over its characters. ``text`` must
        be folded already (one character in, one out), as masked texts are.
        """
        found = np.zeros(len(text), dtype=np.float64)
        tokens = [
            (text[start : start + length].lower(), start)
            for length in range(_NGRAMS[0], _NGRAMS[1] + 1)
            for start in range(len(text) - length + 1)
        ]
        known = [(token, start) for token, start in tokens if token in self._rows]
        for token, start in known:
            row = self._rows[token]
            line = self._weights.weights[row].astype(np.float64)
            strength = float(self._weights.idf[row]) * float(self._weights.scale[row])
            found[start : start + len(token)] += (
                strength * (line[axis] - float(line.mean())) / len(token)
            )
        return found

    def _shares(self, tokens: Sequence[str]) -> tuple[list[int], Floats]:
        counts = Counter(row for row in map(self._rows.get, tokens) if row is not None)
        rows = sorted(counts)
        if not rows:
            return rows, np.zeros((0, self.dim))
        idf = self._weights.idf[rows].astype(np.float64)
        values = idf * np.array([1.0 + round(math.log(counts[row]), 9) for row in rows])
        norm = math.sqrt(math.fsum((values * values).tolist()))
        scaled = values / norm * self._weights.scale[rows]
        return rows, scaled[:, None] * self._weights.weights[rows].astype(np.float64)


def _centred_unit(scores: Floats) -> Floats:
    centred = scores - float(scores.mean())
    norm = float(np.sqrt(np.add.reduce(centred * centred)))
    return centred if norm == 0.0 else np.asarray(centred / norm)
