"""The service lexicon: what services are called, officially and by the people who need them.

Data in ``embeddings/data/lexicon/*.toml``, one file per working type; a district may keep its own
copy. It trains the shipped model, carries the category layer and speaks in the explanations.
"""

from .changes import Change, compare
from .lint import Finding, lint, shared_sixgrams
from .load import CATEGORIES_FOLDER, SHIPPED_LEXICON, LexiconError, load_lexicon
from .model import OUT_OF_SCOPE, VOICES, Category, Group, Lexicon, Lookalike

__all__ = [
    "CATEGORIES_FOLDER",
    "OUT_OF_SCOPE",
    "SHIPPED_LEXICON",
    "VOICES",
    "Category",
    "Change",
    "Finding",
    "Group",
    "Lexicon",
    "LexiconError",
    "Lookalike",
    "compare",
    "lint",
    "load_lexicon",
    "shared_sixgrams",
]
