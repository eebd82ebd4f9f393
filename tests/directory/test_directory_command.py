"""``duijie directory`` as a process of its own, on the bundled catalog."""

import json
import shutil

import pytest
from support.service import duijie, prepare_catalog

from matcher.directory import SHIPPED_DIRECTORIES


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return prepare_catalog(tmp_path_factory.mktemp("directory") / "data")


def answered(catalog, *arguments, more=None):
    done = duijie(catalog, "directory", *arguments, more=more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_versions_and_the_check(catalog):
    said = answered(catalog)
    assert "正在查看：自带目录" in said
    assert "使用中" in said
    assert "目录检查：没有发现问题。" in said
    assert "尚未与原件核对" in said
    body = json.loads(answered(catalog, "--json"))
    assert [v["version"] for v in body["versions"]] == ["2014", "2022"]
    assert body["findings"] == []


@pytest.fixture
def broken(tmp_path):
    """The shipped folder with one parent that is not there."""
    folder = shutil.copytree(SHIPPED_DIRECTORIES, tmp_path / "目录")
    file = folder / "2022.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('parent = "A04"', 'parent = "A99"', 1), encoding="utf-8")
    return folder


def test_an_edited_folder_is_checked(catalog, broken):
    said = answered(catalog, "--folder", broken)
    assert f"正在查看：{broken}" in said.replace("\n", "")
    assert "目录检查：1 处问题" in said
    assert "A99" in said


def test_the_folder_of_the_setting_is_used(catalog, broken):
    body = json.loads(answered(catalog, "--json", more={"DUIJIE_DIRECTORIES": str(broken)}))
    assert body["folder"] == str(broken)
    assert [f["item"] for f in body["findings"]] == ["A0401"]


def test_a_folder_that_is_not_there(catalog, tmp_path):
    done = duijie(catalog, "directory", "--folder", tmp_path / "没有")
    assert done.returncode == 2
    assert "不存在" in done.stderr


def test_suggestions_for_a_text(catalog):
    said = answered(catalog, "suggest", "--text", "为独居老人每天送餐到户", "--type", "养老服务")
    assert "A0402 基本养老服务（2022版，契合 0." in said
    assert "上级：A 公共服务 / A04 社会保障服务" in said
    assert "需求的服务类型“养老服务”属于此项。" in said


def test_suggestions_for_a_need_of_the_catalog(catalog):
    report = json.loads(answered(catalog, "gaps", "--json"))
    assert report["read"] == report["matched"] + report["unmatched"] + len(report["outside"]) + len(
        report["unclear"]
    )
    assert report["read"] > 0
    doubtful = report["doubtful"][0]
    body = json.loads(answered(catalog, "suggest", doubtful["id"], "--json"))
    assert (body["need_id"], body["fit"]) == (doubtful["id"], "suggested")
    assert body["items"][0]["item"]["code"] in doubtful["said"]


def test_gaps_on_the_screen(catalog):
    said = answered(catalog, "gaps", "--year", "2099")
    assert "共 0 条需求" in said
    assert "没有目录缺口。" in said
    assert "目录缺口（" in answered(catalog, "gaps")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("suggest",), "需求编号与 --text 请写且只写一种"),
        (("suggest", "X", "--text", "x"), "需求编号与 --text 请写且只写一种"),
        (("suggest", "X", "--type", "养老服务"), "--type 只与 --text 一起用"),
    ],
)
def test_wrong_usage(catalog, arguments, said):
    done = duijie(catalog, "directory", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_day_without_a_directory(catalog):
    done = duijie(catalog, "directory", "suggest", "--text", "送餐", "--as-of", "2021-06-01")
    assert done.returncode == 1
    assert "没有生效的指导性目录" in done.stderr
