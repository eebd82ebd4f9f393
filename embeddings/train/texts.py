"""The lexicon as labelled texts for training and for its check on unseen phrases."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ..lexicon import Category, Lexicon

# Every fifth phrase of a category is kept back for the check.
FOLD = 5


def split(
    lexicon: Lexicon, fold: int | None
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return (text, category number) to train on and to check with.

    ``fold`` 0 to `FOLD` - 1 keeps back every fifth phrase from there; None keeps back nothing.
    Look-alikes are trained on as texts of the category that they belong to.
    """
    place = {category.code: number for number, category in enumerate(lexicon.categories)}
    train: list[tuple[str, int]] = []
    check: list[tuple[str, int]] = []
    for number, category in enumerate(lexicon.categories):
        train += [(text, number) for text in _formal(category)]
        for position, phrase in enumerate(category.phrases):
            kept_back = fold is not None and position % FOLD == fold
            (check if kept_back else train).append((phrase, number))
        for item in category.lookalikes:
            if item.belongs in place:
                train.append((item.phrase, place[item.belongs]))
    return train, check


def group_texts(lexicon: Lexicon) -> list[tuple[str, int]]:
    """Return (name, number) of all beneficiary groups, numbered on after the categories."""
    first = len(lexicon.categories)
    return [
        (name, first + number)
        for number, group in enumerate(lexicon.groups)
        for name in group.names
    ]


def _formal(category: Category) -> tuple[str, ...]:
    """Return the texts of a category that organizations and offices would write."""
    return (category.name, *category.synonyms, category.description, *category.offers)


def encode(texts: Sequence[str], tokenizer: Tokenizer) -> list[npt.NDArray[np.int64]]:
    """Return the piece ids of each text; a text without a known piece has the unknown one."""
    found = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [np.array(encoding.ids or [0], dtype=np.int64) for encoding in found]
