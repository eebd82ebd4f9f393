"""What every text encoder and every tokenizer promises."""

from collections.abc import Sequence
from typing import Literal, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

Kind = Literal["query", "document"]
Vectors = npt.NDArray[np.float32]


@runtime_checkable
class Encoder(Protocol):
    """Turn texts into unit vectors whose inner product is the similarity.

    Held to by `tests/contracts/encoder.py`.
    """

    @property
    def dim(self) -> int:
        """Length of one vector, at least 1."""
        ...

    @property
    def fingerprint(self) -> str:
        """Name of the function computed: changes with weights or parameters, only with them."""
        ...

    def encode(self, texts: Sequence[str], *, kind: Kind = "document") -> Vectors:
        """Encode n texts of any content to (n, dim) float32, C-contiguous, each text on its own.

        `kind` is "query" for a need and "document" for a capability: models with prompts tell
        them apart. Rows have Euclidean norm 1 (within 1e-6); a text that is empty or white space
        gives a row of zeros, and so may one without any letter or digit. Row i has the same bits
        whatever the other texts are.
        """
        ...


@runtime_checkable
class Tokenizer(Protocol):
    """Cut a text into the tokens that a lexical index counts."""

    @property
    def fingerprint(self) -> str:
        """Name of the function computed: changes with dictionary or parameters."""
        ...

    def tokenize(self, text: str) -> list[str]:
        """Return the tokens in text order, repeated where they repeat; empty for an empty text."""
        ...
