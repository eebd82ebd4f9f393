"""Character n-grams: the tokens that found most on short Chinese statements."""

import re

from .folding import fold

# Letters, digits and ideographs; everything else (punctuation, white space, symbols) is a border.
_RUN = re.compile(r"[^\W_]+")


class CharNgramTokenizer:
    """All substrings of `low` to `high` characters inside runs of letters and digits.

    The text is folded first (NFKC, lower case). No n-gram crosses punctuation or white space.
    """

    def __init__(self, low: int = 1, high: int = 3) -> None:
        if not 1 <= low <= high:
            raise ValueError(f"need 1 <= low <= high, got {low} and {high}")
        self.low = low
        self.high = high

    @property
    def fingerprint(self) -> str:
        """Name of this tokenizer and its parameters."""
        return f"char-ngram-1-{self.low}-{self.high}"

    def tokenize(self, text: str) -> list[str]:
        """Return the n-grams by run, then length, then position."""
        return [
            run[start : start + length]
            for run in _RUN.findall(fold(text))
            for length in range(self.low, self.high + 1)
            for start in range(len(run) - length + 1)
        ]
