"""The lexicon as labelled texts for training and for its check on unseen phrases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ..lexicon import Category, Lexicon

# Every fifth phrase of a category is kept back for the check.
FOLD = 5


@dataclass(frozen=True, slots=True)
class LabelledTexts:
    """Texts as piece ids, with the number of their category and of its working type."""

    ids: tuple[npt.NDArray[np.int64], ...]
    labels: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def split(lexicon: Lexicon, fold: int | None) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return (text, category number) to train on and to check with.

    ``fold`` 0 to `FOLD` - 1 keeps back every fifth phrase from there; None keeps back nothing.
    """
    train: list[tuple[str, int]] = []
    check: list[tuple[str, int]] = []
    for number, category in enumerate(lexicon.categories):
        train += [(text, number) for text in formal(category)]
        for place, phrase in enumerate(category.phrases):
            kept_back = fold is not None and place % FOLD == fold
            (check if kept_back else train).append((phrase, number))
    return train, check


def formal(category: Category) -> tuple[str, ...]:
    """Return the texts of a category that organizations and offices would write."""
    return (category.name, *category.synonyms, category.description, *category.offers)


def lookalikes(lexicon: Lexicon) -> list[tuple[str, int, int]]:
    """Return (text, category it belongs to or -1, category it only looks like)."""
    place = {category.code: number for number, category in enumerate(lexicon.categories)}
    return [
        (item.phrase, place.get(item.belongs, -1), number)
        for number, category in enumerate(lexicon.categories)
        for item in category.lookalikes
    ]


def encode(texts: Sequence[str], tokenizer: Tokenizer) -> list[npt.NDArray[np.int64]]:
    """Return the piece ids of each text; a text without a known piece has the unknown one."""
    found = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [np.array(encoding.ids or [0], dtype=np.int64) for encoding in found]
