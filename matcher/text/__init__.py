"""Text rules: folding, places, negation, official phrases, and the text that is encoded."""

from .authorities import find_authorities
from .encoded import RECIPE, EncodedText, Piece, free_text, need_text, service_text
from .folding import Folded, fold_with_map, normalise, simplified
from .masking import MaskedText, masked_with_map
from .names import descriptive_name, descriptive_part
from .negation import find_negated
from .phrases import find_official_phrases, is_stuffed, is_vague
from .places import find_places, known_places, mask_places

__all__ = [
    "RECIPE",
    "EncodedText",
    "Folded",
    "MaskedText",
    "Piece",
    "descriptive_name",
    "descriptive_part",
    "find_authorities",
    "find_negated",
    "find_official_phrases",
    "find_places",
    "fold_with_map",
    "free_text",
    "is_stuffed",
    "is_vague",
    "known_places",
    "mask_places",
    "masked_with_map",
    "need_text",
    "normalise",
    "service_text",
    "simplified",
]
