"""What the last phrases added (`make learning-curve`): prints a table, writes docs/lexicon.md.

The lexicon with n everyday phrases per category, everything formal kept, learns categories and
model anew; judged by our own colloquial needs, and by those of them apart that share no six
characters in a row with the lexicon: near-copies would make more phrases look better than they are.
"""

import hashlib
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from quality import report
from quality.judged import model
from quality.metrics import paired
from support.lexicon_page import PAGE, put_between

from embeddings import SHIPPED_MODEL, CategoryEncoder, Prototypes, StaticEncoder
from embeddings.lexicon import OUT_OF_SCOPE, shared_sixgrams
from embeddings.train.categories import fit_categories
from embeddings.train.folder import read_trained, write_model
from embeddings.train.pipeline import Options
from embeddings.train.stage import tune
from embeddings.train.texts import encode, group_texts, split
from embeddings.train.tuning import Spelling
from matcher.development import example_needs
from matcher.meaning import category_evidence
from matcher.text import need_text

SIZES = (0, 10, 20, 40, 60)
SEEDS = (0, 1, 2)
MARK = "make learning-curve"


def main():
    """Measure, print, and put the table into the page."""
    whole = model().lexicon
    needs = [n for n in example_needs() if n.style == "colloquial" and n.categories]
    hits = {size: [measure(cut(whole, size, s), needs, s) for s in SEEDS] for size in SIZES}
    hits[None] = [measure(whole, needs, 0)]
    own = apart(whole, needs)
    text = f"{curve(hits, whole, own)}\n{verdict(hits, own)}"
    print(text)
    put_between(PAGE, MARK, text)


def cut(lexicon, size, seed):
    """Return the lexicon with at most ``size`` phrases per category, drawn by hash."""
    categories = []
    for category in lexicon.categories:
        drawn = sorted(category.phrases, key=lambda phrase: place(phrase, seed))
        kept = set(drawn[:size])
        voices = {
            voice: tuple(phrase for phrase in phrases if phrase in kept)
            for voice, phrases in category.voices.items()
        }
        categories.append(replace(category, voices=voices))
    return replace(lexicon, categories=tuple(categories), fingerprint=f"cut-{size}-{seed}")


def place(phrase, seed):
    """Return what phrases are sorted by for a draw."""
    return hashlib.sha256(f"{seed}|{phrase}".encode()).digest()


def apart(lexicon, needs):
    """Return (n_need,) of bool: no wording of the lexicon stands in the need, six characters on."""
    texts = [need_text(need.as_need()).text for need in needs]
    # One by one: asked for all, only the first need with the same six characters is named.
    return np.array([not shared_sixgrams(lexicon, {"": text}) for text in texts])


def measure(lexicon, needs, seed):
    """Return hits (n_need, 4): first and first three by the categories alone, then by both."""
    categories = CategoryEncoder(fit_categories(lexicon))
    alone = replace(model(), lexicon=lexicon, categories=categories, prototypes=None)
    encoder = trained(lexicon, seed)
    both = replace(alone, encoder=encoder, prototypes=Prototypes.fit(lexicon, encoder))
    print(lexicon.fingerprint[:10], file=sys.stderr, flush=True)
    return np.hstack([judged(needs, alone), judged(needs, both)])


def judged(needs, text_model):
    """Return (n_need, 2) of 0 and 1: an expected category is first, is among the first three."""
    rows = {category.code: n for n, category in enumerate(text_model.lexicon.categories)}
    found = []
    for need in needs:
        evidence = category_evidence([need_text(need.as_need()).text], text_model)[0]
        order = np.argsort(-evidence, kind="stable")[:3].tolist()
        wanted = {rows[code] for code in need.categories}
        found.append((order[0] in wanted, bool(wanted & set(order))))
    return np.array(found, dtype=np.float64)


def trained(lexicon, seed):
    """Return the model trained on the lexicon from the shipped start, as the product trains it."""
    import torch

    torch.set_num_threads(1)
    tokenizer, start, card = read_trained(SHIPPED_MODEL)
    words = [word for _, word in sorted((n, w) for w, n in tokenizer.get_vocab().items())]
    texts = split(lexicon, None)[0] + group_texts(lexicon)
    labelled = (
        encode([text for text, _ in texts], tokenizer),
        np.array([label for _, label in texts], dtype=np.int64),
    )
    settings = replace(Options().settings, runs=1)
    table = tune(start.table(), Spelling.of(words), labelled, settings, seed=seed)
    with tempfile.TemporaryDirectory() as folder:
        write_model(Path(folder), tokenizer, table, start, card)
        return StaticEncoder.load(Path(folder))


def curve(hits, whole, own):
    """Return the table, one line per size, means over the seeds; `own` as `apart` returns it."""
    most = np.mean([len(c.phrases) for c in whole.categories if c.type != OUT_OF_SCOPE])
    rows = []
    for size, found in hits.items():
        seeds = np.mean(found, axis=0)
        means = (*seeds.mean(axis=0), *seeds[own, 2:].mean(axis=0))
        name = f"全部（平均 {most:.0f}）" if size is None else str(size)
        rows.append((name, *map(report.share, means)))
    head = (
        "每类日常说法",
        ">分类空间：首位正确",
        ">前三位",
        ">加语义模型：首位正确",
        ">前三位",
        ">无重合的需求：首位正确",
        ">前三位",
    )
    lead = (
        f"口语体需求 {len(own)} 条；其中 {own.sum()} 条与词库没有连续六字相同（无重合），"
        "最后两列只算这些，也是加语义模型。"
    )
    return f"{lead}\n\n{report.table(head, rows)}"


def verdict(hits, own):
    """Return sentences on each of the last two steps: does more writing still pay?"""
    lines = []
    for old, new in ((40, 60), (60, None)):
        before, after = (np.mean(hits[size], axis=0)[:, 2] for size in (old, new))
        name = "全部" if new is None else f" {new} 条"
        lines.append(
            f"每类从 {old} 条到{name}，加语义模型后首位正确：全部需求{gained(after, before)}；"
            f"无重合的需求{gained(after[own], before[own])}。\n"
        )
    return "\n".join(lines)


def gained(after, before):
    """Return a gain with its interval, and what it says."""
    gain, low, high, sure = paired(after, before)
    said = "再写还有用" if sure and gain > 0 else "看不出还有用"
    return f" {100 * gain:+.1f} 个百分点（95 % 区间 {100 * low:+.1f} 至 {100 * high:+.1f}，{said}）"


if __name__ == "__main__":
    main()
