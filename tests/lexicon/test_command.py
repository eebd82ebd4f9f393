"""``duijie lexicon`` as a process of its own, on the bundled catalog and an edited copy."""

import json
import shutil

import pytest
from support.service import duijie, prepare_catalog
from support.tiny_corpus import write_lexicon
from support.tiny_models import save_bert

from embeddings.lexicon import CATEGORIES_FOLDER, SHIPPED_LEXICON

NEW = """
[[category]]
code = "snow-clearing"
name = "义务扫雪"
directory = ["A10 社会治理服务"]
groups = ["residents"]
description = "组织居民在下雪之后清扫院内积雪。"
synonyms = ["扫雪铲冰"]
offers = ["组织扫雪队"]
[category.phrases]
self = ["门口雪太厚推不动"]
"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return prepare_catalog(tmp_path_factory.mktemp("lexicon") / "data")


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    """The shipped lexicon: one category with another phrase, one new, one file gone."""
    folder = tmp_path_factory.mktemp("edited") / "词库"
    shutil.copytree(
        SHIPPED_LEXICON, folder, ignore=shutil.ignore_patterns(CATEGORIES_FOLDER, "14-*")
    )
    path = folder / "12-volunteering.toml"
    text = path.read_text(encoding="utf-8")
    old = '"我想做点好事，不知去哪儿报名"'
    assert old in text
    path.write_text(text.replace(old, '"谁家收人帮忙我就去"') + NEW, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def fitted(catalog, edited):
    """Return what the command says of the edited lexicon, which is learnt after it."""
    done = duijie(catalog, "lexicon", edited, "--fit", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_force(folder):
    return {"DUIJIE_LEXICON": str(folder)}


def test_the_lexicon_in_force(catalog):
    done = duijie(catalog, "lexicon")
    assert done.returncode == 0, done.stderr
    assert "正在使用：自带词库" in done.stdout
    assert "没有发现问题" in done.stdout
    assert "分类空间与词库文件一致" in done.stdout


def test_what_an_edit_changes_in_the_lexicon(fitted, edited):
    changes = {change["code"]: change for change in fitted["changes"]}
    assert changes["volunteer-management"]["added"] == ["谁家收人帮忙我就去"]
    assert changes["volunteer-management"]["removed"] == ["我想做点好事，不知去哪儿报名"]
    assert changes["snow-clearing"]["kind"] == "added"
    assert changes["rescue"]["kind"] == "removed"
    assert fitted["before"]["folder"] == ""
    assert fitted["after"]["folder"] == str(edited)
    assert fitted["before"]["types"] - fitted["after"]["types"] == 1
    assert ["snow-clearing", "日常说法只有 1 条，至少 60 条。"] in fitted["after"]["findings"]


def test_what_an_edit_changes_in_the_catalog(fitted):
    services, needs = fitted["checked"]
    assert (services, needs) == (126, 60)
    moved = {name for item in fitted["services"] for name in item["before"]}
    assert any("救援" in name for name in moved)
    assert 0 < len(fitted["services"]) < services / 4
    for kind in ("services", "needs", "recommendations"):
        assert all(item["before"] != item["after"] for item in fitted[kind])
        assert all(item["place"] and item["title"] for item in fitted[kind])
    assert all(len(item["after"]) <= 3 for item in fitted["recommendations"])


def test_the_learnt_folder_can_be_put_into_force(catalog, edited, fitted):
    assert fitted["written"] == str(edited / CATEGORIES_FOLDER)
    assert fitted["calibrate"] is False
    names = {path.name for path in (edited / CATEGORIES_FOLDER).iterdir()}
    assert names == {"weights.npz", "tokens.txt", "prototypes.npz"}
    shown = duijie(catalog, "lexicon", "--json", more=in_force(edited))
    overview = json.loads(shown.stdout)
    assert (overview["folder"], overview["learnt"]) == (str(edited), True)
    assert overview["categories"] == fitted["after"]["categories"]
    text = ("recommend", "--text", "组织居民扫雪", "--json")
    mine = json.loads(duijie(catalog, *text, more=in_force(edited)).stdout)
    shipped = json.loads(duijie(catalog, *text).stdout)
    assert mine["inputs"]["recipe"] != shipped["inputs"]["recipe"]
    assert mine["id"] != shipped["id"]


def test_learning_again_gives_the_same_bytes(catalog, tmp_path):
    folder = write_lexicon(tmp_path / "tiny")
    command = ("lexicon", folder, "--fit", "--json")
    first = json.loads(duijie(catalog, *command).stdout)
    learnt = {path.name: path.read_bytes() for path in (folder / CATEGORIES_FOLDER).iterdir()}
    # In force it is compared with the shipped one, not with itself.
    again = json.loads(duijie(catalog, *command, more=in_force(folder)).stdout)
    assert again["before"]["folder"] == ""
    assert again["recommendations"] == first["recommendations"]
    for path in (folder / CATEGORIES_FOLDER).iterdir():
        assert path.read_bytes() == learnt[path.name]


def test_a_folder_edited_but_not_learnt_says_how(catalog, tmp_path):
    folder = write_lexicon(tmp_path / "tiny")
    command = f"duijie lexicon {folder} --fit"
    refused = duijie(catalog, "recommend", "--text", "送餐", more=in_force(folder))
    assert refused.returncode == 1
    assert command in refused.stderr
    shown = duijie(catalog, "lexicon", more=in_force(folder))
    assert shown.returncode == 0, shown.stderr
    assert command in shown.stdout
    # Neither here nor for another folder does the command itself need the one in force.
    tried = duijie(catalog, "lexicon", folder, "--fit", more=in_force(folder))
    assert tried.returncode == 0, tried.stderr
    assert duijie(catalog, "recommend", "--text", "送餐", more=in_force(folder)).returncode == 0


def test_a_damaged_category_space_is_learnt_again(catalog, tmp_path):
    folder = write_lexicon(tmp_path / "tiny")
    (folder / CATEGORIES_FOLDER).mkdir()
    (folder / CATEGORIES_FOLDER / "weights.npz").write_bytes(b"PK")
    refused = duijie(catalog, "recommend", "--text", "送餐", more=in_force(folder))
    assert refused.returncode == 1
    assert f"duijie lexicon {folder} --fit" in refused.stderr
    assert json.loads(duijie(catalog, "lexicon", folder, "--fit", "--json").stdout)["written"]


def test_a_transformer_is_left_to_calibrate(catalog, tmp_path):
    model, folder = save_bert(tmp_path / "bert"), write_lexicon(tmp_path / "tiny")
    names = {"DUIJIE_MODEL": str(model)}
    done = duijie(catalog, "lexicon", folder, "--fit", more=names)
    assert done.returncode == 0, done.stderr
    assert "运行 duijie calibrate" in done.stdout
    written = {path.name for path in (folder / CATEGORIES_FOLDER).iterdir()}
    assert written == {"weights.npz", "tokens.txt"}


def test_trying_writes_nothing_and_lists_the_first_twenty(catalog, tmp_path):
    folder = write_lexicon(tmp_path / "tiny")
    files = sorted(path.name for path in folder.iterdir())
    runs = catalog / "duijie.db"
    before = runs.read_bytes()
    done = duijie(catalog, "lexicon", folder)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in folder.iterdir()) == files
    assert runs.read_bytes() == before
    assert "与自带词库相比" in done.stdout
    assert "没有改动任何记录" in done.stdout
    assert "主要分类会变的服务（" in done.stdout
    assert "前三家会变的需求（" in done.stdout
    assert "用 --json 查看全部" in done.stdout
    assert f"duijie lexicon {folder} --fit" in done.stdout


def test_an_empty_catalog_has_no_consequences(tmp_path):
    folder = write_lexicon(tmp_path / "tiny")
    done = duijie(tmp_path / "data", "lexicon", folder)
    assert done.returncode == 0, done.stderr
    assert "目录里还没有服务和需求" in done.stdout


def test_a_folder_that_cannot_be_loaded(catalog, tmp_path):
    folder = write_lexicon(tmp_path / "tiny")
    path = folder / "01-tiny.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('name = "课后托管"', ""), "utf-8")
    done = duijie(catalog, "lexicon", folder)
    assert done.returncode == 2
    assert "“01-tiny.toml”第 2 个分类缺少 name" in done.stderr
    assert "Traceback" not in done.stderr
    done = duijie(catalog, "lexicon", tmp_path / "nowhere", "--json")
    assert done.returncode == 2
    assert "不存在" in json.loads(done.stdout)["message_zh"]


def test_learning_needs_a_folder(catalog):
    done = duijie(catalog, "lexicon", "--fit")
    assert done.returncode == 2
    assert "--fit 需要写明词库文件夹" in done.stderr
