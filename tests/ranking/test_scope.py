"""E14: a scope of business bars only from what it rules out itself (三(一))."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.records import TODAY, need, organization, service

from matcher.catalog import Catalog
from matcher.gate import gate


def found(scope, **wanted):
    records = (organization(scope=scope), service())
    exclusions = gate(need(**wanted), Catalog.build(records), TODAY).exclusions
    return [(e.code, e.ground_zh) for e in exclusions]


@pytest.mark.parametrize(
    ("scope", "stretch"),
    [
        ("社会调查，不含养老服务", "不含养老服务"),
        ("助残服务;不得从事任何养老服务活动", "不得从事任何养老服务活动"),
        ("除养老服务、助残服务外的社区服务", "除养老服务、助残服务外"),
        ("社区服务（不含助残服务及养老服务类项目）", "不含助残服务及养老服务类项目"),
        ("社区服务，不涉及老年服务", "不涉及老年服务"),
        ("养老服务除外", "养老服务除外"),
        ("社会调查，不含養老服務", "不含养老服务"),
    ],
)
def test_T31a_what_the_scope_itself_rules_out_is_barred_with_its_words(scope, stretch):
    ((code, ground),) = found(scope)
    assert code == "E14"
    assert f"“{stretch}”" in ground
    assert "乐邻o1" in ground


@pytest.mark.parametrize(
    "scope",
    [
        "",
        "社会调查、政策研究",
        "助残服务",
        "社区服务，不含学科培训",
        "依法须经批准的项目，经批准后方可开展；不得从事禁止类项目",
        # A part is left out, not the whole:
        "社区服务，不含养老服务机构",
        "社区服务，不含机构养老服务",
        "养老服务（不含养老服务中的医疗护理）",
        # Named as its own beside:
        "养老服务；不含居家养老",
        # Adds, does not take away:
        "除养老服务外，还开展助残服务",
    ],
)
def test_T31a_silence_parts_and_additions_bar_nobody(scope):
    assert found(scope) == []


def test_T31a_all_types_of_the_need_must_be_ruled_out():
    two = {"service_types": ("养老服务", "助残服务")}
    assert found("不含养老服务", **two) == []
    assert [code for code, _ in found("不含养老服务、助残服务", **two)] == ["E14"]
    assert found("不含养老服务", service_types=()) == []
    assert found("不含养老服务", service_types=("没有这一类",)) == []


def test_T31a_the_correction_of_the_scope_restores():
    assert found("不含养老服务")
    assert found("含养老服务") == []


@given(st.text("社区服务养老助残调查、，；及和（）", max_size=40))
def test_T31a_no_scope_without_a_word_of_leaving_out_bars(scope):
    assert found(scope) == []
