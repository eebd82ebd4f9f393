import json
import os
import re
import shutil
import subprocess
import sys

import numpy as np
import pytest
from contracts.encoder import ROOT
from scipy import sparse
from support.tiny_corpus import write_corpus, write_lexicon, write_lines

from embeddings import CategoryEncoder, Prototypes, StaticEncoder
from embeddings.folding import fold
from embeddings.lexicon import CATEGORIES_FOLDER, load_lexicon
from embeddings.train.__main__ import main
from embeddings.train.categories import fit_categories
from embeddings.train.contrastive import without_overlap
from embeddings.train.cooccurrence import BORDER, count_pairs
from embeddings.train.folder import QuantizedStart
from embeddings.train.heldout import accuracy
from embeddings.train.start import factorize, ppmi
from embeddings.train.texts import group_texts, split
from embeddings.train.tuning import Spelling, TunedTable
from embeddings.train.vocabulary import build_tokenizer, build_vocabulary, count_words

FEW = ["--vocabulary", "400", "--epochs", "3"]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    return write_corpus(folder / "corpus"), write_lexicon(folder / "lexicon")


@pytest.fixture(scope="module")
def trained(inputs, tmp_path_factory):
    return _train(inputs, tmp_path_factory.mktemp("trained") / "model")


def _train(inputs, output, *more):
    corpus, lexicon = inputs
    given = ["--corpus", str(corpus), "--lexicon", str(lexicon), "--output", str(output)]
    assert main([*given, *FEW, *more]) == 0
    return output


def _files(folder):
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_same_inputs_same_bytes_in_another_process(inputs, trained, tmp_path):
    command = [sys.executable, "-m", "embeddings.train", "--corpus", str(inputs[0]), *FEW]
    command += ["--lexicon", str(inputs[1]), "--output", str(tmp_path / "again")]
    environment = os.environ | {"PYTHONHASHSEED": "5", "PYTHONPATH": str(ROOT)}
    environment |= {"OMP_NUM_THREADS": "2", "OMP_WAIT_POLICY": "PASSIVE"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert _files(tmp_path / "again") == _files(trained)
    assert done.stdout == ""
    assert "模型已写入" in done.stderr


def test_another_seed_is_another_model(inputs, trained, tmp_path):
    other = _train(inputs, tmp_path / "seed", "--seed", "1")
    assert StaticEncoder.load(other).fingerprint != StaticEncoder.load(trained).fingerprint


def test_intermediate_results_change_nothing(inputs, trained, tmp_path):
    for name in ("first", "second"):
        found = _train(inputs, tmp_path / name, "--work", str(tmp_path / "work"))
        assert _files(found) == _files(trained)
    assert len(list((tmp_path / "work").iterdir())) == 2


def test_contrastive_stage_moves_the_vectors(inputs, trained, tmp_path, monkeypatch):
    monkeypatch.setattr("embeddings.train.pipeline.BATCH", 16)
    first = _train(inputs, tmp_path / "a", "--contrastive-steps", "2")
    assert _files(_train(inputs, tmp_path / "b", "--contrastive-steps", "2")) == _files(first)
    assert _files(first)["start.safetensors"] != _files(trained)["start.safetensors"]


def test_lexicon_only_repeats_the_training(inputs, trained, tmp_path):
    given = ["--lexicon-only", "--model", str(trained), "--output", str(tmp_path / "again")]
    assert main([*given, "--lexicon", str(inputs[1]), "--epochs", "3"]) == 0
    assert _files(tmp_path / "again") == _files(trained)


def test_lexicon_only_follows_an_edit(inputs, trained, tmp_path):
    edited = tmp_path / "lexicon"
    shutil.copytree(inputs[1], edited)
    file = edited / "01-tiny.toml"
    text = file.read_text(encoding="utf-8").replace("没人接我", "邻居吵架了")
    file.write_text(text, encoding="utf-8")
    given = ["--lexicon-only", "--model", str(trained), "--lexicon", str(edited), "--epochs", "3"]
    assert main([*given, "--output", str(tmp_path / "new")]) == 0
    before, after = (
        float(np.prod(encoder.encode(["邻居吵架", "课后托管"]), axis=0).sum())
        for encoder in map(StaticEncoder.load, (trained, tmp_path / "new"))
    )
    assert after > before + 0.05


def test_the_categories_are_learnt_beside_the_lexicon(inputs, trained, tmp_path):
    lexicon = load_lexicon(inputs[1])
    learnt = _files(inputs[1] / CATEGORIES_FOLDER)
    fit_categories(lexicon).write(tmp_path / "alone")
    assert learnt == _files(tmp_path / "alone")
    assert CategoryEncoder.load(inputs[1] / CATEGORIES_FOLDER).lexicon == lexicon.fingerprint
    assert Prototypes.read(trained).belongs_to(lexicon, StaticEncoder.load(trained))
    edited = write_lexicon(tmp_path / "edited")
    file = edited / "01-tiny.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("没人接我", "邻居吵架了"), encoding="utf-8"
    )
    given = ["--lexicon-only", "--model", str(trained), "--lexicon", str(edited), "--epochs", "1"]
    assert main([*given, "--output", str(tmp_path / "new")]) == 0
    assert _files(edited / CATEGORIES_FOLDER) != learnt
    found = CategoryEncoder.load(edited / CATEGORIES_FOLDER)
    assert found.lexicon == load_lexicon(edited).fingerprint != lexicon.fingerprint


def test_a_lexicon_of_ones_own_never_overwrites_the_shipped_model(inputs, capsys):
    for source in (["--lexicon-only"], ["--corpus", str(inputs[0])]):
        assert main([*source, "--lexicon", str(inputs[1])]) == 2
        assert "--output" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said_in_chinese(inputs, trained, tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    given = ["--lexicon-only", "--model", str(trained), "--lexicon", str(inputs[1])]
    assert main([*given, "--epochs", "1", "--output", str(tmp_path / "file")]) == 2
    error = capsys.readouterr().err
    assert "不能读写" in error
    assert str(tmp_path / "file") in error


def test_training_brings_categories_together(trained, inputs):
    encoder, lexicon = StaticEncoder.load(trained), load_lexicon(inputs[1])
    texts, _ = split(lexicon, None)
    labels = np.array([label for _, label in texts])
    similarity = (
        encoder.encode([text for text, _ in texts]) @ encoder.encode([text for text, _ in texts]).T
    )
    same = labels[:, None] == labels[None, :]
    off_diagonal = ~np.eye(len(labels), dtype=bool)
    assert similarity[same & off_diagonal].mean() > similarity[~same].mean() + 0.05


def test_the_folder_names_nobody_and_no_place(trained, inputs):
    assert set(_files(trained)) == {
        "0_StaticEmbedding/model.safetensors",
        "0_StaticEmbedding/tokenizer.json",
        "1_Normalize/config.json",
        "README.md",
        "card.json",
        "config_sentence_transformers.json",
        "modules.json",
        "prototypes.npz",
        "start.safetensors",
    }
    for name, data in _files(trained).items():
        assert str(inputs[0].parent).encode() not in data, name
        if name.endswith((".json", ".md")):
            assert not re.search(r"20\d\d-\d\d-\d\d", data.decode()), name


def test_data_card(trained, inputs):
    card = json.loads((trained / "card.json").read_text(encoding="utf-8"))
    assert [source["file"] for source in card["corpora"]] == ["laws.jsonl.xz", "dialogues.jsonl.xz"]
    assert all(re.fullmatch("[0-9a-f]{64}", source["sha256"]) for source in card["corpora"])
    assert "CC0" in card["corpora"][1]["licence"]
    assert card["lexicon"]["sha256"] == load_lexicon(inputs[1]).fingerprint
    assert card["figures"]["held_out_phrases"] == 2
    assert card["settings"]["epochs"] == 3
    page = (trained / "README.md").read_text(encoding="utf-8")
    assert card["lexicon"]["sha256"] in page


def test_wrong_input_is_said_in_chinese(inputs, trained, tmp_path, capsys):
    corpus, lexicon = inputs
    broken = tmp_path / "broken"
    shutil.copytree(corpus, broken)
    (broken / "laws.jsonl.xz").write_bytes(b"no archive")
    odd = tmp_path / "odd"
    shutil.copytree(corpus, odd)
    write_lines(odd / "dialogues.jsonl.xz", [{"turns": 1}])
    half = tmp_path / "half"
    shutil.copytree(trained, half)
    (half / "start.safetensors").unlink()
    bare = tmp_path / "bare"
    bare.mkdir()
    for given, said in (
        (["--corpus", str(tmp_path / "none")], "不存在"),
        (["--corpus", str(bare)], "laws.jsonl.xz"),
        (["--corpus", str(broken)], "laws.jsonl.xz"),
        (["--corpus", str(odd)], "dialogues.jsonl.xz"),
        (["--lexicon-only", "--model", str(tmp_path / "none")], "--model"),
        (["--lexicon-only", "--model", str(half)], "start.safetensors"),
        (["--lexicon-only", "--model", str(trained), "--lexicon", str(bare)], "词库"),
    ):
        output = ["--output", str(tmp_path / "out")]
        assert main(["--lexicon", str(lexicon), *given, *output]) == 2
        error = capsys.readouterr().err
        assert "错误：" in error
        assert said in error
        assert not (tmp_path / "out").exists()


def test_a_missing_package_is_named(inputs, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "torch", None)
    assert main(["--corpus", str(inputs[0])]) == 2
    assert "torch" in capsys.readouterr().err


def test_words_of_the_lexicon_are_pieces(inputs):
    lexicon = load_lexicon(inputs[1])
    vocabulary = build_vocabulary(count_words(["老人在食堂吃饭，老人吃饭"]), lexicon, 300)
    tokenizer = build_tokenizer(vocabulary.pieces)
    cut = tokenizer.encode("ＡＢ老人，助餐！课后服务", add_special_tokens=False).tokens
    assert cut[-4:] == ["老人", "助餐", "课后", "服务"]
    assert len(cut) == 5  # two letters that are nowhere else: one unknown piece
    assert vocabulary.pieces[0][0] == "[UNK]"
    assert len(set(vocabulary.words)) == len(vocabulary.pieces)
    assert tokenizer.normalizer.normalize_str("ＡＢ㎡①É") == fold("ＡＢ㎡①É")


def test_pair_counts_stay_inside_texts():
    ids = np.array([1, 2, BORDER, 3, 0, 1, BORDER], dtype=np.uint16)
    found = count_pairs(ids, 4, window=2).toarray()
    expected = np.zeros((4, 4))
    expected[1, 2] = expected[2, 1] = 1.0
    expected[1, 3] = expected[3, 1] = 0.5  # two apart: the unknown word keeps its place
    assert found.tolist() == expected.tolist()


def test_pair_counts_do_not_depend_on_the_chunks(monkeypatch):
    ids = np.random.default_rng(0).integers(0, 30, 500).astype(np.uint16)
    whole = count_pairs(ids, 30, window=3).toarray()
    monkeypatch.setattr("embeddings.train.cooccurrence._CHUNK", 7)
    assert np.allclose(count_pairs(ids, 30, window=3).toarray(), whole)


def test_factorization_is_the_best_of_its_rank():
    dense = np.random.default_rng(1).random((40, 40)) * (np.arange(40) < 8)
    matrix = sparse.csr_array((dense + dense.T).astype(np.float32))
    vectors = factorize(matrix, 16, 0).astype(np.float64)
    left, values, _ = np.linalg.svd(matrix.toarray())
    expected = (left[:, :16] * values[:16]) @ left[:, :16].T
    assert np.allclose(vectors @ vectors.T, expected, atol=1e-3)


def test_mutual_information_is_positive_and_of_the_formula():
    counts = sparse.csr_array(np.array([[0, 8, 1], [8, 0, 1], [1, 1, 0]], dtype=np.float32))
    found = ppmi(counts).toarray()
    weights = np.array([9.0, 9.0, 2.0]) ** 0.75
    assert found[0, 1] == pytest.approx(np.log(8 / 9 / (weights[1] / weights.sum())), abs=1e-6)
    assert (found >= 0).all()


def test_start_vectors_survive_a_byte_each():
    table = np.random.default_rng(2).standard_normal((50, 32)).astype(np.float32)
    again = QuantizedStart.of(table).table()
    assert np.abs(again - table).max() < np.abs(table).max() / 200
    zero = QuantizedStart.of(np.zeros((1, 4), dtype=np.float32)).table()
    assert (zero == 0).all()


def test_untrained_changes_change_nothing():
    start = np.random.default_rng(3).standard_normal((4, 8)).astype(np.float32)
    table = TunedTable(start, Spelling.of(["[UNK]", "老", "老人", "人"]))
    assert np.allclose(table.folded(), start, atol=1e-6)


def test_words_spelled_alike_move_together():
    import torch

    table = TunedTable(
        np.zeros((4, 2), dtype=np.float32), Spelling.of(["[UNK]", "老", "老人", "好"])
    )
    with torch.no_grad():
        table.characters += torch.tensor([[1.0, 0.0], [0.0, 0.0], [0.0, 2.0]])  # 人 好 老
    assert table.folded().tolist() == [[0, 0], [0, 2], [0.5, 1], [0, 0]]


def test_overlap_is_dropped_but_never_everything():
    choose = np.random.default_rng(4)
    query, passage = np.arange(1000), np.arange(500)
    kept = without_overlap(query, passage, choose)
    assert set(range(500, 1000)) <= set(kept.tolist())
    assert 150 < len(kept) - 500 < 250  # two fifths of the shared half
    assert all(len(without_overlap(np.array([1]), passage, choose)) == 1 for _ in range(20))


def test_accuracy_counts_first_and_first_three():
    table = np.eye(6, dtype=np.float32)
    known = [np.array([n]) for n in range(5)], np.arange(5)
    asked = [np.array([0]), np.array([0, 0, 1]), np.array([5])], np.array([0, 1, 4])
    found = accuracy(table, known, asked)
    assert (found.top1, found.phrases) == (0.6667, 3)
    assert found.top3 == 1.0


def test_split_keeps_every_fifth_phrase_back(inputs):
    lexicon = load_lexicon(inputs[1])
    train, check = split(lexicon, 0)
    assert [text for text, _ in check] == ["做不动饭了", "放学没地方去"]
    assert ("孩子放学没饭吃", 1) in train  # a look-alike belongs elsewhere
    whole, nothing = split(lexicon, None)
    assert nothing == []
    assert sorted(whole) == sorted(train + check)
    assert group_texts(lexicon)[-1] == ("老太太", 2)
