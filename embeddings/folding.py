"""One spelling for characters that people type in several ways, with the way back."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the span of the original it came from.

    `starts[i]:ends[i]` is the span in the original text of character i.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of the folded text to the original text."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> str:
    """Return the text in Unicode NFKC and lower case (full-width ＡＢ１ → ab1)."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_cluster, _clusters(text)))


def fold_with_offsets(text: str) -> Folded:
    """Fold like `fold` and remember where each character came from.

    Works cluster by cluster (a character and the combining marks after it), because NFKC changes
    lengths: ㈠ becomes three characters, e + ́ becomes one.
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for cluster in _clusters(text):
        piece = _fold_cluster(cluster)
        parts.append(piece)
        starts.extend([position] * len(piece))
        position += len(cluster)
        ends.extend([position] * len(piece))
    return Folded("".join(parts), tuple(starts), tuple(ends))


def _fold_cluster(cluster: str) -> str:
    return unicodedata.normalize("NFKC", cluster.lower())


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for char in text:
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters
