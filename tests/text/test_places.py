"""Places go, content stays; texts that differ only in places are the same text (F1, F5)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text import find_places, known_places, mask_places, masked_with_map

PLACES = known_places()
DISTRICTS = [
    "东城",
    "西城",
    "海淀",
    "丰台",
    "石景山",
    "门头沟",
    "房山",
    "通州",
    "顺义",
    "昌平",
    "大兴",
    "怀柔",
    "平谷",
    "密云",
    "延庆",
]
TEMPLATES = (
    "为{}的独居老人送餐",
    "{}残疾人康复训练，每周两次",
    "在{}开展心理咨询和家庭走访",
    "面向（{}）青少年的课后托管",
    "我们来自{}，做垃圾分类引导",
    "{}社会工作事务所",
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("海淀区老人助餐", "老人助餐"),
        ("海淀老人助餐", "老人助餐"),
        ("北京市东城区和平里街道老人助餐", "老人助餐"),
        ("北京朝阳老人助餐", "老人助餐"),
        ("河北省张家口市崇礼区滑雪救护", "滑雪救护"),
        ("广西壮族自治区南宁市青秀区禁毒宣传", "禁毒宣传"),
        ("在柳岸街道南里社区建立花园", "在建立花园"),
        ("青禾镇、杨家村居民", "、居民"),
        ("服务南里社区居民", "服务居民"),
        ("江苏省苏州市志愿服务", "志愿服务"),
        ("內蒙古呼和浩特市牧民培訓", "牧民培训"),
    ],
)
def test_place_is_removed(text, left):
    assert mask_places(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "老旧小区改造议事",
        "社区居民走进社区",
        "市区和农村的城市居民",
        "乡村振兴与城乡融合",
        "全市各街道社区",
        "北京".replace("北京", "区分县域与市民需求"),
        "和平解决邻里纠纷",
        "身心健康和用电安全",
        "朝阳行业就业指导",
        "平安建设、健康长寿",
        "为困难居民提供社区服务",
        "智慧社区、无障碍社区、儿童友好社区",
        "新市民融入城市",
        "返乡大学生",
        "由承办街道和协助街道共同组织",
        "每天等待孩子放学",
        "合作资源对接",
    ],
)
def test_ordinary_words_stay(text):
    assert mask_places(text) == text


def test_district_run_on_into_a_word_leaves_the_word():
    assert mask_places("北京市民热线") == "市民热线"
    assert mask_places("北京市民政局") == "民政局"
    assert mask_places("上海市场营销") == "市场营销"


def test_list_knows_all_of_the_country():
    assert len(PLACES) > 5000
    assert {"北京市", "北京", "海淀", "海淀区", "广东省", "新疆", "延边", "和平里街道"} <= set(
        PLACES
    )
    assert not {"朝阳", "和平", "健康", "安全", "合作", "资源"} & set(PLACES)


@given(st.sampled_from(TEMPLATES), st.sampled_from(DISTRICTS), st.sampled_from(DISTRICTS))
def test_swapping_districts_changes_nothing(template, one, other):
    for ending in ("", "区"):
        assert (
            masked_with_map(template.format(one + ending)).text
            == masked_with_map(template.format(other + ending)).text
        )


ENDED = [
    name for name in PLACES if name[-1] in "省市县旗盟" or name.endswith(("区", "街道", "自治州"))
]


@given(st.sampled_from(TEMPLATES), st.sampled_from(ENDED), st.sampled_from(ENDED))
def test_swapping_any_named_place_changes_nothing(template, one, other):
    assert (
        masked_with_map(template.format(one)).text == masked_with_map(template.format(other)).text
    )


@pytest.mark.parametrize(
    "template",
    [*TEMPLATES, "{}老人助餐", "{}展开活动", "{}发展公益事业", "{}心理咨询", "{}", "我在{}"],
)
def test_no_known_place_leaves_a_trace_bare_or_written_out(template):
    left = {masked_with_map(template.format(name)).text for name in PLACES}
    assert len(left) == 1


def test_a_bare_county_behind_a_word_is_a_place_unless_it_may_be_read_otherwise():
    kept = {name for name in PLACES if name in masked_with_map(f"服务{name}居民").text}
    assert kept == {"农安"}  # 务农 | 安居


@given(st.sampled_from(ENDED), st.sampled_from(ENDED))
def test_swapping_the_place_and_authority_of_a_name_changes_nothing(one, other):
    text = "业务主管单位为{0}民政局。{0}星光社会工作事务所在{0}为老人助浴"
    assert masked_with_map(text.format(one)).text == masked_with_map(text.format(other)).text


@given(st.text(alphabet="海淀区市民街道社区村镇北京和平在的服务安全、，。里南老小", max_size=30))
def test_spans_are_sorted_and_inside(text):
    spans = find_places(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
