import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from contracts.encoder import ROOT
from support.tiny_models import edit_json, save_bert, save_static

import embeddings
from embeddings import (
    DimensionMismatch,
    EncoderUnavailable,
    StaticEncoder,
    load_encoder,
)
from embeddings.transformer import model_fingerprint


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return save_static(tmp_path_factory.mktemp("model") / "static", dim=24)


def test_without_the_shipped_model_nothing_steps_in(monkeypatch, tmp_path):
    monkeypatch.setattr(embeddings, "SHIPPED_MODEL", tmp_path / "none")
    with pytest.raises(EncoderUnavailable, match="不存在"):
        load_encoder()


def test_the_shipped_model_is_taken_when_there(monkeypatch, model):
    monkeypatch.setattr(embeddings, "SHIPPED_MODEL", model)
    assert load_encoder().fingerprint == StaticEncoder.load(model).fingerprint


def test_expected_dimension(model):
    assert load_encoder(model, 24).dim == 24
    with pytest.raises(DimensionMismatch) as caught:
        load_encoder(model, 512)
    assert (caught.value.expected, caught.value.found, caught.value.path) == (512, 24, model)
    assert "512" in caught.value.message_zh
    assert "24" in caught.value.message_zh


def test_no_such_folder(tmp_path):
    # A name in the form of a hub's model is a path, too.
    for path in (tmp_path / "nothing", Path("BAAI/bge-small-zh-v1.5")):
        with pytest.raises(EncoderUnavailable, match="不存在") as caught:
            load_encoder(path)
        assert str(path) in caught.value.message_zh
        assert "DUIJIE_MODEL" in caught.value.message_zh


def test_folder_without_a_model(tmp_path):
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(EncoderUnavailable, match=r"modules\.json"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("name", ["modules.json", "model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_damaged_model(tmp_path, model, name, damage):
    copy = tmp_path / "copy"
    shutil.copytree(model, copy)
    (found,) = copy.rglob(name)
    if damage == "garbage":
        found.write_bytes(b"\x00garbage")
    else:
        found.unlink()
        (copy / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderUnavailable) as caught:
        load_encoder(copy)
    assert caught.value.__cause__ is not None


def test_a_relative_path_is_a_path(monkeypatch, model):
    monkeypatch.chdir(model.parent)
    assert load_encoder(Path("static")).fingerprint == StaticEncoder.load(model).fingerprint


def test_fingerprint_follows_the_files(tmp_path, model):
    copy = tmp_path / "copy"
    shutil.copytree(model, copy)
    assert model_fingerprint(copy) == model_fingerprint(model)
    (copy / "README.md").write_text("text about the model", encoding="utf-8")
    assert model_fingerprint(copy) == model_fingerprint(model)
    edit_json(copy / "config_sentence_transformers.json", prompts={"query": "问："})
    assert model_fingerprint(copy) != model_fingerprint(model)


def test_a_bare_transformers_folder_is_a_model(tmp_path):
    save_bert(tmp_path / "bert")
    assert load_encoder(tmp_path / "bert-bare", 32).dim == 32


def test_importing_the_packages_loads_nothing_heavy():
    code = (
        "import sys, embeddings, indexes\n"
        "heavy = {'torch', 'faiss', 'jieba', 'sklearn', 'scipy', 'sentence_transformers',\n"
        "         'transformers', 'filelock', 'fastapi', 'sqlalchemy', 'pandas'}\n"
        "sys.stdout.write(','.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
    assert done.stderr == ""
