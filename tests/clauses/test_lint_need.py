"""``duijie lint-need``: texts and tables, levels and exit codes."""

import json

import pytest
from support.service import duijie
from support.tree import ROOT

from matcher.errors import InvalidInput
from matcher.explain.cautions import need_cautions
from matcher.linting import lint_file, lint_text
from matcher.model import Need
from matcher.publication import publication_blocks
from matcher.service.values import UploadedFile

TEXT = "仅限社会组织参加，须在本区登记。服务对象为本区户籍老人，含采购轮椅二十台。"


def test_F14_levels_come_in_the_order_of_the_text():
    lint = lint_text("需求", TEXT)
    assert [item.level for item in lint.items] == ["contested", "unlawful", "negative_list"]
    assert json.loads(json.dumps(lint.record()))["items"][1]["kind"] == "registration_place"


def test_F14_tables_are_checked_row_by_row_with_or_without_codes():
    data = (
        "需求编号,需求名称,需求描述\n,助浴,机构须成立满三年\nX-2,理发,为高龄老人理发\n"
    ).encode()
    first, second = lint_file(UploadedFile("需求.csv", data))
    assert [item.finding.kind for item in first.items] == ["founding_years"]
    assert "第 2 行" in first.name
    assert second.items == ()
    assert second.name.endswith("X-2")


def test_F14_the_sample_catalog_has_two_needs_to_change():
    file = ROOT / "matcher" / "data" / "sample" / "需求目录.xlsx"
    lints = lint_file(UploadedFile(file.name, file.read_bytes()))
    unlawful = [lint for lint in lints if any(i.level == "unlawful" for i in lint.items)]
    assert [lint.name.split(" ")[2] for lint in unlawful] == ["24", "57"]


@pytest.mark.parametrize("name", ["文字.txt", "表.csv"])
def test_files_that_cannot_be_checked_are_named(name):
    with pytest.raises(InvalidInput, match=name):
        lint_file(UploadedFile(name, "名单,说明\n一,二\n".encode("utf-16")))


def test_F14_exit_code_one_only_where_something_must_change(tmp_path):
    done = duijie(tmp_path, "lint-need", "--text", TEXT, "--json")
    assert done.returncode == 1
    (lint,) = json.loads(done.stdout)
    assert {item["level"] for item in lint["items"]} == {"contested", "unlawful", "negative_list"}
    text = tmp_path / "需求.txt"
    text.write_text("能在本街道提供服务，项目负责人持证。", encoding="utf-8")
    done = duijie(tmp_path, "lint-need", text)
    assert done.returncode == 0, done.stderr
    assert "没有发现" in done.stdout
    assert duijie(tmp_path, "lint-need").returncode == 2


def test_W21_a_contested_condition_is_told_with_the_recommendation_and_does_not_block():
    need = Need(id="x", code="x", title="助浴服务", description="仅限社会组织参加，为老人助浴。")
    codes = {caution.code for caution in need_cautions(need, None, 0)}
    assert "W21" in codes
    assert "W11" not in codes
    assert not any("社会组织" in block for block in publication_blocks(need))
