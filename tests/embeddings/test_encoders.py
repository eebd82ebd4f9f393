import socket

import numpy as np
import pytest
from contracts.encoder import EncoderContract
from support.tiny_models import save_bert, save_static

from embeddings import CachedEncoder, Encoder, HashingEncoder, VectorCache
from embeddings.transformer import SentenceTransformerEncoder


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """Folders of tiny models by name."""
    folder = tmp_path_factory.mktemp("models")
    prompts = {"query": "社区急", "document": "课后"}
    return {
        "static": save_static(folder / "static"),
        "static-2": save_static(folder / "static-2", seed=1),
        "bert": save_bert(folder / "bert", prompts=prompts),
        "bert-2": save_bert(folder / "bert-2", seed=1, prompts=prompts),
    }


@pytest.fixture
def no_network(monkeypatch):
    """Refuse every connection."""

    def refuse(*_):
        raise AssertionError("no connection may be opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


class TestHashingEncoder(EncoderContract):
    @pytest.fixture
    def encoder(self):
        return HashingEncoder()

    @pytest.fixture
    def changed(self):
        return HashingEncoder(256)

    @pytest.fixture
    def fresh_process(self):
        return "from embeddings import HashingEncoder\nencoder = HashingEncoder()"


class _TransformerContract(EncoderContract):
    model = ""

    @pytest.fixture
    def encoder(self, models, no_network):
        return SentenceTransformerEncoder.load(models[self.model])

    @pytest.fixture
    def changed(self, models, no_network):
        return SentenceTransformerEncoder.load(models[f"{self.model}-2"])

    @pytest.fixture
    def fresh_process(self, models):
        return (
            "from pathlib import Path\n"
            "from embeddings.transformer import SentenceTransformerEncoder as Loader\n"
            f"encoder = Loader.load(Path({str(models[self.model])!r}))"
        )


class TestStaticModel(_TransformerContract):
    model = "static"


class TestBertModel(_TransformerContract):
    model = "bert"


class TestCachedEncoder(EncoderContract):
    @pytest.fixture
    def encoder(self, tmp_path):
        return CachedEncoder(HashingEncoder(64), VectorCache(tmp_path / "cache"), batch=2)

    @pytest.fixture
    def changed(self, tmp_path):
        return CachedEncoder(HashingEncoder(65), VectorCache(tmp_path / "cache"))

    @pytest.fixture
    def fresh_process(self, tmp_path):
        return (
            "from pathlib import Path\n"
            "from embeddings import CachedEncoder, HashingEncoder, VectorCache\n"
            f"cache = VectorCache(Path({str(tmp_path / 'cache')!r}))\n"
            "encoder = CachedEncoder(HashingEncoder(64), cache)"
        )


def test_all_are_encoders(models, tmp_path):
    encoders = [
        HashingEncoder(),
        SentenceTransformerEncoder.load(models["static"]),
        CachedEncoder(HashingEncoder(), VectorCache(tmp_path)),
    ]
    assert all(isinstance(encoder, Encoder) for encoder in encoders)


def test_hashing_finds_what_shares_words():
    encoder = HashingEncoder()
    query = encoder.encode(["老人上门助浴"], kind="query")[0]
    near, far = encoder.encode(["为失能老人提供上门助浴服务", "小学生课后作业辅导"])
    assert query @ near > 0.4
    assert query @ near > query @ far + 0.3


def test_hashing_never_changes():
    # A pinned value: a change of the scheme must change the fingerprint, or stored vectors lie.
    encoder = HashingEncoder(8)
    assert encoder.fingerprint == "hashing-1-8-char-ngram-1-1-3"
    vector = encoder.encode(["助餐"])[0]
    third = np.float32(-(3**-0.5))  # 助, 餐 and 助餐, each in a bucket of its own
    assert vector.tolist() == [third, 0, 0, 0, 0, 0, third, third]


def test_hashing_refuses_no_dimension():
    with pytest.raises(ValueError, match="dim"):
        HashingEncoder(0)


def test_prompts_tell_queries_from_documents(models):
    bert = SentenceTransformerEncoder.load(models["bert"])
    static = SentenceTransformerEncoder.load(models["static"])
    text = ["老人提供"]
    assert (bert.encode(text, kind="query") != bert.encode(text)).any()
    assert (static.encode(text, kind="query") == static.encode(text)).all()
