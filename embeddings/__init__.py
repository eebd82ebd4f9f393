"""Text → arrays or tokens. Knows nothing of needs, organizations or indexes.

Importing this package loads numpy and nothing heavier: torch and jieba come with first use.
"""

from pathlib import Path

from .cache import CachedEncoder, VectorCache
from .categories import SHIPPED_CATEGORIES, CategoryEncoder
from .characters import CharNgramTokenizer
from .errors import DimensionMismatch, EncoderUnavailable, EncodingError, RerankerUnavailable
from .folders import Backend, Dtype
from .hashing import HashingEncoder
from .protocol import Encoder, Kind, Tokenizer
from .prototypes import Prototypes
from .reranker import Reranker
from .static import StaticEncoder, static_folder
from .words import JiebaTokenizer

__all__ = [
    "SHIPPED_CATEGORIES",
    "SHIPPED_MODEL",
    "CachedEncoder",
    "CategoryEncoder",
    "CharNgramTokenizer",
    "DimensionMismatch",
    "Encoder",
    "EncoderUnavailable",
    "EncodingError",
    "HashingEncoder",
    "JiebaTokenizer",
    "Kind",
    "Prototypes",
    "Reranker",
    "RerankerUnavailable",
    "StaticEncoder",
    "Tokenizer",
    "VectorCache",
    "load_encoder",
    "load_reranker",
]

SHIPPED_MODEL = Path(__file__).parent / "data" / "model"


#: Names of the backends for people: library backend and numbers of each.
_BACKENDS: dict[str, tuple[Backend, Dtype]] = {
    "torch": ("torch", "float32"),
    "torch-bf16": ("torch", "bfloat16"),
    "onnx": ("onnx", "float32"),
}


def load_encoder(
    model_path: Path | None = None, expected_dim: int | None = None, *, backend: str = "torch"
) -> Encoder:
    """Return the encoder for a model folder, None for the shipped model.

    `expected_dim` None takes the model's own length. ``backend`` (torch, torch-bf16, onnx) is for
    transformers; static word vectors have one way only.

    Raises
    ------
    EncoderUnavailable, DimensionMismatch : see `StaticEncoder.load` for static word vectors,
        `SentenceTransformerEncoder.load` for every other model.
    """
    path = SHIPPED_MODEL if model_path is None else model_path
    if static_folder(path) is not None:  # the same function without torch, ten times as fast
        return StaticEncoder.load(path, expected_dim)
    from .transformer import SentenceTransformerEncoder

    library, numbers = _BACKENDS[backend]
    return SentenceTransformerEncoder.load(path, expected_dim, backend=library, dtype=numbers)


def load_reranker(path: Path) -> Reranker:
    """Return the cross-encoder in a folder; RerankerUnavailable where there is none."""
    from .reranker import CrossEncoderReranker

    return CrossEncoderReranker.load(path)
