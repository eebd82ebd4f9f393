"""T54c: only legal transitions of 公益创投, caps, no project twice; F10: a person and a reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.audit import sealed
from matcher.errors import InvalidInput, MatchingError, NotAllowed, Unavailable
from matcher.procurement import (
    APPLIED,
    MOVED,
    Stage,
    VentureApplication,
    VentureEvent,
    VentureRules,
    admit,
    advanced,
    applied_detail,
    check_cap,
    folded,
    moved_detail,
    next_stages,
    opened,
    stage_named,
    states_of,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
RULES = VentureRules(2, Decimal(500000), "某公告", True)
PATH = (
    Stage.CALLED,
    Stage.SCREENED,
    Stage.REVIEWED,
    Stage.OPTIMISED,
    Stage.PUBLICISED,
    Stage.SIGNED,
    Stage.FIRST_PAID,
    Stage.MIDTERM,
    Stage.FINAL,
    Stage.CLOSED,
)
ASSESSED = {Stage.MIDTERM, Stage.FINAL}


def application(id="v1", **changes):
    values = {
        "id": id,
        "cycle": "2026年",
        "organization_id": "o1",
        "organization_name": "乐邻社会工作服务中心",
        "project": "楼门院议事",
        "amount": Decimal(80000),
    }
    return VentureApplication(**(values | changes))


def event(stage, **changes):
    passed = True if stage in ASSESSED else None
    values = {"stage": stage, "person": "王五", "at": NOW, "reason": "材料齐全", "passed": passed}
    return VentureEvent(**(values | changes))


def at(stage, **changes):
    """The state on the usual path at ``stage``."""
    events = [event(s) for s in PATH[: PATH.index(stage) + 1]]
    return folded(application(**changes), events)


def test_T54c_the_whole_cycle_ends_in_closure():
    state = folded(application(), [event(stage) for stage in PATH])
    assert state.stage is Stage.CLOSED
    assert state.ended
    assert next_stages(state) == ()
    assert [e.stage for e in state.events] == list(PATH)
    assert "→".join(PATH) == "征集→初审→评审→优化→公示→签约→首款→中期评估→末期评估→结项"


@pytest.mark.parametrize("number", range(1, len(PATH)))
def test_T54c_no_stage_can_be_skipped_or_repeated(number):
    state = at(PATH[number - 1])
    for stage in PATH:
        if stage is not PATH[number]:
            with pytest.raises(NotAllowed, match="不能进入"):
                advanced(state, event(stage))


@pytest.mark.parametrize("stage", PATH[:5])
def test_T54c_before_the_contract_one_may_withdraw_or_fail_and_nothing_follows(stage):
    for end in (Stage.WITHDRAWN, Stage.REJECTED):
        state = advanced(at(stage), event(end))
        assert state.ended
        for other in Stage:
            with pytest.raises(NotAllowed, match="不能再变动"):
                advanced(state, event(other))
    with pytest.raises(NotAllowed):
        advanced(at(stage), event(Stage.TERMINATED))


@pytest.mark.parametrize("stage", PATH[5:9])
def test_T54c_after_the_contract_only_termination_ends_it_early(stage):
    assert advanced(at(stage), event(Stage.TERMINATED)).ended
    for end in (Stage.WITHDRAWN, Stage.REJECTED):
        with pytest.raises(NotAllowed):
            advanced(at(stage), event(end))


@pytest.mark.parametrize(
    ("before", "assessment", "after"),
    [
        (Stage.FIRST_PAID, Stage.MIDTERM, Stage.FINAL),
        (Stage.MIDTERM, Stage.FINAL, Stage.CLOSED),
    ],
)
def test_T54c_a_failed_assessment_leads_to_rectification_and_again(before, assessment, after):
    failed = advanced(at(before), event(assessment, passed=False))
    assert next_stages(failed) == (Stage.RECTIFYING, Stage.TERMINATED)
    with pytest.raises(NotAllowed, match="不合格"):
        advanced(failed, event(after))
    mending = advanced(failed, event(Stage.RECTIFYING))
    assert next_stages(mending) == (assessment, Stage.TERMINATED)
    again = advanced(mending, event(assessment, passed=False))
    assert next_stages(again) == (Stage.RECTIFYING, Stage.TERMINATED)
    passed = advanced(mending, event(assessment))
    assert advanced(passed, event(after)).stage is after


def test_T54c_a_passed_assessment_needs_no_rectification():
    with pytest.raises(NotAllowed):
        advanced(at(Stage.MIDTERM), event(Stage.RECTIFYING))


def test_T54c_an_assessment_has_a_result_and_nothing_else_has():
    with pytest.raises(InvalidInput, match="合格或不合格"):
        advanced(at(Stage.FIRST_PAID), event(Stage.MIDTERM, passed=None))
    with pytest.raises(InvalidInput, match="没有合格与否"):
        advanced(at(Stage.CALLED), event(Stage.SCREENED, passed=True))


@pytest.mark.parametrize("missing", [{"person": " "}, {"reason": ""}])
def test_F10_nothing_is_signed_without_a_person_and_a_reason(missing):
    state = at(Stage.PUBLICISED)
    with pytest.raises(InvalidInput, match="请写明"):
        advanced(state, event(Stage.SIGNED, **missing))
    assert advanced(state, event(Stage.SIGNED)).events[-1].person == "王五"


def test_T54c_the_first_event_is_the_application():
    with pytest.raises(NotAllowed, match="从“征集”开始"):
        opened(application(), event(Stage.SIGNED))
    with pytest.raises(InvalidInput):
        folded(application(), [])


def test_T54c_optimising_may_change_the_amount_and_nothing_else_may():
    state = advanced(at(Stage.REVIEWED), event(Stage.OPTIMISED, amount=Decimal(60000)))
    assert (state.amount, state.application.amount) == (Decimal(60000), Decimal(80000))
    assert advanced(state, event(Stage.PUBLICISED)).amount == Decimal(60000)
    for amount in (Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(InvalidInput):
            advanced(at(Stage.REVIEWED), event(Stage.OPTIMISED, amount=amount))
    with pytest.raises(InvalidInput, match="只有“优化”"):
        advanced(at(Stage.OPTIMISED), event(Stage.PUBLICISED, amount=Decimal(1)))


EVENTS = st.lists(
    st.builds(
        event,
        st.sampled_from(Stage),
        passed=st.sampled_from([None, None, True, False]),
        person=st.sampled_from(["王五", "王五", "王五", ""]),
    ),
    max_size=30,
)
#: What is legal, written down a second time: (stage, result of the last assessment) → next.
LEGAL = {
    ("征集", None): "初审 未通过 撤回",
    ("初审", None): "评审 未通过 撤回",
    ("评审", None): "优化 未通过 撤回",
    ("优化", None): "公示 未通过 撤回",
    ("公示", None): "签约 未通过 撤回",
    ("签约", None): "首款 终止",
    ("首款", None): "中期评估 终止",
    ("中期评估", True): "末期评估 终止",
    ("中期评估", False): "整改 终止",
    ("末期评估", True): "结项 终止",
    ("末期评估", False): "整改 终止",
}


def replayed(events):
    """Apply what is accepted and pass over what is refused."""
    state = opened(application(), event(Stage.CALLED))
    for one in events:
        try:
            state = advanced(state, one)
        except MatchingError:
            continue
    return state


@given(events=EVENTS, steps=st.integers(0, 40), data=st.data())
def test_T54c_only_legal_paths_reach_closure(events, steps, data):
    state = replayed(events)
    for _ in range(steps):  # then legal ones, so that every end is reached
        choices = next_stages(state)
        if not choices:
            break
        stage = data.draw(st.sampled_from(choices))
        passed = data.draw(st.booleans()) if stage in ASSESSED else None
        state = advanced(state, event(stage, passed=passed))
    last = None
    for before, after in zip(state.events, state.events[1:], strict=False):
        if before.stage in ASSESSED:
            last = before
        if before.stage is Stage.RECTIFYING:
            assert after.stage in (last.stage, Stage.TERMINATED)
        else:
            assert after.stage.value in LEGAL[before.stage.value, before.passed].split()
    if state.stage is Stage.CLOSED:
        reached = [e.stage for e in state.events if e.stage is not Stage.RECTIFYING]
        assert list(dict.fromkeys(reached)) == list(PATH)
        assert [e.passed for e in state.events if e.stage in ASSESSED][-1] is True
    assert all(e.person and e.reason for e in state.events)
    # The state is the fold of its own events, nothing besides.
    assert folded(state.application, state.events) == state


def test_T54c_the_cap_per_organization_and_cycle():
    held = [at(Stage.CALLED, id="v1"), at(Stage.SCREENED, id="v2", project="另一个")]
    third = application("v3", project="第三个")
    with pytest.raises(NotAllowed, match="最多 2 个"):
        admit(third, held, RULES)
    admit(replace(third, cycle="2027年"), held, RULES)
    admit(replace(third, organization_id="o2"), held, RULES)
    admit(third, held, replace(RULES, applications_per_organization=3))
    withdrawn = advanced(held[0], event(Stage.WITHDRAWN))
    admit(third, [withdrawn, held[1]], RULES)
    rejected = advanced(held[0], event(Stage.REJECTED))
    with pytest.raises(NotAllowed):
        admit(third, [rejected, held[1]], RULES)


def test_T54c_the_cap_per_project():
    admit(application(amount=Decimal(500000)), [], RULES)
    with pytest.raises(NotAllowed, match="500,000 元"):
        admit(application(amount=Decimal("500000.01")), [], RULES)
    with pytest.raises(NotAllowed):
        check_cap(Decimal(500001), RULES)


@pytest.mark.parametrize(
    "again",
    [{}, {"project": " 楼门院 议事"}, {"project": "换了名字", "need_id": "n1"}],
)
def test_T54c_no_project_is_applied_with_twice(again):
    held = at(Stage.CALLED, need_id="n1")
    with pytest.raises(NotAllowed, match="不能重复申报"):
        admit(application("v2", **again), [held], RULES)
    admit(application("v2", **again), [advanced(held, event(Stage.WITHDRAWN))], RULES)


def test_T54c_a_running_project_is_not_funded_again_in_the_next_cycle():
    later = application("v2", cycle="2027年")
    with pytest.raises(NotAllowed, match="重复申报"):
        admit(later, [at(Stage.FIRST_PAID)], RULES)
    admit(later, [at(Stage.CLOSED)], RULES)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cycle": " "}, "cycle"),
        ({"cycle": "期" * 21}, "cycle"),
        ({"project": "一"}, "project"),
        ({"project": "长" * 61}, "project"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
    ],
)
def test_what_cannot_be_applied_with(changes, field):
    with pytest.raises(InvalidInput) as raised:
        admit(application(**changes), [], RULES)
    assert raised.value.field == field


def test_stages_by_name():
    assert stage_named(" 签约 ") is Stage.SIGNED
    with pytest.raises(InvalidInput, match="征集、初审"):
        stage_named("已签约")


def log_of(state, entries=()):
    chain = list(entries)
    for number, one in enumerate(state.events):
        detail = moved_detail(one) if number else applied_detail(state)
        action = MOVED if number else APPLIED
        before = chain[-1] if chain else None
        chain.append(sealed(before, one.at, one.person, action, state.application.id, detail))
    return chain


@given(events=EVENTS)
def test_F15_the_log_gives_back_every_state(events):
    spread = [replace(e, at=NOW + timedelta(hours=n)) for n, e in enumerate(events, 1)]
    one = replayed(spread)
    other = at(Stage.REVIEWED, id="v2", via="某联合会", need_id="n1", amount=Decimal("0.50"))
    other = advanced(other, event(Stage.OPTIMISED, amount=Decimal("12.30")))
    entries = log_of(other, log_of(one))
    foreign = sealed(entries[-1], NOW, "王五", "选定承接组织", "v1", "[]")
    assert states_of([*entries, foreign]) == {"v1": one, "v2": other}


def test_a_log_that_cannot_have_been_written_is_told():
    entries = log_of(at(Stage.SIGNED))
    for broken in (
        [*entries[:2], *entries[3:]],
        entries[1:],
        [replace(entries[0], detail="{}"), *entries[1:]],
        [replace(entries[0], detail="不是 JSON")],
        [*entries[:1], replace(entries[1], detail=entries[1].detail.replace("初审", "初查"))],
    ):
        with pytest.raises(Unavailable, match="audit verify"):
            states_of(broken)
