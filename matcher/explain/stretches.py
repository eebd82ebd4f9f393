"""From what each character adds to the stretch of text that a person reads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: A word inside a stretch may add nothing, but a stretch does not run on through many such words.
_RENT = 0.08
_SHORTEST, _LONGEST = 2, 24
#: Words that only join others: a quotation neither begins nor ends with one.
_JOINING = frozenset("的地得和与及或并而在为对将把被了着过于从向由以等之也都就还")


def strongest_stretch(
    words: Sequence[tuple[str, int, int]], adds: Floats
) -> tuple[int, int, float] | None:
    """Return (start, end, sum) of the run of words that adds most, None where nothing adds.

    ``words`` are (word, start, end) in text order and ``adds`` (n_character,) what each character
    adds; runs end at punctuation, at a gap and after 24 characters, have two or more, and neither
    begin nor end with a word that only joins others (和, 的). Each word
    pays a twelfth of the best word's sum, so that a run is as short as it can be (maximum-sum run,
    Bentley 1984).
    """
    sums = [
        float(np.add.reduce(adds[start:end])) if _readable(word) else 0.0
        for word, start, end in words
    ]
    rent = _RENT * max(sums, default=0.0)
    best: tuple[float, int, int] | None = None
    for first, (_, start, _) in enumerate(words):
        if sums[first] <= 0 or words[first][0] in _JOINING:
            continue
        gained, reached = 0.0, start
        for last in range(first, len(words)):
            following, begin, end = words[last]
            if begin != reached or end - start > _LONGEST or not _readable(following):
                break
            gained, reached = gained + sums[last] - rent, end
            whole = end - start >= _SHORTEST and following not in _JOINING
            if whole and (best is None or gained > best[0]):
                best = gained, start, end
    if best is None:
        return None
    _, start, end = best
    total = round(float(np.add.reduce(adds[start:end])), 6)
    return (start, end, total) if total > 0 else None


def _readable(word: str) -> bool:
    return any(char.isalnum() for char in word)
