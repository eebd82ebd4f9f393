"""How texts become numbers: encoder, category space, tokenizers, lexicon and calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from embeddings.lexicon import Lexicon
from embeddings.protocol import Encoder, Tokenizer
from embeddings.prototypes import Prototypes

from ..calibration import Calibration

Floats = npt.NDArray[np.float64]


class WordTokenizer(Tokenizer, Protocol):
    """A tokenizer that also says where each word stands."""

    def cut_spans(self, text: str) -> list[tuple[str, int, int]]:
        """Return (word, start, end) with offsets into ``text``."""
        ...


class CategorySpace(Encoder, Protocol):
    """An encoder whose axes are the categories of the service lexicon."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the category of each axis."""
        ...

    def scores(self, text: str) -> Floats:
        """Return how much a text speaks for each category, (n_category,): near 1 its own."""
        ...

    def influence(self, text: str, axis: int) -> Floats:
        """Return how much each character of a masked text speaks for a category."""
        ...


class Reranker(Protocol):
    """Reads need and service together and says how well they fit, by a model of its own."""

    @property
    def fingerprint(self) -> str:
        """Name of the scheme and the SHA-256 over the weights."""
        ...

    def score(self, query: str, documents: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one score per document, (n,) float32: the higher the better."""
        ...


class Alignment(Protocol):
    """A piece of the query, a piece of the document, and what they add to the cosine."""

    @property
    def query_start(self) -> int: ...  # noqa: D102
    @property
    def query_end(self) -> int: ...  # noqa: D102
    @property
    def document_start(self) -> int: ...  # noqa: D102
    @property
    def document_end(self) -> int: ...  # noqa: D102
    @property
    def share(self) -> float: ...  # noqa: D102


class Aligner(Protocol):
    """An encoder whose cosine can be read word by word."""

    def alignments(self, query: str, document: str) -> Sequence[Alignment]:
        """Return what each pair of words adds to the cosine of two texts, most first."""
        ...


@dataclass(frozen=True, slots=True)
class TextModel:
    """One set of parts that belong together; ``name`` is the encoder's name for people.

    ``lexicon`` is the one that ``categories`` was learnt from, in the order of its axes;
    ``prototypes`` are None for an encoder that was not calibrated, ``reranker`` where none
    is set, ``aligner`` where the encoder cannot be read word by word.
    """

    name: str
    encoder: Encoder
    categories: CategorySpace
    characters: Tokenizer
    words: WordTokenizer
    lexicon: Lexicon
    prototypes: Prototypes | None
    calibration: Calibration
    reranker: Reranker | None = None
    aligner: Aligner | None = None
