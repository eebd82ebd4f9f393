import json
import shutil
import socket

import numpy as np
import pytest
from contracts.reranker import RerankerContract
from support.tiny_models import edit_json, save_bert, save_cross_encoder

from embeddings.errors import EncoderUnavailable, RerankerUnavailable
from embeddings.reranker import CrossEncoderReranker, Reranker


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rerankers")
    return {
        "one": save_cross_encoder(folder / "one"),
        "two": save_cross_encoder(folder / "two", seed=1),
        "classes": save_cross_encoder(folder / "classes", labels=3),
    }


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("no connection may be opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


class TestCrossEncoder(RerankerContract):
    @pytest.fixture
    def reranker(self, models, no_network):
        return CrossEncoderReranker.load(models["one"])

    @pytest.fixture
    def changed(self, models, no_network):
        return CrossEncoderReranker.load(models["two"])

    @pytest.fixture
    def fresh_process(self, models):
        return (
            "from pathlib import Path\nfrom embeddings.reranker import CrossEncoderReranker\n"
            f"reranker = CrossEncoderReranker.load(Path({str(models['one'])!r}))"
        )


def test_it_is_a_reranker(models):
    assert isinstance(CrossEncoderReranker.load(models["one"]), Reranker)


def test_scores_are_the_library_s_with_a_sigmoid(models, tmp_path):
    import torch
    from sentence_transformers import CrossEncoder

    pair = ("老人探访", "为独居老人提供探访")
    library = CrossEncoder(str(models["one"]), device="cpu", activation_fn=torch.nn.Identity())
    logit = float(library.predict([pair], show_progress_bar=False)[0])
    reranker = CrossEncoderReranker.load(models["one"])
    assert reranker.score(pair[0], [pair[1]])[0] == pytest.approx(1 / (1 + np.exp(-logit)))
    # A model that says it wants none, as those trained with a margin loss do, gets it too.
    plain = tmp_path / "identity"
    shutil.copytree(models["one"], plain)
    identity = {"activation_fn": "torch.nn.modules.linear.Identity", "version": "5.1.0"}
    edit_json(plain / "config.json", sentence_transformers=identity)
    scores = CrossEncoderReranker.load(plain).score(pair[0], [pair[1]])
    assert scores == reranker.score(pair[0], [pair[1]])


def test_the_best_chunk_of_a_long_document_decides(models):
    # 64 tokens are read: 3 special, 6 of the query, 55 of the document.
    reranker = CrossEncoderReranker.load(models["one"])
    query = "老人上门探访"
    parts = [char * 50 + "。" for char in "社花菜课急热"]
    best = reranker.score(query, parts).max()
    for order in (parts, parts[::-1]):  # wherever in the document it stands
        assert reranker.score(query, ["".join(order)])[0] == best


def test_no_chunk_of_a_long_query_is_left_out(models):
    reranker = CrossEncoderReranker.load(models["one"])
    document = "社区花园共建"
    first, second = "老" * 29 + "。", "菜" * 29 + "。"  # 30 tokens, half the room of 61
    both = reranker.score(first + second, [document])[0]
    apart = [reranker.score(part, [document])[0] for part in (first, second)]
    assert both == pytest.approx(np.mean(apart), abs=1e-6)
    assert min(apart) < both < max(apart)


def test_texts_of_3000_characters_on_both_sides(models):
    reranker = CrossEncoderReranker.load(models["one"])
    score = reranker.score("居民自己种菜，" * 429, ["为老人提供每周一次的探访。" * 231])[0]
    assert 0.0 < score < 1.0


def test_several_classes_are_no_score(models):
    with pytest.raises(RerankerUnavailable, match="3 个类别"):
        CrossEncoderReranker.load(models["classes"])


def test_an_encoder_is_no_reranker(tmp_path):
    # The library would load it, with a scoring layer of random numbers.
    encoder = save_bert(tmp_path / "bert")
    for folder in (encoder, tmp_path / "bert-bare"):
        with pytest.raises(RerankerUnavailable, match="没有打分层"):
            CrossEncoderReranker.load(folder)


def test_no_folder_and_no_model(tmp_path):
    with pytest.raises(RerankerUnavailable, match="不存在") as caught:
        CrossEncoderReranker.load(tmp_path / "nothing")
    assert "DUIJIE_RERANKER" in caught.value.message_zh
    assert "DUIJIE_MODEL" not in caught.value.message_zh
    assert isinstance(caught.value, EncoderUnavailable)
    with pytest.raises(RerankerUnavailable, match=r"modules\.json"):
        CrossEncoderReranker.load(tmp_path)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_damaged_reranker(tmp_path, models, name, damage):
    copy = tmp_path / "copy"
    shutil.copytree(models["one"], copy)
    if damage == "garbage":
        (copy / name).write_bytes(b"\x00garbage")
    else:
        (copy / name).unlink()
    with pytest.raises(RerankerUnavailable) as caught:
        CrossEncoderReranker.load(copy)
    assert str(copy) in caught.value.message_zh


def test_a_model_too_short_for_a_pair(tmp_path, models):
    copy = tmp_path / "copy"
    shutil.copytree(models["one"], copy)
    file = copy / "tokenizer_config.json"
    assert json.loads(file.read_text(encoding="utf-8"))["model_max_length"] == 64
    edit_json(file, model_max_length=4)
    with pytest.raises(RerankerUnavailable, match="放不下一对文本"):
        CrossEncoderReranker.load(copy)
