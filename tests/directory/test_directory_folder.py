"""Folders that cannot be read, and folders that do not agree with themselves."""

import shutil

import pytest
from support.directories import version
from support.records import lexicon
from support.tree import ROOT

from matcher.directory import SHIPPED_DIRECTORIES, lint, load_directories
from matcher.errors import InvalidInput
from matcher.taxonomy import taxonomy

ONE = {"code": "A", "name": "公共服务"}


def refused(path):
    with pytest.raises(InvalidInput) as caught:
        load_directories(path)
    assert caught.value.field == "folder"
    return caught.value


def findings(path):
    """Return (file, item, message) without those about the shipped lexicon's references."""
    found = lint(load_directories(path), taxonomy(), lexicon())
    return [(f.file, f.item, f.message_zh) for f in found if f.file != "服务词库"]


def test_no_folder_and_an_empty_one(tmp_path):
    assert "不存在" in refused(tmp_path / "没有").message_zh
    assert "没有 .toml 文件" in refused(tmp_path).message_zh


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scheme = ", "“bad.toml”的格式不对（文件末尾"),
        ('scheme = "甲"\nversion = 1 2\n', "“bad.toml”的格式不对（第 2 行第 13 个字符附近"),
        ('scheme = "甲"\nversion = "1"\neffective_from = 2020-01-01\n', "没有目录项"),
        (version("1", '"2020-01-01"', None, [ONE]), "effective_from 应写成 2022-01-01"),
        (version("1", "2020-01-01T08:00:00", None, [ONE]), "effective_from 应写成"),
        (version("", "2020-01-01", None, [ONE]), "缺少 version"),
        (version("1", "2020-01-01", None, [{"code": "A"}]), "第 1 项（A）缺少 name"),
        (version("1", "2020-01-01", None, [{**ONE, "level": 5}]), "level 应为 1 到 4"),
        (version("1", "2020-01-01", None, [{**ONE, "level": True}]), "level 应为 1 到 4"),
        (version("1", "2020-01-01", None, [{**ONE, "nmae": "x"}]), "“nmae”不是可用的栏目"),
        (version("1", "2020-01-01", None, [{**ONE, "types": "01"}]), "types 应为一列文字"),
        (version("1", "2020-01-01", None, [{**ONE, "marketable": "yes"}]), "只能写 true 或 false"),
        (version("1", "2020-01-01", None, [{**ONE, "note": 3}]), "note 应为文字"),
        ("item = 3\n", "应写成 [[item]]"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place(folder, text, said):
    error = refused(folder(bad=text))
    assert "bad.toml" in error.message_zh
    assert said in error.message_zh


def test_text_that_is_not_utf8(tmp_path):
    (tmp_path / "bad.toml").write_bytes('scheme = "甲"'.encode("gb18030"))
    assert "不是 UTF-8" in refused(tmp_path).message_zh


def test_every_bad_file_is_listed(folder):
    error = refused(folder(a="x", b="y", c=version("1", "2020-01-01", None, [ONE])))
    assert [problem.file for problem in error.problems] == ["a.toml", "b.toml"]
    assert "共 2 个文件有问题" in error.message_zh


def test_a_file_saved_by_windows_editor_is_read(tmp_path):
    text = version("1", "2020-01-01", None, [ONE])
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_directories(tmp_path).versions[0].items[0].name == "公共服务"


def test_each_rule_of_the_check(folder):
    second = {"code": "A01", "parent": "A", "level": 2, "name": "安全"}
    path = folder(
        old=version(
            "旧",
            "2014-01-01",
            "2020-12-31",
            [
                {"code": "O1", "name": "老项", "successors": ["新 A02", "旧 O2", "A01"]},
                {"code": "O2", "name": "老二", "successors": ["新 A01"]},
            ],
        ),
        new=version(
            "新",
            "2020-06-01",
            None,
            [
                ONE,
                second,
                second,
                {"code": "A0101", "parent": "A", "level": 3, "name": "隔级"},
                {"code": "B01", "parent": "B", "level": 2, "name": "没有上级"},
                {"code": "C", "level": 2, "name": "悬空"},
                {**ONE, "code": "D", "name": "类型", "types": ["21"], "categories": ["nothing"]},
                {**ONE, "code": "E", "name": "早退", "successors": ["旧 O1"]},
            ],
        ),
    )
    said = findings(path)

    def told(file, item, part):
        return any(f == file and i == item and part in m for f, i, m in said)

    assert told("old.toml", "O1", "接替项“新 A02”不存在")
    assert told("old.toml", "O1", "接替项“旧 O2”所在的版本不比本版新")
    assert told("old.toml", "O1", "接替项“A01”不存在，应写成“版本 代码”")
    assert told("new.toml", "A01", "代码“A01”出现了 2 次")
    assert told("new.toml", "A", "同一上级下有 2 项都叫“安全”")
    assert told("new.toml", "A0101", "级别是 3，上级“A”是 1")
    assert told("new.toml", "B01", "上级“B”不在本文件里")
    assert told("new.toml", "C", "第 2 级的项要写上级")
    assert told("new.toml", "D", "服务类型代码“21”不存在")
    assert told("new.toml", "D", "词库分类代码“nothing”不存在")
    assert told("new.toml", "E", "仍在使用的版本不应写接替项")
    assert told("new.toml", "", "与“old.toml”的有效期重叠")
    assert not any(item == "O2" for _, item, _ in said)


def test_periods_and_version_names(folder):
    path = folder(
        a=version("1", "2020-01-01", "2019-01-01", [ONE]),
        b=version("1", "2021-01-01", None, [ONE], scheme="另一目录"),
        c=version("2", "2021-01-01", None, [ONE], scheme="第三目录"),
    )
    assert [message for _, _, message in findings(path)] == [
        "停用日期 2019-01-01 早于生效日期 2020-01-01，请核对。",
        "版本“1”与“b.toml”相同，请换一个版本号。",
    ]


def test_schemes_of_different_names_may_be_in_force_together(folder):
    path = folder(
        city=version("市2022", "2022-01-01", None, [ONE]),
        street=version("街道2025", "2025-01-01", None, [ONE], scheme="街道目录"),
    )
    assert findings(path) == []


def test_an_item_that_the_lexicon_names_and_nobody_has_is_told(tmp_path):
    path = shutil.copytree(SHIPPED_DIRECTORIES, tmp_path / "目录")
    file = path / "2022.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('name = "科技公共服务"', 'name = "科技服务"'), encoding="utf-8")
    (finding,) = lint(load_directories(path), taxonomy(), lexicon())
    assert (finding.file, finding.item) == ("服务词库", "A07 科技公共服务")
    assert "词库有 2 个分类" in finding.message_zh


def test_the_example_of_the_page_keeps_all_rules(folder):
    page = (ROOT / "docs" / "directories.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    path = folder(example=example)
    assert findings(path) == []
    assert load_directories(path).versions[0].item("J101").types == ("01",)
