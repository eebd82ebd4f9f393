"""A stored run can be repeated byte for byte, also after the catalog has moved on (F6)."""

from dataclasses import replace

import pytest

from matcher.errors import InvalidInput, NotFound
from matcher.model import Need, Organization
from matcher.runs import run_from_json
from matcher.service.values import RecommendOptions

NEED = "XQ-2026-024"


def test_F6_the_same_question_is_the_same_run(sample):
    once = sample.recommendations.for_need(NEED, RecommendOptions())
    assert sample.recommendations.for_need(NEED, RecommendOptions()) == once


@pytest.mark.parametrize("ask", ["need", "text", "scout"])
def test_F6_a_run_repeats_after_the_catalog_changed(sample, ask):
    asking = sample.recommendations
    run = {
        "need": lambda: asking.for_need(NEED, RecommendOptions()),
        "text": lambda: asking.for_text("独居老人每周上门探访", RecommendOptions()),
        "scout": lambda: asking.scout("独居老人探访", RecommendOptions()),
    }[ask]()
    best = sample.records.get(Organization, run.candidates[0].organization_id)
    sample.records.update(replace(best, paused=True), best.meta.version)
    need = sample.records.find_need(NEED)
    sample.records.update(
        replace(need, description="改成完全不同的内容：垃圾分类"), need.meta.version
    )
    again = sample.recommendations.rerun(run.id)
    assert again.identical
    assert again.text == sample.recommendations.run_text(run.id)


def test_F6_ten_is_the_beginning_of_a_hundred(sample):
    run = sample.recommendations.for_need(NEED, RecommendOptions(top_k=10))
    again = sample.recommendations.rerun(run.id, top_k=100)
    longer = run_from_json(again.text).candidates
    assert again.identical
    assert len(longer) > len(run.candidates) == 10
    assert longer[:10] == run.candidates


def test_personal_data_of_a_question_are_not_stored(sample):
    text = "联系人李阿姨，电话13800138000，家里独居老人没人探访"
    run = sample.recommendations.for_text(text, RecommendOptions())
    stored = sample.recommendations.run_text(run.id)
    assert "13800138000" not in stored
    assert "李阿姨" not in stored
    assert "W15" in [w.code for w in run.need_warnings]


@pytest.mark.parametrize("text", ["", "  \n ", "老" * 5001, "老人\0探访", "老人\ud800"])
def test_unusable_text_is_refused(sample, text):
    with pytest.raises(InvalidInput):
        sample.recommendations.for_text(text, RecommendOptions())


@pytest.mark.parametrize("top_k", [0, -1, 201])
def test_unusable_top_k_is_refused(sample, top_k):
    with pytest.raises(InvalidInput, match="1–200"):
        sample.recommendations.for_text("老人探访", RecommendOptions(top_k=top_k))


def test_unknown_run_and_need_are_not_found(sample):
    with pytest.raises(NotFound):
        sample.recommendations.rerun("0" * 32)
    with pytest.raises(NotFound):
        sample.recommendations.for_need("XQ-1900-001", RecommendOptions())


def test_a_code_used_twice_names_both_needs(sample):
    needs = [n for n in sample.records.page(Need, limit=200).items if n.code == "XQ-2026-017"]
    assert len(needs) == 2
    with pytest.raises(Exception, match="多条需求") as caught:
        sample.recommendations.for_need("XQ-2026-017", RecommendOptions())
    assert all(n.id in caught.value.message_zh for n in needs)
