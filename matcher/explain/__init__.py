"""Every number in words: reasons, warnings, evidence, and the answer that there is nobody."""

from __future__ import annotations

from .answer import no_answer_zh
from .cautions import cautions, need_cautions
from .context import Context
from .matches import find_matches, need_statement, service_statement
from .reasons import reasons
from .setbacks import setbacks

__all__ = [
    "Context",
    "cautions",
    "find_matches",
    "need_cautions",
    "need_statement",
    "no_answer_zh",
    "reasons",
    "service_statement",
    "setbacks",
]
