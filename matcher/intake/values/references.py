"""Items of a guiding directory as people write them: codes, names, or both with a space between."""

from __future__ import annotations

import re

from ..cells import CellValue
from ..issues import Parsed
from .text import is_empty, normal_text

_SEPARATORS = re.compile(r"[、，,；;\n\r]+")


def parse_references(v: CellValue) -> Parsed[tuple[str, ...]]:
    """Return the references of a cell in order, each once; a space does not part them.

    ``A10 社会治理服务`` is one reference: the code with its name.
    """
    parts = _SEPARATORS.split(v) if isinstance(v, str) else [v]
    found = [" ".join(normal_text(part).split()) for part in parts]
    return Parsed(tuple(dict.fromkeys(text for text in found if not is_empty(text))))
