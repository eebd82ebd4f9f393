"""Contradictory records in one workbook or against the store: told at their rows, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from planning.small_workbook import CODES, imported, judged, message, supply, told
from support.sample_catalog import TODAY, stored

from matcher.gate import gate
from matcher.intake.issues import Severity
from matcher.intake.plan import Action
from matcher.intake.planning.remarks import ended_on
from matcher.model import (
    CreditCheck,
    CreditList,
    CreditState,
    Evaluation,
    LegalStatus,
    Organization,
)

AFTER_END = "EVALUATED_AFTER_END"


@pytest.mark.parametrize("status", ["注销", "撤销", "吊销"])
def test_an_evaluation_after_the_stated_end_is_told_at_both_rows(status):
    gone = supply("甲服务社", CODES[0], 登记状态=status, 备注=f"已于2025年3月{status}")
    view = imported(
        [supply("乙服务社", CODES[1]), gone],
        [judged("甲服务社", "2025-03"), judged("甲服务社", "2025-04-01")],
    )
    assert told(view, AFTER_END) == [("评价", 3, "evaluated_on"), ("供给", 3, "legal_status")]
    there = message(view, AFTER_END, "评价", 3)
    assert all(part in there for part in ("工作表“供给”第 3 行", "2025-03，", "2025-04-01", "核对"))
    here = message(view, AFTER_END, "供给", 3)
    assert "工作表“评价”第 3 行（2025-04-01）" in here
    assert "第 2 行" not in here
    assert view.organization(3, "供给").legal_status.value == status
    assert [e.evaluated_on for e in view.records(Evaluation)] == ["2025-03", "2025-04-01"]
    assert not view.plan.rejected
    assert [e.code for e in gate(None, view.catalog, TODAY).exclusions] == ["E02"]


def test_without_a_stated_end_the_last_twelve_months_speak_against_it():
    view = imported(
        [supply("甲服务社", CODES[0], 备注="已注销")],
        [judged("甲服务社", day) for day in ("2025-12-20", "2025-01-16", "2025-01-15", None)],
    )
    assert told(view, AFTER_END) == [
        ("评价", 2, "evaluated_on"),
        ("评价", 3, "evaluated_on"),
        ("供给", 2, "remarks"),
    ]
    assert "没有写明注销日期" in message(view, AFTER_END, "评价", 2)
    assert len(view.records(Evaluation)) == 4


def test_a_year_that_may_lie_before_the_end_is_no_contradiction():
    gone = supply("甲服务社", CODES[0], 登记状态="注销", 备注="注销日期：2025-06-30")
    assert told(imported([gone], [judged("甲服务社", "2025年")]), AFTER_END) == []
    assert told(imported([gone], [judged("甲服务社", "2025年7月")]), AFTER_END) != []


def test_an_evaluation_that_is_not_in_force_contradicts_nothing():
    gone = supply("甲服务社", CODES[0], 登记状态="注销")
    void = judged("甲服务社", "2025-12-20", 是否有效="作废")
    assert told(imported([gone], [void]), AFTER_END) == []


def test_preparing_and_normal_organizations_may_be_evaluated():
    rows = [supply("甲服务社", CODES[0], 登记状态="筹备"), supply("乙服务社", CODES[1])]
    view = imported(rows, [judged("甲服务社", "2025-12-20"), judged("乙服务社", "2025-12-20")])
    assert told(view, AFTER_END) == []


def test_the_half_that_is_stored_is_found_and_left_as_it_is():
    gone = supply("甲服务社", CODES[0], 登记状态="注销", 备注="2025年3月注销")
    late = judged("甲服务社", "2025-12-20")
    after_supply = stored(imported([gone]).plan)
    view = imported(evaluations=[late], existing=after_supply)
    assert told(view, AFTER_END) == [("评价", 2, "evaluated_on")]
    assert "目录中已登记" in message(view, AFTER_END, "评价", 2)
    assert stored(view.plan, after_supply).organizations == after_supply.organizations

    good = stored(imported([supply("甲服务社", CODES[0])], [late]).plan)
    view = imported([gone], existing=good)
    assert told(view, AFTER_END) == [("供给", 2, "legal_status")]
    assert "目录中已有的“探访一期”评价（2025-12-20）" in message(view, AFTER_END, "供给", 2)
    assert stored(view.plan, good).evaluations == good.evaluations

    both = stored(view.plan, good)
    again = imported([gone], [late], both)
    assert {c.action for c in again.plan.changes} == {Action.UNCHANGED}
    assert len(told(again, AFTER_END)) == 2


def test_many_late_evaluations_are_counted_at_the_organization():
    days = [f"2025-{month:02}-10" for month in range(5, 10)]
    view = imported(
        [supply("甲服务社", CODES[0], 登记状态="注销", 备注="2025年3月注销")],
        [judged("甲服务社", day) for day in days],
    )
    assert len(told(view, AFTER_END)) == 6
    assert "等 5 条" in message(view, AFTER_END, "供给", 2)


@pytest.mark.parametrize(
    ("remark", "status", "expected"),
    [
        ("已于2025年3月注销", LegalStatus.DISSOLVED, "2025-03"),
        ("注销日期：２０２５．３．５", LegalStatus.DISSOLVED, "2025-03-05"),
        ("已注销（2024年）", LegalStatus.DISSOLVED, "2024"),
        ("2024年1月完成清算，2025-06-30被吊销。", LegalStatus.REVOKED, "2025-06-30"),
        ("2025年3月申请注销2025年6月办结", LegalStatus.DISSOLVED, None),
        ("2024年1月完成清算，已注销", LegalStatus.DISSOLVED, None),
        ("已注销\n2024年1月评为3A", LegalStatus.DISSOLVED, None),
        ("2025年13月注销", LegalStatus.DISSOLVED, None),
        ("2025年3月吊销食品许可", LegalStatus.DISSOLVED, None),
        ("2025年3月注销", LegalStatus.NORMAL, None),
        ("", LegalStatus.DISSOLVED, None),
    ],
)
def test_day_of_the_end_in_a_remark(remark, status, expected):
    assert ended_on(remark, status, TODAY) == expected


def test_evaluations_of_unknown_organizations_are_asked_about_and_named():
    rows = [supply("青州市惠泽社会工作服务中心", CODES[0])]
    view = imported(
        rows,
        [judged("某无名社", "2025-06"), judged("青州惠泽社工中心", "2025-06"), judged(None, 1)],
    )
    assert view.records(Evaluation) == []
    assert [(i.code, i.severity, i.read) for i in view.issues("评价", 2, "A")] == [
        ("ORGANIZATION_UNMATCHED", Severity.ASK, "某无名社")
    ]
    (near,) = view.issues("评价", 3, "A")
    assert (near.code, near.proposal) == ("ORGANIZATION_NEAR", "青州市惠泽社会工作服务中心")
    assert sorted(r.row for r in view.plan.rejected) == [2, 3, 4]
    assert len(view.records(Organization)) == 1


def test_dates_to_come_are_told_by_what_they_mean():
    ahead = supply(
        "甲服务社",
        CODES[0],
        **{
            "成立日期": "2027-01-01",
            "评估等级": "4A",
            "评估等级有效期": "2026-09至2031-08",
            "2027年检结论": "合格",
            "最近确认日期": "2026-02-01",
        },
    )
    view = imported([ahead], [judged("甲服务社", "2026-02-01"), judged("甲服务社", "2026-01")])
    organization, service = view.organization(2, "供给"), view.service(2, "供给")
    assert told(view, "REGISTERED_IN_FUTURE") == [("供给", 2, "registered_on")]
    assert organization.registered_on == "2027-01-01"
    assert told(view, "RATING_NOT_YET") == [("供给", 2, "rating")]
    assert (organization.rating.grade, organization.rating.valid_from) == ("4A", "2026-09")
    assert told(view, "CHECK_YEAR_IN_FUTURE") == [("供给", 2, "annual_check_2027")]
    assert [c.year for c in organization.annual_checks] == [2027]
    refused = {(i.sheet, i.field): i for i in view.plan.issues if i.code == "DATE_FUTURE"}
    assert set(refused) == {("供给", "assured_on"), ("评价", "evaluated_on")}
    assert {i.severity for i in refused.values()} == {Severity.ERROR}
    assert service.assured_on is None
    assert "不参与评分" in refused["评价", "evaluated_on"].message_zh
    assert refused["评价", "evaluated_on"].read == "2026-02-01"
    assert view.rejected("评价", 2)
    assert [e.evaluated_on for e in view.records(Evaluation)] == ["2026-01"]


def test_a_refused_confirmation_keeps_the_stored_one():
    row = supply("甲服务社", CODES[0], 最近确认日期="2025-12-01")
    before = stored(imported([row]).plan)
    view = imported([{**row, "最近确认日期": "2026-12-01"}], existing=before)
    assert {c.action for c in view.plan.changes} == {Action.UNCHANGED}
    assert before.services[0].assured_on == date(2025, 12, 1)


def test_an_organization_being_set_up_may_have_a_founding_date_to_come():
    row = supply("甲服务社", 登记状态="筹备", 成立日期="2027-01-01")
    assert told(imported([row]), "REGISTERED_IN_FUTURE") == []


def test_a_stored_credit_check_dated_ahead_is_told_and_left():
    row = supply("甲服务社", CODES[0])
    before = stored(imported([row]).plan)
    check = CreditCheck(
        id="c",
        organization_id=before.organizations[0].id,
        list=CreditList.ABNORMAL,
        state=CreditState.OUT,
        checked_on=date(2026, 1, 16),
    )
    store = replace(before, credit_checks=(check,))
    view = imported([{**row, "备注": "已列入活动异常名录"}], existing=store)
    assert told(view, "CREDIT_CHECK_IN_FUTURE") == [("供给", 2, "remarks")]
    assert check in stored(view.plan, store).credit_checks
    today = replace(before, credit_checks=(replace(check, checked_on=TODAY),))
    assert told(imported([row], existing=today), "CREDIT_CHECK_IN_FUTURE") == []


@pytest.mark.parametrize(
    ("heads", "cells", "conflict"),
    [
        (("孟样例", "孟 样例"), {}, True),
        (("孟样例", "孟样例"), {"利益冲突": "否"}, False),
        (("孟样例", "季样例"), {}, False),
        (("", ""), {}, False),
        (("孟**", "孟**"), {}, False),
    ],
)
def test_evaluator_and_evaluated_under_one_head(heads, cells, conflict):
    rows = [
        supply("甲服务社", CODES[0], 法定代表人=heads[0]),
        supply("乙评估中心", CODES[1], 法定代表人=heads[1]),
    ]
    late = judged("甲服务社", "2025-06", 评价机构="乙评估中心", **cells)
    view = imported(rows, [late])
    (record,) = view.records(Evaluation)
    assert record.conflict is conflict
    expected = [("评价", 2, "evaluator_org")] if conflict else []
    assert told(view, "CONFLICT_SAME_HEAD") == expected
    assert not any("样例" in i.message_zh for i in view.plan.issues)
    again = imported(rows, [late], stored(view.plan))
    assert {c.action for c in again.plan.changes} == {Action.UNCHANGED}
