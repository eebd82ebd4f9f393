"""Folding, negation, official phrases, and the map back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text import (
    fold_with_map,
    is_stuffed,
    is_vague,
    masked_with_map,
    normalise,
    simplified,
)


def test_traditional_and_full_width_are_folded():
    assert simplified("獨居長者陪伴") == "独居长者陪伴"
    assert normalise("　ＡＢＣ\n　１２３　長者 ") == "ABC 123 长者"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("邻里互助活动，不含设备采购和场地装修。", "邻里互助活动"),
        ("上门理发，不包括染发、烫发；每月一次", "上门理发,每月一次"),
        ("课后托管（不含餐费）", "课后托管"),
        ("除学科补习外的课后看护", "的课后看护"),
        ("除心理咨询外，还提供家庭走访", "除心理咨询外,还提供家庭走访"),
        ("防跌倒评估，扶手安装除外", "防跌倒评估"),
        ("只做宣传不涉及执法，但需入户", "只做宣传,但需入户"),
        ("老人不能走路，没有人陪", "老人不能走路,没有人陪"),
    ],
)
def test_negated_words_are_no_match_points(text, left):
    assert masked_with_map(text).text == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("坚持党建引领，为失能老人助浴，提升群众获得感、幸福感。", "为失能老人助浴"),
        ("构建共建共治共享的社会治理格局，组织楼门议事。", "组织楼门议事"),
        ("联系[已脱敏]，每周送餐", "联系,每周送餐"),
        ("王阿姨电话13800138000，需要陪诊", "电话,需要陪诊"),
        ("52110105MJ0012345X 助残就业", "助残就业"),
        ("成立于2012年，专做临终关怀", "专做临终关怀"),
        ("经通州区民政局批准成立的机构，教老人用手机", "机构,教老人用手机"),
        ("（海淀区）", ""),
        ("", ""),
    ],
)
def test_what_may_not_count_is_left_out(text, left):
    assert masked_with_map(text).text == left


def test_offsets_point_at_the_original_words():
    text = "在北京市海淀區，為獨居老人（１２３戶）送餐，不含食材採購。"
    masked = masked_with_map(text)
    start = masked.text.index("独居老人")
    assert text[slice(*masked.original_span(start, start + 4))] == "獨居老人"
    start = masked.text.index("123")
    assert text[slice(*masked.original_span(start, start + 3))] == "１２３"


@given(st.text(max_size=50))
def test_map_is_increasing_and_folds_to_the_masked_text(text):
    masked = masked_with_map(text)
    assert len(masked.text) == len(masked.offsets)
    assert list(masked.offsets) == sorted(masked.offsets)
    folded = fold_with_map(text)
    assert len(folded.text) == len(folded.offsets)
    available = set(zip(folded.offsets, folded.text, strict=True))
    assert all(pair in available for pair in zip(masked.offsets, masked.text, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "坚持党建引领，推进基层社会治理现代化，营造和谐氛围。",
        "以人民为中心，切实提升居民获得感、幸福感、安全感",
        "凝心聚力，久久为功，推动社区高质量发展。",
    ],
)
def test_official_phrases_alone_are_vague(text):
    assert is_vague(text)
    assert masked_with_map(text).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "开展社区活动",
        "老人助餐",
        "坚持党建引领，为独居老人送餐。",
        "推动共建共治共享，开办家长课堂，讲青春期沟通。",
        "睡不着觉",
    ],
)
def test_concrete_or_missing_texts_are_not_vague(text):
    assert not is_vague(text)


def test_bare_keyword_lists_are_stuffed_and_capped():
    words = [
        "助餐服务",
        "助浴服务",
        "理发服务",
        "保洁服务",
        "陪诊服务",
        "代购服务",
        "维修服务",
        "照护服务",
    ]
    for separator in ("、", " ", "，", "；"):
        text = separator.join(words)
        assert is_stuffed(text)
        assert sum(word in masked_with_map(text).text for word in words) == 5
    assert not is_stuffed("、".join(words[:5]))
    assert not is_stuffed("为老人提供助餐、助浴、理发、保洁、陪诊、代购等服务，每月四次。")
    assert not is_stuffed("坚持党建引领、共建共治共享、以人为本、凝心聚力、久久为功、守正创新")
