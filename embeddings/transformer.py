"""Any sentence-transformers model, from a local folder and from nowhere else."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .chunking import chunk, printable
from .errors import DimensionMismatch, EncoderUnavailable
from .folders import (
    Backend,
    Dtype,
    check_folder,
    load_sentence_transformer,
    model_fingerprint,
    token_counter,
    token_limit,
)
from .protocol import Kind, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["SentenceTransformerEncoder", "model_fingerprint"]

# Names of prompts in use, in the library's order of search.
_PROMPTS: dict[Kind, tuple[str, ...]] = {
    "query": ("query",),
    "document": ("document", "passage", "corpus"),
}


class SentenceTransformerEncoder:
    """Adapter of a sentence-transformers model on the CPU: one thread, one text at a time.

    One text at a time, because the sum inside a padded batch depends on the other texts of the
    batch; one thread, because it depends on their number. Slower in bulk (about half), and worth
    it: a vector is a function of its text. Wrap it in `CachedEncoder`.

    A text longer than the model reads is cut into chunks (`chunking.chunk`), each is encoded on
    its own with the prompt before it, and the unit vectors are averaged by their token counts.
    """

    def __init__(self, model: "SentenceTransformer", fingerprint: str, dim: int) -> None:
        """Take a loaded model; use `load`."""
        self._model = model
        self._fingerprint = fingerprint
        self._dim = dim
        self._lengths: dict[Kind, _Lengths] = {
            "query": _Lengths(model, "query"),
            "document": _Lengths(model, "document"),
        }

    @classmethod
    def load(
        cls,
        path: Path,
        expected_dim: int | None = None,
        *,
        backend: Backend = "torch",
        dtype: Dtype = "float32",
    ) -> "SentenceTransformerEncoder":
        """Load the model in folder ``path``.

        ``backend`` "onnx" takes the folder's int8 file, or else its full one; it needs optimum
        and onnxruntime. ``dtype`` "bfloat16" halves the memory of "torch"; its bits, and those
        of int8, may differ between kinds of processor.

        Raises
        ------
        EncoderUnavailable : no such folder, no model in it, or the library cannot read it.
        DimensionMismatch : the vectors have not ``expected_dim`` components.
        """
        check_folder(path)
        model = load_sentence_transformer(path, backend, dtype)
        found = len(_encode(model, "维", "document"))
        if expected_dim is not None and found != expected_dim:
            raise DimensionMismatch(path, expected_dim, found)
        encoder = cls(model, model_fingerprint(path, backend=backend, dtype=dtype), found)
        if any(
            lengths.room is not None and lengths.room < 1 for lengths in encoder._lengths.values()
        ):
            raise EncoderUnavailable(path, "提示词占满了模型能读的长度，没有留给正文的位置")
        return encoder

    @property
    def dim(self) -> int:
        """Length of one vector."""
        return self._dim

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the model's files, with backend, dtype and the version of chunking."""
        return self._fingerprint

    def encode(self, texts: Sequence[str], *, kind: Kind = "document") -> Vectors:
        """Encode texts to (n, dim) float32 unit rows, with the model's prompts for each kind."""
        vectors = np.zeros((len(texts), self._dim), dtype=np.float32)
        for row, text in enumerate(texts):
            if text.strip():
                vectors[row] = self._vector(printable(text), kind)
        return vectors

    def chunks(self, text: str, *, kind: Kind = "document") -> list[str]:
        """Return the pieces that the text is encoded in, in its order; joined, they are it."""
        return self._lengths[kind].chunks(text)

    def _vector(self, text: str, kind: Kind) -> npt.NDArray[np.float64]:
        lengths = self._lengths[kind]
        pieces = [piece for piece in lengths.chunks(text) if piece.strip()]
        if len(pieces) == 1:
            return _unit(_encode(self._model, pieces[0], kind))
        total = np.zeros(self._dim, dtype=np.float64)
        for piece in pieces:
            total += lengths.tokens(piece) * _unit(_encode(self._model, piece, kind))
        return _unit(total)


class _Lengths:
    """How much of a text the model reads at once, for one kind of text."""

    def __init__(self, model: Any, kind: Kind) -> None:  # noqa: ANN401 - a library without types
        limit = token_limit(model, kind)
        self._prompt = prompt_of(model.prompts, kind)
        self._limit = limit
        # StaticEmbedding's tokenizer is another class, but it reads any length.
        self._count = len if limit is None else token_counter(model.tokenizer)
        self._overhead = self._count(self._prompt)

    @property
    def room(self) -> int | None:
        """Tokens that are left beside the prompt and the special ones; None: any number."""
        return None if self._limit is None else self._limit - self._overhead

    def tokens(self, piece: str) -> int:
        """Count a piece's own tokens, as they fall behind the prompt; at least 1."""
        return max(1, self._count(self._prompt + piece) - self._overhead)

    def chunks(self, text: str) -> list[str]:
        return [text] if self.room is None else chunk(text, self.room, self.tokens)


def prompt_of(prompts: Mapping[str, str | None], kind: Kind) -> str:
    """Return what stands before a text of this kind: the first of the usual names that says some.

    Our own choice and not the library's, which takes a "document" that is not there before a
    "passage" that is (sentence-transformers 6.2).
    """
    return next((found for name in _PROMPTS[kind] if (found := prompts.get(name))), "")


def _encode(model: "SentenceTransformer", text: str, kind: Kind) -> npt.NDArray[np.float64]:
    encode = model.encode_query if kind == "query" else model.encode_document
    prompt = prompt_of(model.prompts, kind)
    tensor = encode([text], prompt=prompt, show_progress_bar=False, convert_to_tensor=True)[0]
    # numpy has no bfloat16.
    return np.asarray(tensor.float().cpu().numpy(), dtype=np.float64)


def _unit(vector: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    norm = float(np.sqrt(np.add.reduce(vector * vector)))
    return vector if norm == 0.0 else vector / norm
