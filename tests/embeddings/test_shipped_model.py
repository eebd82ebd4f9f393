"""The model, the category space and the lexicon that are shipped belong together."""

import json

import numpy as np
import pytest

from embeddings import SHIPPED_CATEGORIES, SHIPPED_MODEL, CategoryEncoder, Prototypes, load_encoder
from embeddings.categories import TOKENS_FILE, WEIGHTS_FILE
from embeddings.lexicon import CATEGORIES_FOLDER, SHIPPED_LEXICON, load_lexicon
from embeddings.train.card import readme
from embeddings.train.folder import read_trained
from matcher.development import example_needs, example_organizations

ODD = [
    "",
    " ",
    "，。！",
    "😀😀",
    "老人👵需要🍚",
    "急",
    "ＡＢＣ１２３　全角空格",
    "獨居長者需要上門送餐",
    "㈠①Ⅳ㎡½",
    "a\u0301é\u200b\ufeff零宽",
    "\u0000控制\u0007字符",
    "1" * 500,
    "独居老人摔倒没人知道，" * 273,  # 3,000 characters
    "𠮷野家 𪚥",
    "duli laoren songcan",
]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def _texts():
    """Return over a thousand texts: odd ones, needs, organizations, other scripts and widths."""
    from opencc import OpenCC

    formal = [category.description for category in load_lexicon().categories]
    needs = [f"{need.title}。{need.text}" for need in example_needs()]
    services = [organization.capability for organization in example_organizations()]
    traditional = [OpenCC("s2t").convert(text) for text in needs[::5]]
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    return [
        *ODD,
        *formal,
        *needs,
        *services,
        *traditional,
        *(n.translate(wide) for n in needs[::9]),
    ]


def test_light_loader_and_library_give_the_same_vectors(encoder):
    from sentence_transformers import SentenceTransformer

    texts = _texts()
    assert len(texts) >= 1000
    library = SentenceTransformer(str(SHIPPED_MODEL), device="cpu", local_files_only=True)
    theirs = library.encode(texts).astype(np.float64)
    ours = encoder.encode(texts).astype(np.float64)
    lengths = np.linalg.norm(ours, axis=1)
    # Nothing to encode is a zero row for us; the library makes of it what it may.
    empty = [text for text, length in zip(texts, lengths, strict=True) if length == 0]
    assert {"", " ", "，。！"} <= set(empty)
    assert not any(char.isalnum() for text in empty for char in text)
    cosine = (ours * theirs).sum(axis=1)[lengths > 0]
    assert cosine.min() >= 1 - 1e-3
    assert np.abs(lengths[lengths > 0] - 1).max() < 1e-6


def test_model_categories_and_prototypes_belong_to_the_lexicon(encoder):
    lexicon = load_lexicon()
    card = json.loads((SHIPPED_MODEL / "card.json").read_text(encoding="utf-8"))
    assert card["lexicon"]["sha256"] == lexicon.fingerprint
    assert card["lexicon"]["phrases"] == lexicon.phrase_count
    categories = CategoryEncoder.load()
    assert categories.lexicon == lexicon.fingerprint
    assert categories.codes == tuple(category.code for category in lexicon.categories)
    assert Prototypes.read(SHIPPED_MODEL).belongs_to(lexicon, encoder)


def test_the_categories_lie_in_the_lexicons_folder():
    assert SHIPPED_CATEGORIES == SHIPPED_LEXICON / CATEGORIES_FOLDER
    names = {path.name for path in SHIPPED_CATEGORIES.iterdir()}
    assert names == {TOKENS_FILE, WEIGHTS_FILE}


def test_the_card_is_complete():
    card = json.loads((SHIPPED_MODEL / "card.json").read_text(encoding="utf-8"))
    assert [source["file"] for source in card["corpora"]] == ["laws.jsonl.xz", "dialogues.jsonl.xz"]
    assert all(len(source["sha256"]) == 64 and source["licence"] for source in card["corpora"])
    # On phrases that it has not seen; the start vectors know the corpora alone.
    assert card["figures"]["held_out_top1"] > 1.5 * card["figures"]["start_top1"]
    assert (SHIPPED_MODEL / "README.md").read_text(encoding="utf-8") == readme(card)


def test_a_district_can_train_on(encoder):
    tokenizer, start, card = read_trained(SHIPPED_MODEL)
    assert start.table().shape == (tokenizer.get_vocab_size(), encoder.dim)
    assert card["settings"]["vocabulary"] == tokenizer.get_vocab_size()


def test_sizes():
    sizes = [path.stat().st_size for path in SHIPPED_MODEL.rglob("*") if path.is_file()]
    assert sum(sizes) <= 25e6
    assert sum(path.stat().st_size for path in SHIPPED_CATEGORIES.iterdir()) <= 6e6
