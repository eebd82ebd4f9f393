"""A need with two tasks is recognised and each task is matched; one task stays one."""

import pytest
from support.records import TODAY, TYPES, organization, service

from matcher.catalog import Catalog
from matcher.meaning import find_components
from matcher.recommend import recommend
from matcher.snapshot import build_snapshot
from matcher.weights import default_weights

TWO = "请心理老师给失业在家的居民做情绪疏导，同时办一场招聘会，推荐合适的岗位。"


def names(text, model):
    return [model.lexicon.categories[c.category].code for c in find_components(text, model)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (TWO, ["counselling", "job-matching"]),
        ("给卧床老人上门擦洗，另外教楼里居民怎么分垃圾", ["elder-personal-care", "waste-sorting"]),
        ("教大爷大妈用微信，还要给孩子们办课后托管", ["elder-digital", "after-school"]),
    ],
)
def test_two_tasks_are_told_apart(text, codes, shipped):
    assert names(text, shipped) == codes


@pytest.mark.parametrize(
    "text",
    [
        "老年餐桌供应早餐、午餐、晚餐，可以堂食，也可以送到家",
        "开展垃圾分类宣传，桶前值守，入户讲解",
        "心理咨询",
        "",
        "，，，。。。",
    ],
)
def test_enumeration_of_one_task_is_one(text, shipped):
    assert find_components(text, shipped) == ()


def test_pieces_are_of_the_text_and_do_not_overlap(shipped):
    found = find_components(TWO, shipped)
    places = [i for c in found for start, end in c.spans for i in range(start, end)]
    assert len(places) == len(set(places))
    assert all(0 <= i < len(TWO) for i in places)


def test_three_tasks_are_three(shipped):
    text = "请律师给居民讲法律咨询，办一场急救培训教心肺复苏，再带孩子们做课后托管写作业"
    assert len(names(text, shipped)) == 3


def test_run_names_who_suits_each_task(shipped):
    records = [
        organization("o1", name="甲心理服务中心"),
        service("o1", title="心理咨询", description="心理咨询师为居民做情绪疏导和个案咨询。"),
        organization("o2", name="乙就业服务中心"),
        service("o2", title="就业援助", description="组织招聘会，为失业人员推荐岗位、面试辅导。"),
        organization("o3", name="丙环保中心"),
        service("o3", title="垃圾分类", description="桶前值守，垃圾分类宣传指导。"),
    ]
    snapshot = build_snapshot(Catalog.build(records), shipped, TYPES)
    run = recommend(TWO, snapshot, default_weights(), TODAY, 5, "text")
    one, two = run.components
    assert (one.code, two.code) == ("counselling", "job-matching")
    assert [c.organization_id for c in one.candidates][:1] == ["o1"]
    assert [c.organization_id for c in two.candidates][:1] == ["o2"]
    assert one.suitable == len(one.candidates)
    for component in run.components:
        for span in component.need_spans:
            assert f"\n{TWO}"[span.start : span.end] == span.text


def test_scouting_asks_for_a_field_not_for_tasks(shipped):
    records = [organization(), service()]
    snapshot = build_snapshot(Catalog.build(records), shipped, TYPES)
    assert recommend(TWO, snapshot, default_weights(), TODAY, 5, "scout").components == ()
