"""Length-preserving folds, so that spans found in the fold are spans of the original."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Numerals people write numbers with, including the telephone 幺 and 洞.
_NUMERALS = str.maketrans(
    "零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两", "00012345678911234567892"
)


def folded(text: str) -> str:
    """Return ``text`` with each character in NFKC where that is one character; same length."""
    return "".join(_one(character) for character in text)


@lru_cache(maxsize=16384)
def _one(character: str) -> str:
    if ord(character) < 128:
        return character
    form = unicodedata.normalize("NFKC", character)
    if len(form) == 1:
        return form
    # ⒈ ㈠ and the like: the first letter or digit keeps the length.
    return next((c for c in form if c.isalnum()), character)


def with_digits(text: str) -> str:
    """Return ``text`` with Chinese numerals as digits; same length."""
    return text.translate(_NUMERALS)
