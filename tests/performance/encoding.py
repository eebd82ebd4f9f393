"""The light encoder against the library's on the shipped model: one text, and in bulk."""

from embeddings import SHIPPED_MODEL, CategoryEncoder, StaticEncoder
from matcher.development import example_needs, example_organizations
from tests.performance.side_by_side import Row, measure

_BULK = 3_000


def measure_encoders():
    """Return (median seconds per row, texts per second of the light encoder in bulk)."""
    from sentence_transformers import SentenceTransformer

    light, categories = StaticEncoder.load(SHIPPED_MODEL), CategoryEncoder.load()
    library = SentenceTransformer(str(SHIPPED_MODEL), device="cpu", local_files_only=True)
    # Statements are of 30–60 characters, needs longer: what an import and a question bring.
    given = [organization.capability for organization in example_organizations()]
    given += [need.text for need in example_needs()]
    texts = [given[number % len(given)] for number in range(_BULK)]
    medians = measure(
        [
            Row("SentenceTransformer.encode, one text", lambda: library.encode(texts[0])),
            Row("light encoder, one text", lambda: light.encode(texts[:1])),
            Row("category space, one text", lambda: categories.encode(texts[:1])),
            Row("SentenceTransformer.encode, 3,000 texts", lambda: library.encode(texts)),
            Row("light encoder, 3,000 texts", lambda: light.encode(texts)),
        ],
        repeat=3,
    )
    return medians, _BULK / medians["light encoder, 3,000 texts"]
