"""Batches and joint bids through the services, on a catalog of its own."""

from decimal import Decimal

import pytest
from support.records import TODAY, federation, months_ago, need, organization, service

from matcher.errors import InvalidInput
from matcher.model import (
    Evaluation,
    EvaluatorType,
    Labelled,
    LegalStatus,
    Money,
    NeedStatus,
    OrganizationType,
    PartialDate,
    Period,
)
from matcher.procurement import year_of
from matcher.service.allocation import AllocationOptions
from matcher.service.values import RecommendOptions

VISITS = "每周上门探访独居老人，检查居家安全，陪伴聊天。"
TALKS = "为居民提供一对一心理咨询和情绪疏导。"
BINS = "垃圾分类桶前值守，指导投放，组织分拣。"


BOTH = "请心理老师为居民做情绪疏导，同时安排人在垃圾桶前值守，指导分类投放。"
#: Others, so that words have something to differ from.
OTHERS = (
    "带居民跳舞、唱歌、排节目。",
    "小学生放学后托管，辅导作业。",
    "社区花园共建，指导居民种菜养花。",
    "为老人理发、修脚、磨剪刀。",
    "调解邻里矛盾，普及法律知识。",
    "残疾人康复训练，辅具借用。",
)


def others():
    for number, text in enumerate(OTHERS):
        yield organization(f"x{number}", name=f"邻里中心{number}")
        yield service(f"x{number}", title="服务", description=text, service_types=())


def want(number, description=VISITS, **changes):
    values = {
        "id": f"n{number}",
        "code": f"YY-2026-{number}",
        "description": description,
        "budget": Money(Decimal(50_000), Decimal(50_000)),
        "funding_source": "公益金",
        "period": Period(PartialDate("2026-04"), PartialDate("2026-12"), 9),
    }
    return need(**(values | changes))


@pytest.fixture
def filled(empty):
    def fill(*records):
        made = {}
        for record in records:
            if hasattr(record, "organization_id"):
                owner = made.get(record.organization_id, record.organization_id)
                record = type(record)(**{**fields(record), "organization_id": owner})
            stored = empty.records.create(record)
            made[record.id] = stored.id
        return empty, made

    return fill


def fields(record):
    values = {name: getattr(record, name) for name in type(record).__dataclass_fields__}
    if "member_ids" in values:
        values["member_ids"] = tuple(values["member_ids"])
    return values


def test_slots_limits_and_newcomers_come_from_the_catalog(filled):
    busy = organization("a", name="乐老社工中心", max_concurrent=4, concurrent_projects=2)
    other = organization("b", name="邻好社工中心")
    judged = Evaluation(
        id="e",
        organization_id="a",
        evaluator_type=EvaluatorType.BUYER,
        score=90.0,
        evaluated_on=months_ago(5),
    )
    services, made = filled(
        busy,
        other,
        service("a", description=VISITS),
        service("b", description=VISITS),
        judged,
        *(want(n) for n in range(4)),
    )
    report = services.allocation.for_year(2026, AllocationOptions(as_of=TODAY))
    given = [g for found in report.allocation.needs for g in found.given]
    assert [g.organization_id for g in given].count(made["a"]) == 2
    assert [g.organization_id for g in given].count(made["b"]) == 1
    assert {g.organization_id for g in given if g.newcomer} == {made["b"]}
    (left,) = [found for found in report.allocation.needs if not found.given]
    assert "名额已给其他需求" in left.missing_zh
    more = AllocationOptions(as_of=TODAY, slots=2)
    assert services.allocation.for_year(2026, more).allocation.places == 4
    run = services.recommendations.run(report.allocation.needs[0].run_id)
    assert services.recommendations.rerun(run.id).identical


def test_needs_that_cannot_be_published_or_are_withdrawn_are_left_out(filled):
    services, _ = filled(
        organization("a", name="乐老社工中心"),
        service("a", description=VISITS),
        want(1),
        want(2, beneficiaries=()),
        want(3, status=NeedStatus.WITHDRAWN),
        want(4, period=Period(PartialDate("2027-01"))),
    )
    year = services.allocation.for_year(2026, AllocationOptions(as_of=TODAY))
    assert [n.code for n in year.allocation.needs] == ["YY-2026-1"]
    assert [s.code for s in year.skipped] == ["YY-2026-2", "YY-2026-3"]
    codes = ["YY-2026-2", "YY-2026-3", "YY-2026-4", "YY-2026-2"]
    by_code = services.allocation.for_needs(codes, AllocationOptions(as_of=TODAY))
    assert [n.code for n in by_code.allocation.needs] == ["YY-2026-2", "YY-2026-4"]
    assert [s.reason_zh for s in by_code.skipped] == ["需求已撤销。"]
    with pytest.raises(InvalidInput):
        services.allocation.for_needs(["YY-2026-3"], AllocationOptions(as_of=TODAY))
    with pytest.raises(InvalidInput):
        services.allocation.for_year(2026, AllocationOptions(slots=0))


def test_the_year_of_a_need():
    assert year_of(want(1)) == 2026
    assert year_of(want(1, code="YY-2025-9", period=Period())) == 2025
    assert year_of(want(1, code="甲1", period=Period())) is None


def test_t32_a_need_of_two_tasks_gets_a_consortium(filled):
    services, made = filled(
        organization("a", name="心语社工中心"),
        organization("b", name="洁家社工中心"),
        *others(),
        service("a", title="心理咨询", description=TALKS, service_types=("心理服务",)),
        service("b", title="垃圾分类", description=BINS, service_types=()),
        want(
            1,
            BOTH,
            title="居民服务",
            service_types=(),
            beneficiaries=(Labelled("居民"),),
        ),
    )
    report = services.joint.for_need("YY-2026-1", RecommendOptions(as_of=TODAY))
    (proposal,) = report.joint.proposals
    assert {m.organization_id for m in proposal.members} == {made["a"], made["b"]}
    assert proposal.exportable
    barred = services.joint.for_need("YY-2026-1", RecommendOptions(as_of=TODAY), ["洁家 社工中心"])
    members = [m for p in barred.joint.proposals for m in p.members]
    assert made["b"] not in {m.organization_id for m in members}
    assert len(barred.joint.barred_zh) == 1


def test_t32_filed_groups_bid_through_their_federation(filled):
    filed = {"type": OrganizationType.FILED_GROUP, "legal_status": LegalStatus.FILED}
    services, made = filled(
        organization("a", name="心语互助队", federation="东泉社会组织联合会", **filed),
        organization("b", name="洁家互助队", federation="东泉社会组织联合会", **filed),
        organization(
            "f",
            name="东泉社会组织联合会",
            type=OrganizationType.FEDERATION,
            uscc="51110000500001237J",
        ),
        service("a", title="心理咨询", description=TALKS, service_types=("心理服务",)),
        service("b", title="垃圾分类", description=BINS, service_types=()),
        federation("f", members=()),
        want(
            1,
            BOTH,
            title="居民服务",
        ),
    )
    joint = services.joint.for_need("YY-2026-1", RecommendOptions(as_of=TODAY)).joint
    (proposal,) = joint.proposals
    assert (proposal.kind.value, proposal.lead_id) == ("联合会组团", made["f"])
    assert proposal.exportable
