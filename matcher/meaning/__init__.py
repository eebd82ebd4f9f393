"""What a text is about: categories, components, scope; the layer above bare words."""

from __future__ import annotations

from .components import Component, find_components
from .evidence import best_category, category_evidence, in_scope, outside
from .focus import focus
from .text_model import CategorySpace, Reranker, TextModel, WordTokenizer

__all__ = [
    "CategorySpace",
    "Component",
    "Reranker",
    "TextModel",
    "WordTokenizer",
    "best_category",
    "category_evidence",
    "find_components",
    "focus",
    "in_scope",
    "outside",
]
