import json
import shutil
import subprocess
import sys

import numpy as np
import pytest
from contracts.encoder import ROOT, TEXTS, EncoderContract
from support.tiny_models import edit_json, save_bert, save_static

from embeddings import DimensionMismatch, EncoderUnavailable, StaticEncoder, load_encoder
from embeddings.folding import fold
from embeddings.train.folder import QuantizedStart, write_model
from embeddings.train.vocabulary import build_tokenizer
from embeddings.transformer import SentenceTransformerEncoder

WORDS = ["独居", "老人", "探访", "课后", "托管", "作业", "辅导", "社区", "花园", "居民", "热线"]
WORDS += ["急", "种", "菜", "上门", "每周", *"abc12345"]
CARD = {
    "corpora": [],
    "lexicon": {"categories": 0, "phrases": 0, "groups": 0, "licence": "", "sha256": ""},
    "settings": {},
    "figures": {},
}


def save_own(path, seed=0, dim=16):
    """Write a folder as the training does, with random vectors."""
    tokenizer = build_tokenizer([("[UNK]", 0.0), *((word, -3.0) for word in WORDS)])
    shape = (len(WORDS) + 1, dim)
    table = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    write_model(path, tokenizer, table, QuantizedStart.of(table), CARD)
    return path


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    return {
        "own": save_own(folder / "own"),
        "own-2": save_own(folder / "own-2", seed=1),
        "plain": save_static(folder / "plain"),
        "plain-2": save_static(folder / "plain-2", seed=1),
    }


class _StaticContract(EncoderContract):
    model = ""

    @pytest.fixture
    def encoder(self, models):
        return StaticEncoder.load(models[self.model])

    @pytest.fixture
    def changed(self, models):
        return StaticEncoder.load(models[f"{self.model}-2"])

    @pytest.fixture
    def fresh_process(self, models):
        return (
            "from pathlib import Path\nfrom embeddings import load_encoder\n"
            f"encoder = load_encoder(Path({str(models[self.model])!r}))"
        )


class TestTrainedFolder(_StaticContract):
    model = "own"


class TestLibrarysFolder(_StaticContract):
    model = "plain"


@pytest.mark.parametrize("name", ["own", "plain"])
def test_same_vectors_as_the_library(models, name):
    texts = [text for text in TEXTS if any(char.isalnum() for char in text)]
    light = StaticEncoder.load(models[name]).encode(texts)
    library = SentenceTransformerEncoder.load(models[name]).encode(texts)
    assert (light * library).sum(axis=1).min() > 1 - 1e-4


def test_many_texts_are_as_each_alone(models):
    encoder = StaticEncoder.load(models["own"])
    texts = [f"老人{number}热线" for number in range(600)]
    whole = encoder.encode(texts)
    assert whole[599].tobytes() == encoder.encode([texts[599]]).tobytes()
    assert whole[256].tobytes() == encoder.encode([texts[256]]).tobytes()


def test_prompts_are_put_before_the_text(models, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(models["own"], copy)
    prompts = {"query": "急 ", "document": ""}
    edit_json(copy / "config_sentence_transformers.json", prompts=prompts)
    encoder, plain = StaticEncoder.load(copy), StaticEncoder.load(models["own"])
    query = encoder.encode(["社区"], kind="query")
    assert query.tobytes() == plain.encode(["急 社区"]).tobytes()
    assert encoder.encode(["社区"]).tobytes() == plain.encode(["社区"]).tobytes()
    assert encoder.encode([" "], kind="query").tobytes() == bytes(4 * 16)
    assert encoder.fingerprint != plain.fingerprint


def test_load_encoder_takes_the_light_one(models, tmp_path):
    assert isinstance(load_encoder(models["own"]), StaticEncoder)
    assert isinstance(load_encoder(models["plain"], 16), StaticEncoder)
    bert = save_bert(tmp_path / "bert")
    assert isinstance(load_encoder(bert), SentenceTransformerEncoder)
    with pytest.raises(EncoderUnavailable, match="静态"):
        StaticEncoder.load(bert)


def test_the_light_loader_needs_no_torch(models):
    code = (
        "import sys\nfrom pathlib import Path\nfrom embeddings import load_encoder\n"
        f"load_encoder(Path({str(models['own'])!r})).encode(['老人'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'scipy', 'jieba'}\n"
        "sys.stdout.write(','.join(sorted(heavy & set(sys.modules))))"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "modules.json"])
@pytest.mark.parametrize("damage", ["missing", "garbage", "cut"])
def test_damaged_files(models, tmp_path, name, damage):
    copy = tmp_path / "copy"
    shutil.copytree(models["own"], copy)
    (found,) = copy.rglob(name)
    data = found.read_bytes()
    found.unlink()
    if damage != "missing":
        found.write_bytes(b"\x00garbage" if damage == "garbage" else data[: len(data) // 2])
    with pytest.raises(EncoderUnavailable, match=name.replace(".", r"\.")) as caught:
        StaticEncoder.load(copy)
    assert str(copy) in caught.value.message_zh


def test_parts_that_do_not_fit(models, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(models["own"], copy)
    shutil.copy(models["plain"] / "tokenizer.json", copy / "0_StaticEmbedding" / "tokenizer.json")
    with pytest.raises(EncoderUnavailable, match="对不上"):
        StaticEncoder.load(copy)
    with pytest.raises(EncoderUnavailable, match="不存在"):
        StaticEncoder.load(tmp_path / "none")
    with pytest.raises(DimensionMismatch):
        StaticEncoder.load(models["own"], 512)


def test_the_card_is_not_the_function(models, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(models["own"], copy)
    (copy / "card.json").write_text(json.dumps({"figures": 1}), encoding="utf-8")
    (copy / "README.md").unlink()
    (copy / "start.safetensors").unlink()
    assert StaticEncoder.load(copy).fingerprint == StaticEncoder.load(models["own"]).fingerprint


def test_model2vec_weights(models, tmp_path):
    from safetensors.numpy import load_file, save_file

    copy = tmp_path / "copy"
    shutil.copytree(models["own"], copy)
    file = copy / "0_StaticEmbedding" / "model.safetensors"
    table = load_file(file)["embedding.weight"]
    order = np.arange(len(table))[::-1].copy()
    halves = np.full(len(table), 0.5, dtype=np.float32)
    save_file({"embeddings": table[::-1] * 2, "mapping": order, "weights": halves}, file)
    expected = StaticEncoder.load(models["own"]).encode(TEXTS)
    assert np.allclose(StaticEncoder.load(copy).encode(TEXTS), expected, atol=1e-6)


def test_spans_point_into_the_text(models):
    encoder = StaticEncoder.load(models["own"])
    text = "请ＡＢ，独居老人㈠急！"
    spans = encoder.token_spans(text)
    known = [(span.piece, text[span.start : span.end]) for span in spans if span.piece in WORDS]
    assert known == [("a", "Ａ"), ("b", "Ｂ"), ("独居", "独居"), ("老人", "老人"), ("急", "急")]
    assert all(fold(text[s.start : s.end]) == s.piece for s in spans if s.piece in WORDS)
    assert sum(span.weight for span in spans) == pytest.approx(1.0)
    assert encoder.token_spans("") == encoder.token_spans("，。 ") == []


def test_lone_surrogates_are_no_reason_to_stop(models):
    encoder = StaticEncoder.load(models["own"])
    expected = encoder.encode(["老人?社区"])
    assert encoder.encode(["老人\ud800社区"]).tobytes() == expected.tobytes()
    assert [span.piece for span in encoder.token_spans("老人\ud800社区")] == ["老人", "社区"]
