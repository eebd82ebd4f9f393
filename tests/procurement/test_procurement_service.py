"""Hints on the catalog, and 公益创投 in the audit log: T54a, T54c, F10, F15, F16."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib import resources

import pytest
from support.records import need

from matcher.directory import load_directories
from matcher.errors import InvalidInput, MatchingError, NotAllowed, NotFound
from matcher.model import (
    Federation,
    LegalStatus,
    Money,
    Organization,
    OrganizationType,
    Period,
)
from matcher.procurement import Level, Stage
from matcher.service.values import RecommendOptions

PATH = ("初审", "评审", "优化", "公示", "签约", "首款", "中期评估", "末期评估", "结项")
ASSESSED = ("中期评估", "末期评估")
SHIPPED = resources.files("matcher").joinpath("data/procurement.toml").read_text(encoding="utf-8")


@pytest.fixture
def eligible(services):
    """The names of some organizations that the gate lets in by themselves."""
    run = services.recommendations.for_text("社区服务", RecommendOptions(top_k=20))
    return [c.organization_name for c in run.candidates if c.route == "prime"]


@pytest.fixture
def barred(services):
    return services.recommendations.for_text("社区服务", RecommendOptions(top_k=1)).excluded


def apply(service, organization, project="楼门院议事", amount=80000, cycle="2026年", **more):
    return service.apply(cycle, organization, project, Decimal(amount), "王五", "材料齐全", **more)


def advance(service, state, stage, person="王五", reason="专家评审一致意见", **more):
    if stage in ASSESSED:
        more = {"passed": True} | more
    return service.advance(state.application.id, Stage(stage), person, reason, **more)


def advanced_to(service, state, stage):
    for step in PATH[: PATH.index(stage) + 1]:
        state = advance(service, state, step)
    return state


def part(number, wan=40, **changes):
    amount = Decimal(wan) * 10000
    values = {
        "code": f"CF-2026-{number:03d}",
        "title": f"助老服务之{number}",
        "street": "青槐街道",
        "service_types": ("养老服务",),
        "budget": Money(amount, amount),
        "period": Period(start="2026-05"),
    }
    return need("", **(values | changes))


def test_T54a_the_hint_of_a_need_names_the_group_it_is_in(services, procurement):
    for number in (1, 2, 3):
        services.records.create(part(number))
    services.records.create(part(4, street="柳湾街道"))
    service = procurement()
    report = service.method("cf-2026-002")
    assert report.hint.level is Level.BELOW
    (group,) = report.splits
    codes = [m.code for m in group.members]
    assert {"CF-2026-001", "CF-2026-002", "CF-2026-003"} <= set(codes)
    # The sample's own needs of this street, type and year count as well.
    assert group.total >= Decimal(1200000)
    assert service.method("CF-2026-004").splits == ()


def test_T54a_the_sample_catalog_has_no_split_and_every_need_has_a_hint(services, procurement):
    service = procurement()
    assert service.splits() == ()
    hint = service.method("XQ-2026-001").hint
    assert (hint.level, hint.stated) == (Level.BELOW, ("询价",))
    assert hint.budget.counted == Decimal(125000)
    assert [(y.label_zh, y.months) for y in hint.years] == [("2026年", 10), ("2027年", 2)]


def test_T54a_items_are_one_by_code_or_by_name(services, procurement):
    item = load_directories().in_force(date(2026, 3, 2))[0].items[-1]
    other = {"street": "无名街道"}
    services.records.create(part(1, 60, directory_items=(item.code,), **other))
    services.records.create(part(2, 60, directory_items=(item.title,), **other))
    services.records.create(part(3, 60, directory_items=("没有这一项",), **other))
    (group,) = procurement().splits()
    assert [m.code for m in group.members] == ["CF-2026-001", "CF-2026-002"]
    assert "".join(item.title.split()) in "".join(group.item_zh.split())


def test_a_district_file_counts_at_once(procurement, tmp_path):
    own = tmp_path / "限额.toml"
    own.write_text(SHIPPED.replace("limit = 1000000", "limit = 100000"), encoding="utf-8")
    service = procurement(rules=own)
    found = service.method("XQ-2026-001").hint
    assert found.level is Level.STATUTORY
    own.write_text("limit = -1", encoding="utf-8")
    with pytest.raises(InvalidInput, match="数额规定不能使用"):
        service.method("XQ-2026-001")
    with pytest.raises(InvalidInput, match="2019-12-31"):
        procurement().method("XQ-2026-001", date(2019, 12, 31))
    with pytest.raises(NotFound):
        procurement().method("XQ-0")


def test_T54c_the_whole_cycle_is_in_the_log(services, procurement, eligible):
    service = procurement()
    state = apply(service, eligible[0], need="XQ-2026-007")
    assert state.stage is Stage.CALLED
    assert state.application.organization_name == eligible[0]
    closed = advanced_to(service, state, "结项")
    assert [e.stage.value for e in closed.events] == ["征集", *PATH]
    assert service.venture(state.application.id) == closed
    assert service.ventures("2026年") == (closed,)
    assert service.ventures("2025年") == ()
    log = [e for e in services.governance.audit_log() if e.subject == state.application.id]
    assert len(log) == len(closed.events)
    assert services.governance.verify_audit().findings_zh == ()
    # Nothing besides the log is asked: another service on the same database says the same.
    assert procurement().venture(state.application.id) == closed


@pytest.mark.parametrize(("person", "reason"), [("", "有理由"), ("王五", ""), (" ", "\t")])
def test_F10_nothing_is_signed_without_a_named_person_and_a_reason(
    services, procurement, eligible, person, reason
):
    service = procurement()
    state = advanced_to(service, apply(service, eligible[0]), "公示")
    with pytest.raises(InvalidInput):
        advance(service, state, "签约", person, reason)
    assert service.venture(state.application.id) == state


def test_T54c_an_illegal_step_leaves_no_trace(services, procurement, eligible):
    service = procurement()
    state = apply(service, eligible[0])
    before = services.governance.audit_log()
    with pytest.raises(NotAllowed, match="可以进入：初审"):
        advance(service, state, "签约")
    with pytest.raises(NotFound, match="venture list"):
        service.advance("没有", Stage.SCREENED, "王五", "好")
    assert services.governance.audit_log() == before


def test_T54c_caps_and_no_project_twice(procurement, eligible, tmp_path):
    service = procurement()
    first = apply(service, eligible[0])
    with pytest.raises(NotAllowed, match="重复申报"):
        apply(service, eligible[0], project="楼门院 议事")
    with pytest.raises(NotAllowed, match="上限"):
        apply(service, eligible[0], project="另一个", amount=500001)
    apply(service, eligible[0], project="另一个")
    with pytest.raises(NotAllowed, match="最多 2 个"):
        apply(service, eligible[0], project="第三个")
    apply(service, eligible[1])
    advance(service, first, "撤回", reason="组织来函撤回")
    apply(service, eligible[0], project="第三个")
    own = tmp_path / "限额.toml"
    text = SHIPPED.replace("applications_per_organization = 2", "applications_per_organization = 3")
    own.write_text(text, encoding="utf-8")
    apply(procurement(rules=own), eligible[0], project="第四个")


def test_T54c_the_optimised_amount_keeps_the_cap(procurement, eligible):
    service = procurement()
    state = advanced_to(service, apply(service, eligible[0]), "评审")
    with pytest.raises(NotAllowed, match="上限"):
        advance(service, state, "优化", amount=Decimal(600000))
    assert advance(service, state, "优化", amount=Decimal("60000.50")).amount == Decimal("60000.50")
    assert service.venture(state.application.id).amount == Decimal("60000.50")


def test_T31a_who_the_gate_keeps_out_cannot_apply_nor_sign(services, procurement, eligible, barred):
    service = procurement()
    for out in barred[:3]:
        with pytest.raises(NotAllowed, match="不能参加公益创投") as raised:
            apply(service, out.organization_id)
        assert out.ground_zh in raised.value.message_zh
    state = advanced_to(service, apply(service, eligible[0]), "公示")
    chosen = services.records.get(Organization, state.application.organization_id)
    revoked = replace(chosen, legal_status=LegalStatus.REVOKED)
    services.records.update(revoked, chosen.meta.version)
    with pytest.raises(NotAllowed, match="吊销"):
        advance(service, state, "签约")
    assert advance(service, state, "未通过", reason="登记被吊销").ended


def test_T32b_a_filed_group_applies_through_its_federation(services, procurement):
    service = procurement()
    with services._store.read() as repo:
        held = repo.all(Organization)
        (federation,) = repo.all(Federation)
    group = next(o for o in held if o.type is OrganizationType.FILED_GROUP)
    with pytest.raises(NotAllowed, match="需先加入联合会备案"):
        apply(service, group.name)
    signer = next(o for o in held if o.id == federation.organization_id)
    services.records.update(replace(group, federation=signer.name), group.meta.version)
    state = apply(service, group.name)
    assert (state.application.organization_name, state.application.via) == (group.name, signer.name)


def test_an_unknown_organization_is_said(procurement):
    with pytest.raises(InvalidInput, match="没有名称"):
        apply(procurement(), "没有这一家")


def test_F16_personal_data_in_reasons_is_masked(services, procurement, eligible):
    service = procurement()
    state = apply(service, eligible[0])
    advance(service, state, "初审", reason="联系电话13800138000，材料齐全")
    stored = services.governance.audit_log()[-1].detail
    assert "13800138000" not in stored
    assert "材料齐全" in json.loads(stored)["reason"]


def tried(call):
    try:
        return call()
    except MatchingError as error:
        return error


def test_T54c_applications_at_one_time_never_pass_the_cap(services, procurement, eligible):
    service = procurement()
    with ThreadPoolExecutor(8) as pool:
        done = list(
            pool.map(
                lambda n: tried(lambda: apply(service, eligible[0], project=f"项目{n}")), range(8)
            )
        )
    refused = [d for d in done if isinstance(d, NotAllowed)]
    assert (len(refused), len(service.ventures())) == (6, 2)
    assert services.governance.verify_audit().findings_zh == ()


def test_T54c_two_persons_at_one_time_make_one_step(services, procurement, eligible):
    service = procurement()
    state = advanced_to(service, apply(service, eligible[0]), "公示")
    with ThreadPoolExecutor(2) as pool:
        done = list(
            pool.map(lambda who: tried(lambda: advance(service, state, "签约", who)), ("甲", "乙"))
        )
    assert sorted(isinstance(d, NotAllowed) for d in done) == [False, True]
    signed = service.venture(state.application.id)
    assert [e.stage for e in signed.events].count(Stage.SIGNED) == 1
    assert services.governance.verify_audit().findings_zh == ()
