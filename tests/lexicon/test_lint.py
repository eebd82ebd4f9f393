"""Each rule of the linter, by a lexicon that keeps it and one that breaks it."""

from dataclasses import replace

import pytest

from embeddings.lexicon import Finding, Lexicon, Lookalike, lint, load_lexicon, shared_sixgrams


@pytest.fixture(scope="module")
def whole():
    """Two categories and two groups of the shipped lexicon, without references to others."""
    shipped = load_lexicon()
    groups = shipped.groups[:2]
    kept = [
        replace(category, groups=(groups[0].code,), lookalikes=())
        for category in (
            shipped.category("volunteer-teams"),
            shipped.category("volunteer-management"),
        )
    ]
    return Lexicon(tuple(kept), groups, "")


def changed(lexicon, **fields):
    first, *others = lexicon.categories
    return replace(lexicon, categories=(replace(first, **fields), *others))


def with_phrase(lexicon, phrase):
    voices = dict(lexicon.categories[0].voices)
    return changed(lexicon, voices=voices | {"self": (*voices["self"], phrase)})


def messages(lexicon):
    return [finding.message_zh for finding in lint(lexicon)]


def test_a_good_lexicon_has_no_findings(whole):
    assert lint(whole) == ()


def test_too_few_phrases_name_category_and_count(whole):
    voices = {voice: lines[:6] for voice, lines in whole.categories[0].voices.items()}
    assert lint(changed(whole, voices=voices)) == (
        Finding("volunteer-teams", "日常说法只有 30 条，至少 60 条。"),
    )


def test_what_is_only_there_to_be_refused_needs_fewer(whole):
    voices = {voice: lines[:8] for voice, lines in whole.categories[0].voices.items()}
    outside = changed(whole, voices=voices, type="00", offers=(), directory=())
    assert lint(outside) == ()
    few = {voice: lines[:7] for voice, lines in voices.items()}
    assert messages(changed(outside, voices=few)) == ["日常说法只有 35 条，至少 40 条。"]


def test_every_voice_speaks(whole):
    voices = dict(whole.categories[0].voices)
    voices["self"] = voices["self"] + voices.pop("worker")[:10]
    assert messages(changed(whole, voices=voices)) == ["worker 一栏只有 0 条，至少 5 条。"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"synonyms": ("志愿队", "义工队")}, "正式说法只有 2 个，至少 6 个。"),
        ({"offers": ()}, "缺少 offers（组织如何介绍这类服务）。"),
        ({"directory": ()}, "缺少 directory（指导性目录项）。"),
        ({"groups": ("martians",)}, "人群代码“martians”不存在。"),
        (
            {"lookalikes": (Lookalike("想学开火车", "trains"),)},
            "“想学开火车”应归入的分类“trains”不对。",
        ),
        (
            {"lookalikes": (Lookalike("想学开火车", "volunteer-teams"),)},
            "“想学开火车”应归入的分类“volunteer-teams”不对。",
        ),
        (
            {"description": "联系电话13900001111。"},
            "“联系电话13900001111。”含电话、证号或邮箱。",
        ),
        (
            {"lookalikes": (Lookalike("写信给a@b.cn", "none"),)},
            "“写信给a@b.cn”含电话、证号或邮箱。",
        ),
    ],
)
def test_fields_of_a_category(whole, fields, expected):
    assert messages(changed(whole, **fields)) == [expected]


def test_a_lookalike_may_belong_nowhere(whole):
    assert lint(changed(whole, lookalikes=(Lookalike("想学开火车", "none"),))) == ()


@pytest.mark.parametrize("phrase", ["帮人", "想" * 31])
def test_length_of_a_phrase(whole, phrase):
    assert f"“{phrase}”应为 4–30 字。" in messages(with_phrase(whole, phrase))


@pytest.mark.parametrize(
    "phrase", ["打13900001111找队长", "证号110101199001011234", "发到dui@x.cn"]
)
def test_personal_data_in_a_phrase(whole, phrase):
    assert f"“{phrase}”含电话、证号或邮箱。" in messages(with_phrase(whole, phrase))


def test_phrases_that_say_one_thing(whole):
    lexicon = with_phrase(with_phrase(whole, "大雪天想拉人一块铲雪"), "大雪天想拉人一块儿铲雪")
    (said,) = messages(lexicon)
    assert "几乎一样" in said


def test_a_phrase_stands_once_in_the_whole_lexicon(whole):
    taken = whole.categories[1].phrases[0]
    (found,) = lint(with_phrase(whole, taken))
    assert found == Finding("volunteer-management", f"“{taken}”重复（另见 volunteer-teams）。")
    own = whole.categories[0].phrases[0]
    assert f"“{own}”重复（另见 volunteer-teams）。" in messages(with_phrase(whole, own))


def test_names_of_a_group(whole):
    group = whole.groups[0]
    few = replace(whole, groups=(replace(group, everyday=group.everyday[:9]), whole.groups[1]))
    assert messages(few) == ["日常称呼只有 9 个，至少 10 个。"]
    twice = replace(group, everyday=(*group.everyday, group.name))
    assert messages(replace(whole, groups=(twice, whole.groups[1]))) == ["名称有重复。"]


def test_six_characters_in_a_row_are_a_copy(whole):
    lexicon = with_phrase(whole, "院里井盖松了，天黑崴脚")
    texts = {"甲": "老李说院里井盖，松了好久", "乙": "天黑路滑"}
    assert shared_sixgrams(lexicon, texts) == (("院里井盖松了，天黑崴脚", "甲", "院里井盖松了"),)
    assert shared_sixgrams(lexicon, {"甲": "老李说院里井盖坏了"}) == ()


def test_lookalikes_and_everyday_names_may_not_copy_either(whole):
    texts = {"甲": "我们想给城里的送报员歇歇脚"}
    lexicon = changed(whole, lookalikes=(Lookalike("给城里的送报员照相", "none"),))
    assert [found[2] for found in shared_sixgrams(lexicon, texts)] == [
        "给城里的送报",
        "城里的送报员",
    ]
    group = replace(whole.groups[0], everyday=("城里的送报员",))
    assert shared_sixgrams(replace(whole, groups=(group,)), texts) == (
        ("城里的送报员", "甲", "城里的送报员"),
    )
    formal = replace(whole.groups[0], formal=("城里的送报员",))
    assert shared_sixgrams(replace(whole, groups=(formal,)), texts) == ()
