"""The stages in order: words, start vectors, lexicon; the work folder keeps what they made."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ..lexicon import Lexicon
from ..prototypes import Prototypes
from ..static import StaticEncoder
from .card import corpus_sources, lexicon_source
from .categories import fit_categories
from .contrastive import BATCH, contrast, corpus_pairs
from .cooccurrence import WINDOW, Ids, count_pairs, encode_texts
from .corpus import Corpus, read_corpus
from .folder import QuantizedStart, read_trained, write_model
from .heldout import accuracy
from .progress import Progress, counted
from .stage import Settings, tune
from .start import factorize, ppmi, weigh
from .texts import encode, group_texts, split
from .tuning import Floats, Spelling
from .vocabulary import (
    Vocabulary,
    build_tokenizer,
    build_vocabulary,
    count_words,
    read_counts,
    write_counts,
)

DIM = 256
#: What is said at most, for a bar: stages of the whole training and of that on the lexicon alone.
LEXICON_STAGES = 5
STAGES = 9


@dataclass(frozen=True, slots=True)
class Options:
    """What a training is asked for; the same options and inputs give the same bytes."""

    seed: int = 0
    vocabulary: int = 30_000
    dim: int = DIM
    contrastive_steps: int = 0
    settings: Settings = field(default_factory=Settings)


def train(
    corpus: Path,
    lexicon: Lexicon,
    output: Path,
    options: Options,
    work: Path | None,
    progress: Progress,
) -> None:
    """Train from the corpora and write the model folder."""
    progress.stage("读取语料")
    texts = read_corpus(corpus)
    counts = _counts(texts, work, progress)
    vocabulary = build_vocabulary(counts, lexicon, options.vocabulary)
    tokenizer = build_tokenizer(vocabulary.pieces)
    table = _start(texts, vocabulary, tokenizer, options, work, progress)
    if options.contrastive_steps > 0:
        progress.stage("对比学习")
        pairs = corpus_pairs(texts, options.contrastive_steps * BATCH, options.seed)
        table = contrast(table, tokenizer, pairs, options.seed, batch=BATCH, step=progress.step)
    start = QuantizedStart.of(table)
    card = {
        "corpora": corpus_sources(texts.hashes),
        "settings": {
            "seed": options.seed,
            "vocabulary": len(vocabulary.pieces),
            "dim": options.dim,
            "contrastive_steps": options.contrastive_steps,
        },
    }
    _finish(tokenizer, start, card, lexicon, output, options, progress)


def train_lexicon(
    model: Path, lexicon: Lexicon, output: Path, options: Options, progress: Progress
) -> None:
    """Train the lexicon stage again from a model folder; needs no corpus."""
    progress.stage("读取原模型")
    tokenizer, start, card = read_trained(model)
    _finish(tokenizer, start, card, lexicon, output, options, progress)


def learn_categories(lexicon: Lexicon, folder: Path, model: Path, progress: Progress) -> None:
    """Learn the category space into ``folder``, and where its categories lie in ``model``."""
    progress.stage("学习分类空间")
    fit_categories(lexicon).write(folder)
    progress.stage("计算分类原型")
    Prototypes.fit(lexicon, StaticEncoder.load(model), progress.step).write(model)


def _finish(
    tokenizer: Tokenizer,
    start: QuantizedStart,
    card: dict[str, Any],
    lexicon: Lexicon,
    output: Path,
    options: Options,
    progress: Progress,
) -> None:
    found = lexicon_stage(tokenizer, start.table(), lexicon, options, progress)
    whole = {
        "corpora": card["corpora"],
        "lexicon": lexicon_source(lexicon),
        "settings": card["settings"] | asdict(options.settings),
        "figures": found[1],
    }
    write_model(output, tokenizer, found[0], start, whole)


def lexicon_stage(
    tokenizer: Tokenizer, start: Floats, lexicon: Lexicon, options: Options, progress: Progress
) -> tuple[Floats, dict[str, float]]:
    """Return the final table and the figures on phrases kept back from a trial run."""
    by_id = sorted((number, word) for word, number in tokenizer.get_vocab().items())
    spelling = Spelling.of([word for _, word in by_id])
    groups = group_texts(lexicon)

    def tuned(texts: list[tuple[str, int]]) -> Floats:
        labelled = _labelled(texts + groups, tokenizer)
        return tune(
            start, spelling, labelled, options.settings, seed=options.seed, step=progress.step
        )

    progress.stage("用五分之四的说法试训，检查其余五分之一")
    known, asked = split(lexicon, 0)
    pair = _labelled(known, tokenizer), _labelled(asked, tokenizer)
    before, after = accuracy(start, *pair), accuracy(tuned(known), *pair)
    progress.found(
        f"未见过的说法 {after.phrases} 条：首位正确 {before.top1:.1%} → {after.top1:.1%}，"
        f"前三位 {before.top3:.1%} → {after.top3:.1%}。"
    )
    progress.stage("用全部说法训练")
    figures = {
        "held_out_phrases": after.phrases,
        "start_top1": before.top1,
        "start_top3": before.top3,
        "held_out_top1": after.top1,
        "held_out_top3": after.top3,
    }
    return tuned(split(lexicon, None)[0]), figures


def _labelled(
    texts: list[tuple[str, int]], tokenizer: Tokenizer
) -> tuple[list[npt.NDArray[np.int64]], npt.NDArray[np.int64]]:
    ids = encode([text for text, _ in texts], tokenizer)
    return ids, np.array([label for _, label in texts], dtype=np.int64)


def _counts(texts: Corpus, work: Path | None, progress: Progress) -> dict[str, int]:
    place = None if work is None else work / f"counts-{_key(texts.hashes)}.json"
    if place is not None and place.is_file():
        return read_counts(place.read_text(encoding="utf-8"))
    progress.stage("统计词频（jieba）")
    counts = count_words(_told(texts, progress))
    if place is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(write_counts(counts), encoding="utf-8")
    return counts


def _start(
    texts: Corpus,
    vocabulary: Vocabulary,
    tokenizer: Tokenizer,
    options: Options,
    work: Path | None,
    progress: Progress,
) -> Floats:
    key = _key([texts.hashes, vocabulary.pieces, options.dim, options.seed, WINDOW])
    place = None if work is None else work / f"start-{key}.npy"
    if place is not None and place.is_file():
        return np.asarray(np.load(place), dtype=np.float32)
    progress.stage("切分语料")
    ids = encode_texts(_told(texts, progress), tokenizer)
    progress.stage("统计共现")
    table = _vectors(ids, vocabulary, options, progress)
    if place is not None:
        np.save(place, table)
    return table


def _vectors(ids: Ids, vocabulary: Vocabulary, options: Options, progress: Progress) -> Floats:
    matrix = ppmi(count_pairs(ids, len(vocabulary.pieces), step=progress.step))
    progress.stage("奇异值分解")
    vectors = factorize(matrix, options.dim, options.seed, progress.step)
    return weigh(vectors, vocabulary.words, vocabulary.counts, ids)


def _told(texts: Corpus, progress: Progress) -> Iterator[str]:
    return counted(texts.texts(), texts.size, progress.step, every=5_000)


def _key(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
