"""Cut a text that is longer than a model reads into chunks that it reads whole."""

import re
from collections.abc import Callable, Sequence

# Part of every fingerprint whose vectors depend on where a text is cut.
CHUNKING_VERSION = 1

# Borders from the strongest to the weakest: paragraph, sentence, clause, white space. Each keeps
# its mark with what stands before it. A full stop in Latin letters only before white space:
# it also stands in 1.5 and in addresses.
_BORDERS = (
    re.compile(r"(?<=[\n\r\u2029])"),
    re.compile(
        r"(?<=[。！？!?；;…])(?![。！？!?；;…”’」』）)])"
        r"|(?<=[。！？!?；;…][”’」』）)])|(?<=\.)(?=\s)"
    ),
    re.compile(r"(?<=[，,、：:）)—])"),
    re.compile(r"(?<=\s)"),
)


def chunk(text: str, limit: int, length: Callable[[str], int]) -> list[str]:
    """Cut ``text`` into as few pieces as come out of filling each before the next is begun.

    Cuts fall at the strongest border that leaves pieces short enough; inside a word only where a
    stretch without any border is too long. Joined, the pieces are the text, character for
    character.

    ``length`` counts a piece in the model's tokens; ``limit`` is the greatest count, at least 1,
    and only a single character may have a greater one.
    """
    if limit < 1:
        raise ValueError(f"limit {limit} < 1")
    return _cut(text, limit, length, 0)


def printable(text: str) -> str:
    """Replace lone surrogates, which tokenizers refuse, character for character."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _cut(text: str, limit: int, length: Callable[[str], int], level: int) -> list[str]:
    if len(text) <= 1 or length(text) <= limit:
        return [text]
    if level == len(_BORDERS):
        return _cut_anywhere(text, limit, length)
    parts = [part for part in _BORDERS[level].split(text) if part]
    short = [piece for part in parts for piece in _cut(part, limit, length, level + 1)]
    return _fill(short, limit, length)


def _cut_anywhere(text: str, limit: int, length: Callable[[str], int]) -> list[str]:
    """Cut off as much as fits, again and again."""
    pieces = []
    while text:
        # More characters than that in `limit` tokens, without white space, is no writing.
        fits, over = 1, min(len(text), 16 * limit) + 1
        while over - fits > 1:
            middle = (fits + over) // 2
            if length(text[:middle]) <= limit:
                fits = middle
            else:
                over = middle
        pieces.append(text[:fits])
        text = text[fits:]
    return pieces


def _fill(pieces: Sequence[str], limit: int, length: Callable[[str], int]) -> list[str]:
    """Join neighbours as long as they fit together."""
    filled: list[str] = []
    for piece in pieces:
        if filled and length(filled[-1] + piece) <= limit:
            filled[-1] += piece
        else:
            filled.append(piece)
    return filled
