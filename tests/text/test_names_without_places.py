"""An organization's name says the same wherever it is registered (三(一), F1), name by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.model import Organization, Service
from matcher.text import descriptive_name, descriptive_part, service_text
from matcher.text.naming import head_names
from matcher.wordlists import gazetteer

HEADS = head_names()
#: Short names that say what is done, and are therefore never cut: 互助养老, 平安建设.
WORDS = tuple(gazetteer()["name_words"])
REGIONS = (
    "北京市",
    "北京",
    "北京市东城区",
    "河北省张家口市崇礼区",
    "北京市海淀区柳岸街道",
    "北京和平里街道",
    "吉安",
    "广西壮族自治区",
    "北京北京市",
    "（厦门）",
    "中国",
)
BRANDS = ("星光", "安康", "互助", "长青", "展翼", "南开", "残疾人社区康复", "新市民", "城市社区")


@pytest.mark.parametrize("region", REGIONS)
def test_every_place_name_as_brand_is_the_same_with_and_without_a_region(region):
    for brand in (*HEADS, *WORDS):
        name = f"{brand}社会工作事务所"
        assert descriptive_name(region + name) == descriptive_name(name), brand


@pytest.mark.parametrize("brand", BRANDS)
def test_every_place_name_as_region_leaves_no_trace(brand):
    alone = descriptive_name(f"{brand}服务中心")
    for region in HEADS:
        for name in (f"{region}{brand}服务中心", f"{brand}服务中心（{region}）"):
            assert descriptive_name(name) == alone, name


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("安康社会工作事务所", "社会工作"),
        ("北京市东城区和平里街道安康社会工作事务所", "社会工作"),
        ("星光（厦门）社会工作事务所", "星光社会工作"),
        ("北京市残疾人社区康复中心", "残疾人社区康复"),
        ("北京市互助养老服务中心", "互助养老"),
        ("青禾区柳岸街道南里社区星光志愿服务队", "星光志愿"),
        ("北京市民热线服务中心", "市民热线"),
        ("济宁市中安康老年大学", "老年大学"),
        ("北京朝阳门头沟儿童剧社", "儿童剧"),
        ("中华环保联合会", "环保"),
        ("吉安市朝阳（兴安）同心助残协会", "助残"),
    ],
)
def test_what_is_left(name, left):
    assert descriptive_name(name) == left


def test_offsets_point_into_the_name_that_was_given():
    name = "（厦门）北京市安康獨居長者服務中心"
    part = descriptive_part(name)
    assert part.text == "独居长者"
    assert name[slice(*part.original_span(0, 4))] == "獨居長者"


@given(st.lists(st.sampled_from(REGIONS), max_size=3), st.sampled_from((*HEADS, *WORDS)))
def test_chains_of_regions(regions, brand):
    name = f"{brand}助残服务中心"
    assert descriptive_name("".join(regions) + name) == descriptive_name(name)


@given(st.sampled_from(HEADS), st.sampled_from(HEADS), st.sampled_from(("星光", "安康", "和平")))
def test_F5_own_name_in_a_text_of_the_service(one, other, brand):
    def encoded(region):
        name = f"{region}{brand}社会工作事务所"
        owner = Organization(id="o", name=name, scope=f"{name}从事助残服务")
        text = f"由{name}派员，{brand}社会工作事务所督导，教盲人用手机。"
        offer = Service(id="s", organization_id="o", title="盲人用手机", description=text)
        return service_text(owner, offer).text

    assert encoded(one) == encoded(other)
    assert brand not in encoded(one).split("。")[1]
