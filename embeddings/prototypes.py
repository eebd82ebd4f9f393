"""Where each category of the lexicon lies in the space of one encoder.

A category's prototype is the mean vector of its wordings at unit length (Rocchio 1971; Snell,
Swersky and Zemel 2017 for learnt spaces). Encoder and lexicon both belong to it: with another of
either it is another prototype, so the file names both.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from .errors import EncoderUnavailable
from .lexicon import Lexicon
from .protocol import Encoder, Vectors

PROTOTYPES_FILE = "prototypes.npz"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Prototypes:
    """``vectors`` (n_category, dim) float32 unit rows in the order of the lexicon's categories.

    ``encoder`` and ``lexicon`` are the fingerprints of what they were made with.
    """

    vectors: Vectors
    encoder: str
    lexicon: str

    @classmethod
    def fit(
        cls, lexicon: Lexicon, encoder: Encoder, progress: Progress | None = None
    ) -> Prototypes:
        """Encode every wording as a document; ``progress(done, total)`` counts categories."""
        vectors = np.zeros((len(lexicon.categories), encoder.dim), dtype=np.float32)
        for row, category in enumerate(lexicon.categories):
            wordings = encoder.encode(category.wordings, kind="document").astype(np.float64)
            mean = wordings.mean(axis=0)
            norm = float(np.sqrt(np.add.reduce(mean * mean)))
            vectors[row] = mean / norm if norm > 0 else mean
            if progress is not None:
                progress(row + 1, len(lexicon.categories))
        # As the file keeps them, so that stored and fresh prototypes are the same numbers.
        vectors = vectors.astype(np.float16).astype(np.float32)
        vectors.setflags(write=False)
        return cls(vectors, encoder.fingerprint, lexicon.fingerprint)

    def belongs_to(self, lexicon: Lexicon, encoder: Encoder) -> bool:
        """Return whether these are the prototypes of this lexicon under this encoder."""
        return (self.lexicon, self.encoder) == (lexicon.fingerprint, encoder.fingerprint)

    def write(self, folder: Path) -> None:
        """Write `PROTOTYPES_FILE` into ``folder``; the same prototypes give the same bytes."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / PROTOTYPES_FILE).open("wb") as stream:
            np.savez(
                stream,
                vectors=self.vectors.astype(np.float16),
                encoder=np.array(self.encoder),
                lexicon=np.array(self.lexicon),
            )

    @classmethod
    def read(cls, folder: Path) -> Prototypes | None:
        """Read what `write` wrote, None where there is none; EncoderUnavailable if damaged."""
        path = folder / PROTOTYPES_FILE
        if not path.is_file():
            return None
        try:
            with path.open("rb") as stream:
                arrays = np.load(stream, allow_pickle=False)
                vectors = arrays["vectors"].astype(np.float32)
                encoder, lexicon = str(arrays["encoder"]), str(arrays["lexicon"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
            raise EncoderUnavailable(
                folder, f"分类原型无法读取（{type(error).__name__}）"
            ) from error
        vectors.setflags(write=False)
        return cls(vectors, encoder, lexicon)
