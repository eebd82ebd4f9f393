"""Contrastive stage: what stands together in the corpora comes together in the vectors.

van den Oord, Li, Vinyals, "Representation Learning with Contrastive Predictive Coding" (2018):
InfoNCE with the other passages of the batch as negatives, here in both directions.
"""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from .corpus import Article, Corpus
from .progress import Steps, unheard
from .texts import encode
from .tuning import Floats

BATCH = 512
_RATE, _TEMPERATURE = 0.002, 0.07
# Share of the words a query shares with its passage that it loses: meaning, not spelling.
_OVERLAP_DROP = 0.6
_LONGEST = 300
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")

Pair = tuple[str, str]
IdPair = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


def corpus_pairs(corpus: Corpus, count: int, seed: int) -> list[Pair]:
    """Draw ``count`` (query, passage) pairs, half from each corpus as far as they go."""
    choose = np.random.default_rng(seed)
    half = count // 2
    drawn = _draw(list(_of_laws(corpus.articles)), half, choose)
    drawn += _draw(list(_of_dialogues(corpus.dialogues)), count - half, choose)
    return [drawn[place] for place in choose.permutation(len(drawn)).tolist()]


def contrast(
    start: Floats,
    tokenizer: Tokenizer,
    pairs: list[Pair],
    seed: int,
    *,
    batch: int,
    step: Steps = unheard,
) -> Floats:
    """Return the table after one pass over the pairs, in batches; row 0 stays."""
    import torch
    from torch.nn.functional import cross_entropy, embedding_bag, normalize

    choose = np.random.default_rng(seed)
    table = torch.from_numpy(start.copy()).requires_grad_()
    optimizer = torch.optim.Adam([table], lr=_RATE)

    def vectors(texts: list[npt.NDArray[np.int64]]) -> torch.Tensor:
        lengths = np.array([len(text) for text in texts])
        begins = torch.from_numpy(np.cumsum(lengths) - lengths)
        flat = torch.from_numpy(np.concatenate(texts))
        return normalize(embedding_bag(flat, table, begins, mode="sum"), dim=1)

    for first in range(0, len(pairs) - batch + 1, batch):
        part = pairs[first : first + batch]
        queries = encode([query[:_LONGEST] for query, _ in part], tokenizer)
        passages = encode([passage[:_LONGEST] for _, passage in part], tokenizer)
        shown = [without_overlap(q, p, choose) for q, p in zip(queries, passages, strict=True)]
        similarity = vectors(shown) @ vectors(passages).T / _TEMPERATURE
        same = torch.arange(len(part))
        loss = cross_entropy(similarity, same) + cross_entropy(similarity.T, same)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        step(first + batch, len(pairs))
    found = table.detach().numpy().copy()
    found[0] = start[0]
    return np.asarray(found, dtype=np.float32)


def without_overlap(
    query: npt.NDArray[np.int64], passage: npt.NDArray[np.int64], choose: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Return the query without most of the words it shares with the passage; never empty."""
    keep = ~np.isin(query, passage) | (choose.random(len(query)) >= _OVERLAP_DROP)
    return query[keep] if keep.any() else query[:1]


def _draw(pairs: list[Pair], count: int, choose: np.random.Generator) -> list[Pair]:
    return [pairs[place] for place in choose.permutation(len(pairs))[:count].tolist()]


def _of_laws(articles: tuple[Article, ...]) -> Iterator[Pair]:
    """Yield heading → article, article → next article of the chapter, sentence → its article."""
    for number, article in enumerate(articles):
        yield f"{article.law} {article.chapter}", article.text
        if number + 1 < len(articles):
            following = articles[number + 1]
            if (following.law, following.chapter) == (article.law, article.chapter):
                yield article.text, following.text
        yield from _first_sentence(article.text)


def _of_dialogues(dialogues: tuple[tuple[str, ...], ...]) -> Iterator[Pair]:
    """Yield turn → next turn, opening → later turns of the same person, sentence → its turn."""
    for turns in dialogues:
        for number, turn in enumerate(turns):
            if number + 1 < len(turns):
                yield turn, turns[number + 1]
            if number in (2, 4, 6):
                yield turns[0], turn
            yield from _first_sentence(turn)


def _first_sentence(text: str) -> Iterator[Pair]:
    sentences = _SENTENCE.findall(text)
    if len(sentences) > 1:
        yield sentences[0], "".join(sentences[1:])
