import shutil

import numpy as np
import pytest
from contracts.encoder import EncoderContract
from support.tiny_corpus import write_lexicon

from embeddings import CategoryEncoder, Encoder, EncoderUnavailable, HashingEncoder, Prototypes
from embeddings.categories import TOKENS_FILE, WEIGHTS_FILE, CategoryWeights
from embeddings.lexicon import load_lexicon
from embeddings.prototypes import PROTOTYPES_FILE
from embeddings.train.categories import examples, fit_categories


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    return load_lexicon(write_lexicon(tmp_path_factory.mktemp("categories") / "lexicon"))


@pytest.fixture(scope="module")
def folder(lexicon, tmp_path_factory):
    """Both files of the category space and the prototypes of one lexicon."""
    folder = tmp_path_factory.mktemp("categories") / "learnt"
    fit_categories(lexicon).write(folder)
    Prototypes.fit(lexicon, HashingEncoder(64)).write(folder)
    return folder


class TestCategoryEncoder(EncoderContract):
    @pytest.fixture
    def encoder(self, folder):
        return CategoryEncoder.load(folder)

    @pytest.fixture
    def changed(self, lexicon):
        return CategoryEncoder(fit_categories(lexicon, kept=40))

    @pytest.fixture
    def fresh_process(self, folder):
        return (
            "from pathlib import Path\nfrom embeddings import CategoryEncoder\n"
            f"encoder = CategoryEncoder.load(Path({str(folder)!r}))"
        )

    def test_equal_texts_have_equal_rows(self, encoder):
        """Unlike the contract's: texts about neither category of so small a lexicon are alike."""
        same, other, again = encoder.encode(["没人接我", "送餐", "没人接我"])
        assert same.tobytes() == again.tobytes()
        assert same.tobytes() != other.tobytes()

    def test_rows_are_unit_or_zero(self, encoder):
        """Unlike the contract's: without a known n-gram there is nothing to say."""
        known, *unknown = encoder.encode(["老人在食堂吃饭", "", "zzz", "，。！"])
        assert np.linalg.norm(known.astype(np.float64)) == pytest.approx(1.0, abs=1e-6)
        assert not np.any(unknown)


def test_it_is_an_encoder_with_named_axes(folder, lexicon):
    encoder = CategoryEncoder.load(folder)
    assert isinstance(encoder, Encoder)
    assert encoder.codes == tuple(category.code for category in lexicon.categories)
    assert encoder.dim == len(encoder.codes)
    assert encoder.lexicon == lexicon.fingerprint


def test_every_wording_lies_with_its_category(folder, lexicon):
    encoder = CategoryEncoder.load(folder)
    texts, labels = examples(lexicon)
    assert ("孩子放学没饭吃", 1) in zip(texts, labels, strict=True)  # a look-alike's owner
    assert [int(encoder.scores(text).argmax()) for text in texts] == labels


def test_influence_is_the_centred_score_spread_over_the_characters(folder):
    encoder, text = CategoryEncoder.load(folder), "灶台够不着，放学没人接"
    scores, (rows, shares) = encoder.scores(text), encoder._shares([])
    assert rows == []
    assert shares.shape == (0, encoder.dim)
    for axis in range(encoder.dim):
        found = encoder.influence(text, axis)
        assert found.shape == (len(text),)
        assert np.sign(found.sum()) == np.sign(scores[axis] - scores.mean())
    assert encoder.influence(text, 0)[:2].sum() > 0 > encoder.influence(text, 0)[6:8].sum()
    assert not encoder.influence("zzz", 0).any()


def test_the_same_lexicon_gives_the_same_bytes(folder, lexicon, tmp_path):
    fit_categories(lexicon).write(tmp_path)
    Prototypes.fit(lexicon, HashingEncoder(64)).write(tmp_path)
    for name in (WEIGHTS_FILE, TOKENS_FILE, PROTOTYPES_FILE):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_what_is_read_is_what_was_written(folder, lexicon, tmp_path):
    CategoryWeights.read(folder).write(tmp_path)
    Prototypes.read(folder).write(tmp_path)
    for name in (WEIGHTS_FILE, TOKENS_FILE, PROTOTYPES_FILE):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    fresh = Prototypes.fit(lexicon, HashingEncoder(64))
    assert Prototypes.read(folder).vectors.tobytes() == fresh.vectors.tobytes()


def test_any_character_may_be_in_an_ngram(tmp_path):
    tokens = ("a\x85b", "\x0b", "\x1c\u2028", "人")
    shape = (len(tokens), 2)
    numbers = np.ones(len(tokens), dtype=np.float32)
    weights = np.zeros(shape, dtype=np.int8)
    CategoryWeights(("x", "y"), tokens, numbers, numbers, weights, "f").write(tmp_path)
    assert CategoryWeights.read(tmp_path).tokens == tokens


def test_prototypes_name_what_they_belong_to(folder, lexicon):
    found = Prototypes.read(folder)
    assert found.vectors.shape == (2, 64)
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1.0, atol=1e-3)
    assert found.belongs_to(lexicon, HashingEncoder(64))
    assert not found.belongs_to(lexicon, HashingEncoder(65))
    assert not found.belongs_to(load_lexicon(), HashingEncoder(64))


def test_prototypes_may_be_absent(tmp_path):
    assert Prototypes.read(tmp_path) is None


def test_progress_counts_the_categories(lexicon):
    seen = []
    Prototypes.fit(lexicon, HashingEncoder(8), lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def _damages(data):
    middle = len(data) // 2
    turned = bytes(255 - byte for byte in data[middle : middle + 40])
    return {
        "empty": b"",
        "garbage": b"\x00\xffgarbage",
        "cut": data[:middle],
        "another archive": b"PK\x03\x04junk",
        "turned bits": data[:middle] + turned + data[middle + 40 :],
    }


@pytest.mark.parametrize(
    ("name", "read"),
    [
        (WEIGHTS_FILE, CategoryWeights.read),
        (TOKENS_FILE, CategoryWeights.read),
        (PROTOTYPES_FILE, Prototypes.read),
    ],
)
def test_damaged_files_are_said_in_chinese(folder, tmp_path, name, read):
    for damage, data in _damages((folder / name).read_bytes()).items():
        copy = tmp_path / damage
        shutil.copytree(folder, copy)
        (copy / name).write_bytes(data)
        with pytest.raises(EncoderUnavailable, match="分类") as caught:
            read(copy)
        assert str(copy) in caught.value.message_zh, damage
    (folder_without := tmp_path / "none").mkdir()
    with pytest.raises(EncoderUnavailable, match="FileNotFoundError"):
        CategoryEncoder.load(folder_without)
