"""Text → arrays or tokens. Knows nothing of needs, organizations or indexes.

Importing this package loads numpy and nothing heavier: torch and jieba come with first use.
"""

from pathlib import Path

from .cache import CachedEncoder, VectorCache
from .categories import CategoryEncoder
from .characters import CharNgramTokenizer
from .errors import DimensionMismatch, EncoderUnavailable, EncodingError
from .hashing import HashingEncoder
from .protocol import Encoder, Kind, Tokenizer
from .static import StaticEncoder, static_folder
from .words import JiebaTokenizer

__all__ = [
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
    "StaticEncoder",
    "Tokenizer",
    "VectorCache",
    "load_encoder",
]

SHIPPED_MODEL = Path(__file__).parent / "data" / "model"


def load_encoder(model_path: Path | None = None, expected_dim: int | None = None) -> Encoder:
    """Return the encoder for a model folder.

    None stands for the shipped model, or for `HashingEncoder` where none is shipped.
    `expected_dim` None takes the model's own length (512 for hashing).

    Raises
    ------
    EncoderUnavailable, DimensionMismatch : see `StaticEncoder.load` for static word vectors,
        `SentenceTransformerEncoder.load` for every other model.
    """
    if model_path is None and not SHIPPED_MODEL.is_dir():
        return HashingEncoder() if expected_dim is None else HashingEncoder(expected_dim)
    path = SHIPPED_MODEL if model_path is None else model_path
    if static_folder(path) is not None:  # the same function without torch, ten times as fast
        return StaticEncoder.load(path, expected_dim)
    from .transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder.load(path, expected_dim)
