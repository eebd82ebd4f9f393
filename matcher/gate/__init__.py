"""Who may be suggested for a need at all: law and declared facts, never quality (三(一))."""

from .federation import Federations, is_filed, is_legal_person, names_of
from .gate import PRIME, Gate, Route, gate

__all__ = [
    "PRIME",
    "Federations",
    "Gate",
    "Route",
    "gate",
    "is_filed",
    "is_legal_person",
    "names_of",
]
