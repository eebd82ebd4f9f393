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
        """Name of the function computed: changes with weights or parameters, and with nothing else."""
        ...

    def encode(self, texts: Sequence[str], *, kind: Kind = "document") -> Vectors:
        """Encode texts, each on its own.

        Parameters
        ----------
        texts : n strings of any content.
        kind : "query" for a need, "document" for a capability; models with prompts tell them apart.

        Returns
        -------
        (n, dim) float32, C-contiguous; rows have Euclidean norm 1, or are all zero where the text
        is empty or white space. Row i has the same bits whatever the other texts are.
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
