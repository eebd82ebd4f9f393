"""Who may be suggested for a need at all: law and declared facts, never quality (三(一))."""

from .credit import is_stale, last_checked
from .federation import Federations, is_filed, is_legal_person, names_of
from .gate import PRIME, Gate, Route, gate
from .ties import Tie, Ties

__all__ = [
    "PRIME",
    "Federations",
    "Gate",
    "Route",
    "Tie",
    "Ties",
    "gate",
    "is_filed",
    "is_legal_person",
    "is_stale",
    "last_checked",
    "names_of",
]
