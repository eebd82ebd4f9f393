"""Reasons R09–R11 come from the numbers of the match and point into both original texts."""

import numpy as np
import pytest
from support.records import TODAY, TYPES, organization, service

from matcher.catalog import Catalog
from matcher.explain.stretches import strongest_stretch
from matcher.recommend import recommend
from matcher.snapshot import build_snapshot
from matcher.weights import default_weights

NEED = "我妈老把钥匙搁冰箱，一转身连闺女都不认得"
OFFER = "面向阿尔茨海默病患者和记忆障碍老人，做认知训练和家属照护指导。"


@pytest.fixture(scope="module")
def found(shipped):
    records = [
        organization("o1", name="甲关爱中心"),
        service("o1", title="认知症照护", description=OFFER),
    ]
    snapshot = build_snapshot(Catalog.build(records), shipped, TYPES)
    run = recommend(NEED, snapshot, default_weights(), TODAY, 5, "text")
    return (run.candidates or run.nearest)[0].reasons


def reason(found, code):
    return next(r for r in found if r.code == code)


def test_shared_category_is_said_in_words_with_both_places(found):
    shared = reason(found, "R09")
    assert "认知症" in shared.message_zh
    need, offer = f"\n{NEED}", f"认知症照护\n{OFFER}"
    assert need[shared.need_span.start : shared.need_span.end] == shared.need_span.text
    assert offer[shared.service_span.start : shared.service_span.end] == shared.service_span.text
    assert any(word in shared.need_span.text for word in ("钥匙", "认得"))


def test_phrase_of_the_lexicon_is_one_of_that_category(found, shipped):
    matched = reason(found, "R10")
    category = shipped.lexicon.category("dementia-care")
    assert any(f"“{wording}”" in matched.message_zh for wording in category.wordings)
    assert matched.need_span.text in NEED


def test_related_words_are_different_words_of_both_texts(found):
    for related in [r for r in found if r.code == "R11"]:
        assert related.need_span.text in NEED
        assert related.service_span.text in f"认知症照护\n{OFFER}"
        assert related.need_span.text not in related.service_span.text


def test_words_add_up_to_the_cosine(shipped):
    pairs = shipped.aligner.alignments(NEED, OFFER)
    vectors = shipped.encoder.encode([NEED, OFFER]).astype(np.float64)
    negative = sum(1 for p in pairs if p.share <= 0)
    assert negative == 0  # only what adds is named
    assert sum(p.share for p in pairs) >= float(vectors[0] @ vectors[1]) - 1e-3


def test_no_shared_category_no_reason(shipped):
    records = [organization("o1"), service("o1", title="电脑维修", description="修电脑。")]
    snapshot = build_snapshot(Catalog.build(records), shipped, TYPES)
    run = recommend("请中医讲节气养生", snapshot, default_weights(), TODAY, 5, "text")
    assert run.nearest
    assert not [r for r in run.nearest[0].reasons if r.code in ("R09", "R10")]


def test_stretch_is_the_run_that_adds_most():
    words = [("我", 0, 1), ("不", 1, 2), ("认得", 2, 4), ("，", 4, 5), ("你", 5, 6)]
    adds = np.array([0, 0.2, 1, 1, 5, 0.1])
    assert strongest_stretch(words, adds)[:2] == (1, 4)
    assert strongest_stretch(words, np.zeros(6)) is None
    assert strongest_stretch([], np.zeros(0)) is None
