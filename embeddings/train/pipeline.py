"""The stages in order: words, start vectors, lexicon; the work folder keeps what they made."""

import hashlib
import json
from collections.abc import Callable
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
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What a training is asked for; the same options and inputs give the same bytes."""

    seed: int = 0
    vocabulary: int = 30_000
    dim: int = DIM
    contrastive_steps: int = 0
    settings: Settings = field(default_factory=Settings)


def train(
    corpus: Path, lexicon: Lexicon, output: Path, options: Options, work: Path | None, say: Progress
) -> None:
    """Train from the corpora and write the model folder."""
    say("读取语料")
    texts = read_corpus(corpus)
    counts = _counts(texts, work, say)
    vocabulary = build_vocabulary(counts, lexicon, options.vocabulary)
    tokenizer = build_tokenizer(vocabulary.pieces)
    table = _start(texts, vocabulary, tokenizer, options, work, say)
    if options.contrastive_steps > 0:
        say("对比学习")
        pairs = corpus_pairs(texts, options.contrastive_steps * BATCH, options.seed)
        table = contrast(table, tokenizer, pairs, options.seed)
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
    _finish(tokenizer, start, card, lexicon, output, options, say)


def train_lexicon(
    model: Path, lexicon: Lexicon, output: Path, options: Options, say: Progress
) -> None:
    """Train the lexicon stage again from a model folder; needs no corpus."""
    say("读取原模型")
    tokenizer, start, card = read_trained(model)
    _finish(tokenizer, start, card, lexicon, output, options, say)


def learn_categories(lexicon: Lexicon, folder: Path, model: Path, say: Progress) -> None:
    """Learn the category space into ``folder``, and where its categories lie in ``model``."""
    say("学习分类空间")
    fit_categories(lexicon).write(folder)
    say("计算分类原型")
    Prototypes.fit(lexicon, StaticEncoder.load(model)).write(model)


def _finish(
    tokenizer: Tokenizer,
    start: QuantizedStart,
    card: dict[str, Any],
    lexicon: Lexicon,
    output: Path,
    options: Options,
    say: Progress,
) -> None:
    found = lexicon_stage(tokenizer, start.table(), lexicon, options, say)
    whole = {
        "corpora": card["corpora"],
        "lexicon": lexicon_source(lexicon),
        "settings": card["settings"] | asdict(options.settings),
        "figures": found[1],
    }
    write_model(output, tokenizer, found[0], start, whole)


def lexicon_stage(
    tokenizer: Tokenizer, start: Floats, lexicon: Lexicon, options: Options, say: Progress
) -> tuple[Floats, dict[str, float]]:
    """Return the final table and the figures on phrases kept back from a trial run."""
    by_id = sorted((number, word) for word, number in tokenizer.get_vocab().items())
    spelling = Spelling.of([word for _, word in by_id])
    groups = group_texts(lexicon)

    def tuned(texts: list[tuple[str, int]]) -> Floats:
        labelled = _labelled(texts + groups, tokenizer)
        return tune(start, spelling, labelled, options.settings, seed=options.seed)

    say("用五分之四的说法试训，检查其余五分之一")
    known, asked = split(lexicon, 0)
    pair = _labelled(known, tokenizer), _labelled(asked, tokenizer)
    before, after = accuracy(start, *pair), accuracy(tuned(known), *pair)
    say(
        f"未见过的说法 {after.phrases} 条：首位正确 {before.top1:.1%} → {after.top1:.1%}，"
        f"前三位 {before.top3:.1%} → {after.top3:.1%}。"
    )
    say("用全部说法训练")
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


def _counts(texts: Corpus, work: Path | None, say: Progress) -> dict[str, int]:
    place = None if work is None else work / f"counts-{_key(texts.hashes)}.json"
    if place is not None and place.is_file():
        return read_counts(place.read_text(encoding="utf-8"))
    say("统计词频（jieba）")
    counts = count_words(texts.texts())
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
    say: Progress,
) -> Floats:
    key = _key([texts.hashes, vocabulary.pieces, options.dim, options.seed, WINDOW])
    place = None if work is None else work / f"start-{key}.npy"
    if place is not None and place.is_file():
        return np.asarray(np.load(place), dtype=np.float32)
    say("切分语料")
    ids = encode_texts(texts.texts(), tokenizer)
    say("统计共现")
    table = _vectors(ids, vocabulary, options, say)
    if place is not None:
        np.save(place, table)
    return table


def _vectors(ids: Ids, vocabulary: Vocabulary, options: Options, say: Progress) -> Floats:
    matrix = ppmi(count_pairs(ids, len(vocabulary.pieces)))
    say("奇异值分解")
    vectors = factorize(matrix, options.dim, options.seed)
    return weigh(vectors, vocabulary.words, vocabulary.counts, ids)


def _key(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
