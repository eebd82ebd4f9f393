"""The light encoder against the library's on the same static model: one text, and in bulk."""

import numpy as np

from embeddings import StaticEncoder
from embeddings.train.folder import QuantizedStart, write_model
from embeddings.train.vocabulary import build_tokenizer
from embeddings.words import DOMAIN_WORDS, read_words
from tests.performance.side_by_side import Row, measure

_CARD = {
    "corpora": [],
    "lexicon": {"categories": 0, "phrases": 0, "groups": 0, "licence": "", "sha256": ""},
    "settings": {},
    "figures": {},
}
_BULK = 3_000


def _save(folder, size=30_000, dim=256):
    """Write a model of the shipped one's size: field words, characters, random vectors."""
    words = read_words(DOMAIN_WORDS)
    characters = [chr(0x4E00 + number) for number in range(size - 1 - len(words))]
    pieces = [("[UNK]", 0.0), *((w, -8.0) for w in words), *((c, -9.0) for c in characters)]
    vectors = np.random.default_rng(5).standard_normal((len(pieces), dim)).astype(np.float32)
    write_model(folder, build_tokenizer(pieces), vectors, QuantizedStart.of(vectors), _CARD)


def measure_encoders(folder):
    """Return (median seconds per row, texts per second of the light encoder in bulk)."""
    from sentence_transformers import SentenceTransformer

    _save(folder)
    light = StaticEncoder.load(folder)
    library = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    words = read_words(DOMAIN_WORDS)
    texts = ["，".join(words[(n + k * 7) % len(words)] for k in range(6)) for n in range(_BULK)]
    medians = measure(
        [
            Row("SentenceTransformer.encode, one text", lambda: library.encode(texts[0])),
            Row("light encoder, one text", lambda: light.encode(texts[:1])),
            Row("light encoder, 3,000 texts", lambda: light.encode(texts)),
        ],
        repeat=3,
    )
    return medians, _BULK / medians["light encoder, 3,000 texts"]
