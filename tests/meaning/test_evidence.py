"""Which category a text speaks for, and what is nobody's business."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.meaning import best_category, category_evidence, in_scope, outside


def first(text, model):
    evidence = category_evidence([text], model)[0]
    return model.lexicon.categories[int(evidence.argmax())].code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("楼上天天半夜剁馅，想请人上门说和说和", "neighbour-mediation"),
        ("帮辖区老人把手机上的挂号学会", "elder-digital"),
        ("给社区矫正的人员找活干、常谈谈心", "community-correction"),
        ("孩子看黑板眯眼，想有人来学校查视力", "child-vision-oral"),
    ],
)
def test_category_is_the_one_meant(text, code, shipped):
    assert first(text, shipped) == code


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("三号楼电梯又停了，物业说等配件", True),
        ("胡同口的路灯坏了半个月没人修", True),
        ("采购两百把折叠椅和十台投影仪", True),
        ("请人陪独居的老太太聊聊天", False),
        ("放学以后孩子没地方去", False),
    ],
)
def test_what_is_nobodys_is_told_apart(text, nobody, shipped):
    evidence = category_evidence([text], shipped)[0]
    assert (outside(evidence, shipped) > 0) is nobody


def test_every_text_has_the_same_evidence_in_every_batch(shipped):
    texts = ["老人助餐", "电梯坏了", "心理咨询", ""]
    together = category_evidence(texts, shipped)
    for row, text in enumerate(texts):
        assert (together[row] == category_evidence([text], shipped)[0]).all()


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=40))
def test_any_text_has_finite_evidence(shipped, text):
    evidence = category_evidence([text], shipped)
    assert evidence.shape == (1, len(shipped.lexicon.categories))
    assert np.isfinite(evidence).all()


def test_empty_text_speaks_for_nothing(shipped):
    evidence = category_evidence([""], shipped)[0]
    assert not evidence.any()
    assert outside(evidence, shipped) == 0
    assert best_category(evidence, shipped, inside=True) is None


def test_encoder_without_prototypes_judges_by_characters_alone(shipped):
    bare = replace(shipped, prototypes=None)
    assert first("教老人用智能手机", bare) == "elder-digital"


def test_lexicon_without_categories_out_of_scope_doubts_nothing(shipped):
    kept = tuple(c for c in shipped.lexicon.categories if c.in_scope)
    model = replace(shipped, lexicon=replace(shipped.lexicon, categories=kept))
    assert outside(np.ones(len(kept)), model) == 0
    assert in_scope(model).all()
    assert best_category(np.ones(len(kept)), model, inside=False) is None
