"""Every mistake in a lexicon folder is named by file, entry and field."""

import codecs
import shutil

import pytest
from support.tiny_corpus import GROUPS, LEXICON, write_lexicon

from embeddings.lexicon import LexiconError, load_lexicon

FILE = "01-tiny.toml"


@pytest.fixture
def folder(tmp_path):
    return write_lexicon(tmp_path / "lexicon")


def message(folder):
    with pytest.raises(LexiconError) as caught:
        load_lexicon(folder)
    return caught.value.message_zh


def test_fields_arrive_where_they_belong(folder):
    lexicon = load_lexicon(folder)
    meals, care = lexicon.categories
    assert (meals.code, meals.name, meals.type) == ("meals", "老年助餐", "01")
    assert meals.phrases[0] == "做不动饭了"
    assert meals.wordings[:2] == ("老年助餐", "老年餐桌")
    assert meals.lookalikes[0].belongs == "care"
    assert care.groups == ()
    assert lexicon.groups[0].names == ("老年人", "长者", "老爷子", "老太太")
    assert lexicon.phrase_count == 10
    assert lexicon.category("care") is care
    assert lexicon.category("nobody") is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('type = "01"', 'type = "1"', "两位数字"),
        ('type = "01"', "", "两位数字"),
        ('code = "care"', 'code = "Care"', "第 2 个分类的 code"),
        ('code = "care"', 'code = "meals"', "“meals”出现了两次"),
        ('name = "课后托管"', "", "第 2 个分类缺少 name"),
        ('name = "课后托管"', "name = 5", "第 2 个分类缺少 name"),
        ('description = "放学后照看孩子写作业。"', 'description = " "', "缺少 description"),
        ('synonyms = ["托管", "课后服务"]', 'synonyms = "托管"', "synonyms 应为一列文字"),
        ('offers = ["四点半课堂"]', "offers = [4]", "offers 应为一列文字"),
        ('offers = ["四点半课堂"]', 'offer = ["四点半课堂"]', "“offer”不是可用的栏目"),
        ('self = ["放学没地方去"', 'boss = ["放学没地方去"', "phrases 只能有 self、family"),
        ('self = ["放学没地方去"', 'self = [[], "放学没地方去"', "self 应为一列文字"),
        ('belongs = "care"', "", "第 1 个分类缺少 belongs"),
        ("[[category.lookalike]]", "[category.lookalike]", "lookalike 应写成 [[lookalike]]"),
        ('name = "课后托管"', 'name = "课后托管', "第 19 行第 13 个"),
        ('name = "课后托管"', 'name = ["课后托管"', "第 20 行第 1 个"),
    ],
)
def test_a_mistake_names_file_and_place(folder, old, new, expected):
    assert old in LEXICON
    (folder / FILE).write_text(LEXICON.replace(old, new), encoding="utf-8")
    said = message(folder)
    assert expected in said
    assert FILE in said or "出现了两次" in said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('code = "elderly"', "", "第 1 个人群缺少 code"),
        ('within = "elderly"', "within = 1", "within 应为文字"),
        ('formal = ["长者"]', 'names = ["长者"]', "“names”不是可用的栏目"),
        ("[[group]]", "[[grup]]", "“grup”不是可用的栏目"),
    ],
)
def test_a_mistake_in_the_groups_too(folder, old, new, expected):
    assert old in GROUPS
    (folder / "groups.toml").write_text(GROUPS.replace(old, new), encoding="utf-8")
    said = message(folder)
    assert expected in said
    assert "groups.toml" in said


def test_a_group_code_stands_once(folder):
    (folder / "groups.toml").write_text(GROUPS + GROUPS, encoding="utf-8")
    assert "人群代码“elderly”出现了两次" in message(folder)


def test_a_file_in_another_encoding(folder):
    (folder / FILE).write_bytes(LEXICON.encode("gb18030"))
    said = message(folder)
    assert FILE in said
    assert "另存为 UTF-8" in said


def test_the_mark_of_a_windows_editor_is_no_mistake(folder):
    before = load_lexicon(folder)
    (folder / FILE).write_bytes(codecs.BOM_UTF8 + LEXICON.encode())
    assert load_lexicon(folder) == before


def test_a_file_that_cannot_be_read(folder):
    (folder / "02.toml").mkdir()
    assert "“02.toml”无法读取" in message(folder)


def test_a_slip_in_the_name_of_the_list(folder):
    text = 'type = "01"\n[[categories]]\ncode = "meals"\n'
    (folder / FILE).write_text(text, encoding="utf-8")
    assert (
        message(folder)
        == f"词库文件“{FILE}”里的“categories”不是可用的栏目，只能用 type、category。"
    )


def test_no_folder_no_files_too_few_categories(tmp_path):
    assert "不存在" in message(tmp_path / "nowhere")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "没有 .toml 文件" in message(empty)
    first = LEXICON.split('[[category]]\ncode = "care"')[0]
    (empty / "01.toml").write_text(first, encoding="utf-8")
    assert "不到两个" in message(empty)


def test_fingerprint_is_of_the_contents(folder, tmp_path):
    before = load_lexicon(folder)
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / FILE).rename(copy / "07-renamed.toml")
    (copy / "07-renamed.toml").write_text(LEXICON + "\n# a remark\n", encoding="utf-8")
    assert load_lexicon(copy).fingerprint == before.fingerprint
    (folder / FILE).write_text(LEXICON.replace("没人接我", "没人来接"), encoding="utf-8")
    assert load_lexicon(folder).fingerprint != before.fingerprint


def test_what_lies_beside_the_files_is_not_read(folder):
    before = load_lexicon(folder)
    (folder / "categories").mkdir()
    (folder / "说明.txt").write_text("不是词库", encoding="utf-8")
    assert load_lexicon(folder) == before
