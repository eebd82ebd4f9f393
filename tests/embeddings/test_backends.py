import shutil
import sys

import numpy as np
import pytest
from contracts.encoder import TEXTS, EncoderContract
from support.tiny_models import save_bert, save_static

from embeddings.errors import EncoderUnavailable
from embeddings.folders import model_fingerprint, onnx_file
from embeddings.transformer import SentenceTransformerEncoder


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("backends")
    prompts = {"query": "社区急"}
    return {
        "bert": save_bert(folder / "bert", prompts=prompts),
        "bert-2": save_bert(folder / "bert-2", seed=1, prompts=prompts),
        "static": save_static(folder / "static"),
    }


@pytest.fixture
def with_onnx(tmp_path, models):
    """Return a copy of a model with files in its onnx folder."""

    def make(*names):
        copy = tmp_path / "copy"
        shutil.copytree(models["bert"], copy)
        (copy / "onnx").mkdir()
        for name in names:
            (copy / "onnx" / name).write_bytes(b"not a graph")
        return copy

    return make


class TestBfloat16(EncoderContract):
    @pytest.fixture
    def encoder(self, models):
        return SentenceTransformerEncoder.load(models["bert"], dtype="bfloat16")

    @pytest.fixture
    def changed(self, models):
        return SentenceTransformerEncoder.load(models["bert-2"], dtype="bfloat16")

    @pytest.fixture
    def fresh_process(self, models):
        return (
            "from pathlib import Path\n"
            "from embeddings.transformer import SentenceTransformerEncoder\n"
            f"path = Path({str(models['bert'])!r})\n"
            "encoder = SentenceTransformerEncoder.load(path, dtype='bfloat16')"
        )


@pytest.mark.parametrize("name", ["bert", "static"])
def test_bfloat16_is_near_float32_and_not_it(models, name):
    full = SentenceTransformerEncoder.load(models[name]).encode(TEXTS)
    half = SentenceTransformerEncoder.load(models[name], dtype="bfloat16").encode(TEXTS)
    assert half.dtype == np.float32
    assert half.tobytes() != full.tobytes()
    rows = full.any(axis=1)
    assert ((full * half).sum(axis=1)[rows] > 0.999).all()


def test_files_in_bfloat16_are_computed_in_float32_unless_said(tmp_path, models):
    import torch
    from sentence_transformers import SentenceTransformer

    stored = tmp_path / "stored"
    halved = SentenceTransformer(str(models["bert"]), device="cpu").to(torch.bfloat16)
    halved.save(str(stored), create_model_card=False)
    full = SentenceTransformerEncoder.load(stored).encode(TEXTS)
    half = SentenceTransformerEncoder.load(stored, dtype="bfloat16").encode(TEXTS)
    assert full.tobytes() != half.tobytes()


def test_fingerprint_tells_backend_and_dtype(models):
    path = models["bert"]
    full = SentenceTransformerEncoder.load(path)
    half = SentenceTransformerEncoder.load(path, 32, backend="torch", dtype="bfloat16")
    assert full.fingerprint == model_fingerprint(path)
    assert half.fingerprint == model_fingerprint(path, dtype="bfloat16")
    found = {full.fingerprint, half.fingerprint, model_fingerprint(path, backend="onnx")}
    assert len(found) == 3
    assert "chunks-1" in full.fingerprint


def test_weights_that_are_missing_are_the_same_in_every_load(tmp_path, models):
    # The library draws them at random, with a warning that nobody on a server reads.
    from safetensors.numpy import load_file, save_file

    copy = tmp_path / "copy"
    shutil.copytree(models["bert"], copy)
    (file,) = copy.rglob("model.safetensors")
    kept = {name: value for name, value in load_file(file).items() if "layer.1." not in name}
    save_file(kept, file, metadata={"format": "pt"})
    first = SentenceTransformerEncoder.load(copy).encode(TEXTS)
    again = SentenceTransformerEncoder.load(copy).encode(TEXTS)
    assert first.tobytes() == again.tobytes()


def test_loading_leaves_torch_s_random_numbers_alone(models):
    import torch

    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    SentenceTransformerEncoder.load(models["bert"])
    assert (torch.rand(3) == expected).all()


@pytest.mark.parametrize("library", ["onnxruntime", "optimum"])
def test_onnx_without_its_libraries(monkeypatch, with_onnx, library):
    for loaded in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, library, None)  # Python's way to say: not installed
    folder = with_onnx("model.onnx")
    with pytest.raises(EncoderUnavailable, match="optimum 和 onnxruntime") as caught:
        SentenceTransformerEncoder.load(folder, backend="onnx")
    assert str(folder) in caught.value.message_zh
    assert isinstance(caught.value.__cause__, ImportError)


def test_onnx_without_a_file(models):
    with pytest.raises(EncoderUnavailable, match=r"model_quint8\*\.onnx"):
        SentenceTransformerEncoder.load(models["bert"], backend="onnx")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["model.onnx"], "model.onnx"),
        (["model.onnx", "model_O3.onnx", "model_qint8_avx512.onnx"], "model_qint8_avx512.onnx"),
        (["model_qint8_arm64.onnx", "model_qint8_avx512.onnx"], "model_qint8_avx512.onnx"),
        (["model_qint8_arm64.onnx", "model.onnx"], "model_qint8_arm64.onnx"),
        (["model_qint8_avx512.onnx", "model_quint8_avx2.onnx"], "model_quint8_avx2.onnx"),
    ],
)
def test_which_onnx_file_is_taken(with_onnx, names, expected):
    assert onnx_file(with_onnx(*names)).as_posix() == f"onnx/{expected}"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"backend": "openvino"}, "推理后端“openvino”"),
        ({"dtype": "float16"}, "数值类型“float16”"),
        ({"backend": "onnx", "dtype": "bfloat16"}, "由 onnx 文件决定"),
    ],
)
def test_options_that_are_not_there(models, options, reason):
    with pytest.raises(EncoderUnavailable, match=reason):
        SentenceTransformerEncoder.load(models["bert"], **options)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_damaged_transformer(tmp_path, models, name):
    copy = tmp_path / "copy"
    shutil.copytree(models["bert"], copy)
    for file in copy.rglob(name):
        file.write_bytes(b"\x00garbage")
    with pytest.raises(EncoderUnavailable, match="无法读取") as caught:
        SentenceTransformerEncoder.load(copy)
    assert caught.value.__cause__ is not None
