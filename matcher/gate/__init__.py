"""Who may be suggested for a need at all: law and declared facts, never quality (三(一))."""

from .gate import PRIME, Gate, Route, gate

__all__ = ["PRIME", "Gate", "Route", "gate"]
