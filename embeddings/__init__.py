"""Text → arrays or tokens. Knows nothing of needs, organizations or indexes.

Importing this package loads numpy and nothing heavier: torch and jieba come with first use.
"""

from pathlib import Path

from .cache import CachedEncoder, VectorCache
from .characters import CharNgramTokenizer
from .errors import DimensionMismatch, EncoderUnavailable, EncodingError
from .hashing import HashingEncoder
from .protocol import Encoder, Kind, Tokenizer
from .words import JiebaTokenizer

__all__ = [
    "CachedEncoder",
    "CharNgramTokenizer",
    "DimensionMismatch",
    "Encoder",
    "EncoderUnavailable",
    "EncodingError",
    "HashingEncoder",
    "JiebaTokenizer",
    "Kind",
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
    EncoderUnavailable, DimensionMismatch : see `SentenceTransformerEncoder.load`.
    """
    if model_path is None and not SHIPPED_MODEL.is_dir():
        return HashingEncoder() if expected_dim is None else HashingEncoder(expected_dim)
    from .transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder.load(model_path or SHIPPED_MODEL, expected_dim)
