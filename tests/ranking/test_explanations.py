"""Reasons with spans, warnings, and the answer that there is nobody."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from support.records import (
    TODAY,
    evaluation,
    listed,
    months_ago,
    need,
    organization,
    service,
    snapshot,
)

from matcher.explain import need_statement, service_statement
from matcher.model import (
    AnnualCheck,
    CreditState,
    Labelled,
    Money,
    PartialDate,
    Price,
    Rating,
)
from matcher.recommend import recommend
from matcher.weights import default_weights

OTHERS = (
    organization("x1"),
    service("x1", title="课后托管", description="放学后看护小学生写作业，开展阅读和棋类。"),
    organization("x2"),
    service("x2", title="义诊", description="请医生进社区量血压、测血糖。"),
)


def entry(*records, wanted=None, own=None):
    mine = own or organization()
    run = recommend(
        wanted or need(), snapshot(mine, *records, *OTHERS), default_weights(), TODAY, 10, "need"
    )
    return next(c for c in (*run.candidates, *run.nearest) if c.organization_id == mine.id)


def codes(found):
    return {c.code for c in found}


def part(found, name):
    return next(p.value for p in found.parts if p.name == name)


FULL_NEED = {
    "required_certified": 2,
    "budget": Money(Decimal(100), Decimal(100)),
    "street": "海淀区花园路街道",
}


def test_all_seven_reasons_from_facts():
    mine = organization(social_workers=3)
    offered = service(price=Price(Decimal(90), Decimal(110), "项目"))
    found = entry(offered, evaluation(score=95), own=mine, wanted=need(**FULL_NEED))
    assert [r.code for r in found.reasons][-6:] == ["R02", "R03", "R04", "R05", "R06", "R07"]
    assert found.reasons[0].code == "R01"
    sentences = {r.code: r.message_zh for r in found.reasons}
    assert sentences["R02"] == "服务类型一致：养老助老"
    assert sentences["R04"] == "近 1 次评价，均值 95.0，其中第三方 1 次"
    assert sentences["R05"] == "持证社工 3 人，满足需求 2 人"
    assert sentences["R07"] == "服务区域覆盖：全市"


def test_spans_cover_the_original_texts():
    wanted, offered = need(), service()
    found = entry(offered, wanted=wanted)
    cited = [r for r in found.reasons if r.code == "R01"]
    assert cited
    for reason in cited:
        of_need, of_service = reason.need_span, reason.service_span
        assert need_statement(wanted)[of_need.start : of_need.end] == of_need.text
        assert service_statement(offered)[of_service.start : of_service.end] == of_service.text
        assert of_need.text in reason.message_zh
        assert reason.service_id == offered.id


@pytest.mark.parametrize(
    ("code", "name", "change"),
    [
        ("R02", "fit", {"service_types": ()}),
        ("R02", "fit", {"service_types": ("助残服务",)}),
        ("R03", "fit", {"beneficiaries": ()}),
        ("R03", "fit", {"beneficiaries": (Labelled("儿童"),)}),
        ("R06", "budget", {"price": Price()}),
    ],
)
def test_f9_without_the_cited_fact_the_part_falls(code, name, change):
    offered = service(price=Price(Decimal(90), Decimal(110), "项目"))
    wanted = need(**FULL_NEED)
    before, after = entry(offered, wanted=wanted), entry(replace(offered, **change), wanted=wanted)
    assert code in codes(before.reasons)
    assert code not in codes(after.reasons)
    assert part(after, name) < part(before, name)
    assert after.total < before.total


def test_f9_without_the_cited_words_the_fit_falls():
    offered = service()
    found = entry(offered)
    for reason in (r for r in found.reasons if r.code == "R01"):
        cut = replace(
            offered,
            title=offered.title.replace(reason.service_span.text, ""),
            description=offered.description.replace(reason.service_span.text, ""),
        )
        assert part(entry(cut), "fit") < part(found, "fit"), reason.message_zh


def test_f9_without_the_cited_evaluations_and_staff_the_parts_fall():
    wanted = need(required_certified=2)
    rich = entry(service(), evaluation(score=95), own=organization(social_workers=3), wanted=wanted)
    poor = entry(service(), wanted=wanted)
    assert {"R04", "R05"} <= codes(rich.reasons)
    assert not {"R04", "R05"} & codes(poor.reasons)
    assert part(poor, "performance") < part(rich, "performance")
    assert part(poor, "capacity") < part(rich, "capacity")


def test_a_poor_record_is_no_positive_reason():
    assert "R04" not in codes(entry(service(), evaluation(score=62)).reasons)


CLEAR = listed(days_ago=10, state=CreditState.OUT)
CHECKED = organization(annual_checks=(AnnualCheck(2025, "年检", "合格"),))


def test_nothing_to_warn_of():
    many = [evaluation(id=f"e{i}") for i in range(4)]
    assert entry(service(), CLEAR, *many, own=CHECKED).warnings == ()


@pytest.mark.parametrize(
    ("code", "own", "records"),
    [
        ("W01", CHECKED, [service()]),
        ("W02", CHECKED, [service(), replace(CLEAR, checked_on=TODAY - timedelta(days=31))]),
        ("W03", CHECKED, [service(assured_on=TODAY - timedelta(days=366))]),
        ("W04", organization(), [service()]),
        ("W04", organization(annual_checks=(AnnualCheck(2025, "年检", "不合格"),)), [service()]),
        ("W04", organization(annual_checks=(AnnualCheck(2023, "年检", "合格"),)), [service()]),
        (
            "W05",
            replace(CHECKED, rating=Rating("4A", PartialDate("2019"), PartialDate("2024"))),
            [service()],
        ),
        ("W08", CHECKED, [service(), evaluation(score=55, evaluated_on=months_ago(23))]),
        ("W09", CHECKED, [service()]),
    ],
)
def test_T42_warning_of_the_organization(code, own, records):
    assert code in codes(entry(*records, own=own).warnings)


@pytest.mark.parametrize(
    ("code", "records"),
    [
        ("W02", [CLEAR]),
        ("W03", []),
        ("W08", [evaluation(score=55, evaluated_on=months_ago(25))]),
        ("W08", [evaluation(score=55, disputed=True)]),
        ("W09", [evaluation()]),
    ],
)
def test_warning_that_does_not_apply(code, records):
    assert code not in codes(entry(service(), *records, own=CHECKED).warnings)


def test_w06_far_from_the_price():
    offered = service(price=Price(Decimal(1000), Decimal(1100), "项目"))
    found = entry(offered, wanted=need(**FULL_NEED))
    assert "W06" in codes(found.warnings)
    assert part(found, "budget") == 0


@pytest.mark.parametrize(
    ("ratio", "refuses", "told"), [(0.1, True, True), (0.1, False, False), (None, True, False)]
)
def test_T54b_who_refuses_a_shortfall_is_flagged_and_keeps_its_points(ratio, refuses, told):
    wanted = need(**FULL_NEED, self_raised_ratio=None if ratio is None else Decimal(str(ratio)))
    found = entry(service(), wanted=wanted, own=organization(refuses_shortfall=refuses))
    other = entry(service(), wanted=wanted, own=organization())
    assert ("W24" in codes(found.warnings)) is told
    assert (found.total, found.rank) == (other.total, other.rank)


def run_for(text, *records, mode="text"):
    return recommend(text, snapshot(*records), default_weights(), TODAY, 5, mode)


def test_nobody_fits_is_said_with_the_nearest_and_what_they_lack():
    run = run_for("道路沥青铺设和标线施工", organization(), service(), *OTHERS)
    assert run.candidates == ()
    assert run.answer_zh.startswith("暂无合适组织")
    assert [n.rank for n in run.nearest] == [1, 2, 3]
    assert run.nearest[0].organization_name in run.answer_zh
    assert "沥青" in run.answer_zh
    assert "W13" in codes(run.need_warnings)


def test_nobody_at_all_is_said_too():
    run = run_for("独居老人探访", organization(paused=True), service())
    assert (run.candidates, run.nearest) == ((), ())
    assert run.answer_zh.startswith("暂无合适组织")
    assert [e.code for e in run.excluded] == ["E15"]


def test_scouting_leaves_out_what_only_a_need_has():
    run = run_for("上门看望独居老人", organization(), service(), *OTHERS, mode="scout")
    values = {p.name: p.value for p in run.candidates[0].parts}
    assert [n for n, v in values.items() if v is None] == ["budget", "coverage", "continuity"]
    assert "W13" not in codes(run.need_warnings)


def test_no_phrase_reaches_over_a_masked_place():
    wanted = need(title="关爱项目", description="上门看望北京市海淀区独居老人。")
    offered = service(title="关爱", description="上门看望独居老人。")
    cited = [r for r in entry(offered, wanted=wanted).reasons if r.code == "R01"]
    assert cited
    assert all("海淀" not in r.need_span.text for r in cited)


def test_a_need_of_the_directory_is_judged_by_type_and_beneficiaries_too():
    other_words = need(title="测试", description="您好，随便写写，请忽略。")
    snap = snapshot(organization(), service(), *OTHERS)
    run = recommend(other_words, snap, default_weights(), TODAY, 5, "need")
    assert run.answer_zh is None
    # OTHERS share the type; what counts here is that somebody is suggested at all.
    assert "o1" in {candidate.organization_id for candidate in run.candidates}
    text = f"{other_words.title}。{other_words.description}"
    assert recommend(text, snap, default_weights(), TODAY, 5, "text").answer_zh is not None


def test_what_is_not_known_is_no_evidence_of_fit():
    untyped = replace(service(), service_types=(), beneficiaries=())
    wanted = need(title="道路沥青铺设", description="铺设沥青，划标线。")
    run = recommend(wanted, snapshot(organization(), untyped), default_weights(), TODAY, 5, "need")
    assert run.answer_zh is not None


def test_a_listed_organization_below_the_threshold_says_so_and_keeps_its_place():
    run = run_for("上门看望独居老人", organization(), service(), *OTHERS)
    weak = [c for c in run.candidates if "W20" in codes(c.warnings)]
    assert run.candidates[0] not in weak
    assert run.counts.suitable == len(run.candidates) - len(weak)
    assert weak
