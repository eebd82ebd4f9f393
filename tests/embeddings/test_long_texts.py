import shutil
from itertools import pairwise

import numpy as np
import pytest
from contracts.encoder import EncoderContract
from hypothesis import given
from hypothesis import strategies as st
from support.tiny_models import edit_json, save_bert, save_static

from embeddings.chunking import chunk, printable
from embeddings.errors import EncoderUnavailable
from embeddings.transformer import SentenceTransformerEncoder

PROMPTS = {"query": "社区急", "document": "课后"}
LONG = "".join(f"第{n}项，为老人提供探访；社区居民自己种菜，课后辅导作业。" for n in range(110))[
    :3000
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return save_bert(tmp_path_factory.mktemp("long") / "bert", prompts=PROMPTS)


@pytest.fixture(scope="module")
def encoder(folder):
    return SentenceTransformerEncoder.load(folder)


@pytest.fixture(scope="module")
def library(folder):
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def by_hand(library, prompt, pieces):
    """Encode as the docstring says, with the library's plain encode and the prompt written out."""
    total = 0.0
    for piece in pieces:
        vector = library.encode([prompt + piece], show_progress_bar=False)[0].astype(np.float64)
        total = total + len(piece) * vector / np.linalg.norm(vector)  # one token per character
    return total / np.linalg.norm(total)


class TestShortWindow(EncoderContract):
    """The contract's texts, all but the empty ones in chunks."""

    @pytest.fixture
    def short(self, tmp_path, folder):
        def make(limit):
            copy = tmp_path / f"limit-{limit}"
            shutil.copytree(folder, copy)
            edit_json(next(copy.rglob("tokenizer_config.json")), model_max_length=limit)
            edit_json(copy / "sentence_bert_config.json", max_seq_length=limit)
            return copy

        return make

    @pytest.fixture
    def encoder(self, short):
        loaded = SentenceTransformerEncoder.load(short(9))
        assert [len(part) for part in loaded.chunks("为高龄独居老人")] == [5, 2]
        return loaded

    @pytest.fixture
    def changed(self, short):
        return SentenceTransformerEncoder.load(short(10))

    @pytest.fixture
    def fresh_process(self, short, tmp_path, encoder):
        return (
            "from pathlib import Path\nfrom embeddings import load_encoder\n"
            f"encoder = load_encoder(Path({str(tmp_path / 'limit-9')!r}))"
        )

    def test_prompts_that_leave_no_room(self, short):
        with pytest.raises(EncoderUnavailable, match="提示词"):
            SentenceTransformerEncoder.load(short(5))  # 2 special tokens, 3 of the query's prompt


@pytest.mark.parametrize(("kind", "room"), [("query", 59), ("document", 60)])
def test_every_chunk_is_read_with_its_prompt(encoder, library, kind, room):
    pieces = encoder.chunks(LONG, kind=kind)
    assert len(LONG) == 3000
    assert "".join(pieces) == LONG
    assert 50 <= len(pieces) <= 110
    assert max(len(piece) for piece in pieces) <= room
    vector = encoder.encode([LONG], kind=kind)[0]
    expected = by_hand(library, PROMPTS[kind], pieces)
    assert vector == pytest.approx(expected, abs=1e-6)
    without = by_hand(library, "", pieces)
    assert np.abs(vector - without).max() > 1e-3


@pytest.mark.parametrize(("kind", "length"), [("query", 59), ("document", 60)])
def test_what_just_fits_is_not_cut(encoder, library, kind, length):
    text = ("居民种菜" * 20)[:length]
    assert encoder.chunks(text, kind=kind) == [text]
    expected = by_hand(library, PROMPTS[kind], [text])
    assert encoder.encode([text], kind=kind)[0] == pytest.approx(expected, abs=1e-6)
    assert len(encoder.chunks(text + "菜", kind=kind)) == 2


def test_nothing_is_truncated(encoder):
    changed = LONG[:-5] + "热线急急急"
    assert len(changed) == len(LONG)
    first, second = encoder.encode([LONG, changed])
    assert (first != second).any()


def test_same_bits_alone_and_in_a_batch(encoder):
    texts = [LONG, "短文本", LONG[::-1], "", LONG[:100]]
    whole = encoder.encode(texts, kind="query")
    for row, text in enumerate(texts):
        alone = encoder.encode([text], kind="query")[0]
        assert alone.tobytes() == whole[row].tobytes()
    norms = np.linalg.norm(whole.astype(np.float64), axis=1)
    assert norms == pytest.approx([1, 1, 1, 0, 1], abs=1e-6)


def test_a_stretch_of_white_space_counts_nothing(encoder, library):
    text = "老人" * 30 + "\n" + " " * 200 + "\n" + "种菜" * 30
    expected = by_hand(library, PROMPTS["document"], ["老人" * 30, "种菜" * 30])
    assert encoder.encode([text])[0] @ expected > 0.95


def test_a_passage_prompt_is_the_document_s(tmp_path, folder, encoder):
    # The library (6.2) takes the empty "document" that it adds itself.
    other = tmp_path / "passage"
    shutil.copytree(folder, other)
    names = {"query": "社区急", "passage": "课后"}
    edit_json(other / "config_sentence_transformers.json", prompts=names)
    loaded = SentenceTransformerEncoder.load(other)
    for kind in ("query", "document"):
        expected = encoder.encode([LONG, "种菜"], kind=kind)
        assert loaded.encode([LONG, "种菜"], kind=kind).tobytes() == expected.tobytes()
    assert loaded.chunks(LONG) == encoder.chunks(LONG)


def test_without_prompts_nothing_stands_before_a_text(tmp_path, library):
    bare = SentenceTransformerEncoder.load(save_bert(tmp_path / "plain"))
    query, document = (bare.encode([LONG], kind=kind) for kind in ("query", "document"))
    assert query.tobytes() == document.tobytes()
    assert query[0] == pytest.approx(by_hand(library, "", bare.chunks(LONG)), abs=1e-6)


def test_a_static_model_reads_any_length(tmp_path):
    static = SentenceTransformerEncoder.load(save_static(tmp_path / "static"))
    assert static.chunks(LONG) == [LONG]
    assert np.linalg.norm(static.encode([LONG])[0]) == pytest.approx(1.0, abs=1e-6)


def test_lone_surrogates_are_read_as_unknown(encoder):
    odd, replaced = encoder.encode(["老人\ud800探访", "老人?探访"])
    assert odd.tobytes() == replaced.tobytes()
    assert printable("老人\ud800") == "老人?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二三。四五六。七八。", ["一二三。四五六。", "七八。"]),
        ("他说：“一二。”三四五六。", ["他说：“一二。”", "三四五六。"]),
        ("一二三\n四五六七八，九十", ["一二三\n", "四五六七八，九十"]),
        ("一二三四五，六七八九十", ["一二三四五，", "六七八九十"]),
        ("一二三四五六七八九十", ["一二三四五六七八", "九十"]),
        ("共1.5万元. 每月二十次", ["共1.5万元.", " 每月二十次"]),
        ("好！！！很好", ["好！！！很好"]),
    ],
)
def test_cuts_fall_at_borders(text, expected):
    assert chunk(text, 8, len) == expected


def test_a_limit_below_one_is_refused():
    with pytest.raises(ValueError, match="limit"):
        chunk("文本", 0, len)


@given(st.text(alphabet="老人种菜，。！\n 、a”", max_size=300), st.integers(1, 40))
def test_chunks_are_the_text(text, limit):
    pieces = chunk(text, limit, lambda piece: len(piece.encode()))
    assert "".join(pieces) == text
    for piece in pieces:
        assert len(piece) <= 1 or len(piece.encode()) <= limit
    for left, right in pairwise(pieces):
        assert len((left + right).encode()) > limit
