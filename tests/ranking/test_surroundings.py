"""What stands around a need: W10, W14, W16, W17, W23, 原则上 and a new choice after 36 months."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.records import TODAY, evaluation, need, organization, service, snapshot
from support.service import copy_catalog, prepare_catalog
from support.stored import changed, contract

from matcher.compose import build_services
from matcher.directory import load_directories
from matcher.framing import ALONE
from matcher.model import ContractStatus, Money, Need, NeedStatus, Period
from matcher.procurement import load_rules
from matcher.recommend import recommend
from matcher.runs import run_to_json
from matcher.service.values import RecommendOptions
from matcher.surroundings import Rulebook, Surroundings
from matcher.weights import default_weights

RULEBOOK = Rulebook(load_directories(), load_rules())
IN_PRINCIPLE = "A10 社会治理服务"
CONTINUOUS = {"continuous": True, "continuity_conditions": (True, True, True, True)}


def wanted(id="n1", wan=10, **changes):
    amount = Decimal(wan) * 10000
    values = {
        "code": f"XQ-{id}",
        "street": "青槐街道",
        "budget": Money(amount, amount),
        "period": Period(months=12, start="2026-05"),
    }
    return need(id, **(values | changes))


def held(id="c1", start="2024-01-01", end="2024-12-31", key="o1", **changes):
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = {"signed_on": first, "start": first, "end": last, "need_id": "n1"}
    return contract(id, key, **(days | changes))


def frame(subject, *others, contracts=(), as_of=TODAY):
    return Surroundings([subject, *others], contracts, RULEBOOK).frame(subject, as_of)


def notes(framing):
    return {note.code: note.message_zh for note in framing.notes}


def test_a_plain_need_has_nothing_around_it():
    framing = frame(wanted())
    assert (framing.notes, framing.in_principle, framing.recompete) == ((), False, False)
    assert framing.fingerprint == RULEBOOK.fingerprint != ALONE.fingerprint


def test_W10_names_the_needs_that_together_reach_the_limit():
    parts = [wanted(f"n{n}", 40) for n in (1, 2, 3)]
    told = notes(frame(*parts))
    assert list(told) == ["W10"]
    assert all(part.code in told["W10"] for part in parts)


@pytest.mark.parametrize(
    "third",
    [
        {"street": "柳湾街道"},
        {"period": Period(months=12, start="2027-05")},
        {"service_types": ("助残服务",)},
        {"status": NeedStatus.WITHDRAWN},
        {"wan": 10},
    ],
)
def test_W10_only_for_one_street_year_and_kind_that_reach_the_limit(third):
    subject = wanted("n1", 40)
    assert notes(frame(subject, wanted("n2", 40), wanted("n3", **({"wan": 40} | third)))) == {}


def test_W10_is_told_of_who_is_in_the_group_alone():
    parts = [wanted(f"n{n}", 40) for n in (1, 2, 3)]
    beside = wanted("n9", 40, service_types=("助残服务",))
    assert notes(frame(beside, *parts)) == {}


def test_W10_without_thresholds_of_that_day_nothing_is_compared():
    parts = [wanted(f"n{n}", 400) for n in (1, 2, 3)]
    assert "W10" not in notes(frame(*parts, as_of=date(2019, 12, 31)))


def test_W14_for_what_no_version_has_and_for_a_retired_item():
    told = frame(wanted(directory_items=("没有这一项", "L101 公共教育", "A02 公共教育服务")))
    assert [note.code for note in told.notes][:2] == ["W14", "W14"]
    unknown, retired = (note.message_zh for note in told.notes[:2])
    assert "没有这一项" in unknown
    assert "2014版" in retired
    assert "A02" in retired


def test_T53b_the_item_says_what_goes_to_social_organizations_in_principle():
    assert frame(wanted(directory_items=(IN_PRINCIPLE,))).in_principle
    # A retired item by its successor in force.
    assert frame(wanted(directory_items=("L201 社区建设",))).in_principle
    assert not frame(wanted(directory_items=("没有这一项",))).in_principle
    assert not frame(wanted()).in_principle


@pytest.mark.parametrize(("day", "told"), [("2024-10-01", False), ("2024-10-02", True)])
def test_W16_from_90_days_before_the_end_of_its_own_contract(day, told):
    as_of = date.fromisoformat(day)
    assert ("W16" in notes(frame(wanted(), contracts=[held()], as_of=as_of))) is told
    other = held(need_id="n2")
    assert "W16" not in notes(frame(wanted(), contracts=[other], as_of=as_of))


@pytest.mark.parametrize(("yuan", "told"), [(12, True), (4999, True), (5000, False), (0, False)])
def test_W17_for_a_budget_that_may_be_in_another_unit(yuan, told):
    amount = Decimal(yuan)
    assert ("W17" in notes(frame(wanted(budget=Money(amount, amount))))) is told


CHAIN = (
    held("c1"),
    held("c2", "2025-01-01", "2025-12-31", renewal_of="c1"),
    held("c3", "2026-01-01", "2026-12-31", renewal_of="c2"),
)


def test_T55_a_chain_that_would_pass_36_months_asks_for_a_new_choice():
    framing = frame(wanted(), contracts=CHAIN)
    assert framing.recompete
    assert notes(framing)["W23"].count("48") == 1
    assert "HT-c3" in notes(framing)["W23"]
    assert not frame(wanted(), contracts=CHAIN[:2]).recompete
    assert frame(wanted(period=Period(months=13)), contracts=CHAIN[:2]).recompete


@pytest.mark.parametrize(
    "contracts",
    [
        [replace(c, need_id="n2") for c in CHAIN],
        # Somebody else took over since: nobody prolongs the old chain.
        [*CHAIN, held("c4", "2027-01-01", "2027-12-31", "o2", signed_on=TODAY)],
        # Chosen anew after a comparison: begins again.
        [*CHAIN, held("c4", "2027-01-01", "2027-12-31", signed_on=TODAY)],
        # Not signed yet on that day.
        [*CHAIN[:2], replace(CHAIN[2], signed_on=date(2026, 3, 2))],
    ],
)
def test_T55_only_the_present_provider_of_this_need_counts(contracts):
    assert not frame(wanted(), contracts=contracts).recompete


def test_T55_one_of_two_providers_side_by_side_is_enough():
    beside = held("c4", "2026-02-01", "2026-12-31", "o2", signed_on=date(2026, 1, 2))
    framing = frame(wanted(), contracts=[*CHAIN, beside])
    assert framing.recompete
    assert "HT-c4" not in notes(framing)["W23"]


def test_T55_what_was_ended_early_counts_to_its_end_and_circles_are_passed_over():
    early = {"status": ContractStatus.TERMINATED, "ended_on": date(2026, 2, 1)}
    cut = replace(CHAIN[2], **early)
    assert frame(wanted(period=Period(months=10)), contracts=[*CHAIN[:2], cut]).recompete is False
    circle = [replace(CHAIN[0], renewal_of="c2"), CHAIN[1]]
    assert not frame(wanted(), contracts=circle).recompete


def continuity(run):
    return {
        c.organization_id: p.value
        for c in run.candidates
        for p in c.parts
        if p.name == "continuity"
    }


def ranked(framing):
    made = [r for key in ("o1", "o2", "o3") for r in (organization(key), service(key))]
    made += [evaluation("o1", 95.0, 2), evaluation("o2", 60.0, 2)]
    subject = wanted(**CONTINUOUS)
    return recommend(subject, snapshot(*made), default_weights(), TODAY, 5, "need", framing)


def test_T55_recompete_switches_continuity_off_for_all():
    subject = wanted(**CONTINUOUS)
    with_bonus = ranked(frame(subject, contracts=CHAIN[:1]))
    assert continuity(with_bonus) == {"o1": 1.0, "o2": 0.0, "o3": 0.7}
    anew = ranked(frame(subject, contracts=CHAIN))
    assert set(continuity(anew).values()) == {None}
    assert "W23" in {w.code for w in anew.need_warnings}
    detail = next(p for p in anew.candidates[0].parts if p.name == "continuity").detail_zh
    assert "36" in detail
    for entry in anew.candidates:
        applied = [p for p in entry.parts if p.points is not None]
        assert entry.total == pytest.approx(
            sum(p.points for p in applied) * 100 / sum(p.weight for p in applied), abs=1e-5
        )


def test_notes_of_the_framing_change_no_score():
    plain = ranked(ALONE)
    noted = ranked(replace(frame(wanted(directory_items=("没有这一项",))), recompete=False))
    assert {w.code for w in noted.need_warnings} - {w.code for w in plain.need_warnings} == {"W14"}
    assert noted.candidates == plain.candidates
    assert noted.id != plain.id


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_F6_the_same_inputs_in_any_order_are_the_same_framing(data):
    needs = [wanted(f"n{n}", 40, directory_items=("L201 社区建设",)) for n in range(1, 5)]
    contracts = [*CHAIN, held("c9", key="o2")]
    as_of = data.draw(st.dates(date(2024, 1, 1), date(2027, 12, 31)))
    one = Surroundings(needs, contracts, RULEBOOK).frame(needs[0], as_of)
    needs_again = data.draw(st.permutations(needs))
    again = Surroundings(needs_again, data.draw(st.permutations(contracts)), RULEBOOK)
    other = again.frame(needs[0], as_of)
    assert (one.in_principle, one.recompete, one.fingerprint) == (
        other.in_principle,
        other.recompete,
        other.fingerprint,
    )
    assert sorted(map(repr, one.notes)) == sorted(map(repr, other.notes))


def test_the_fingerprint_goes_with_the_rules():
    again = Rulebook(load_directories(), load_rules())
    assert again.fingerprint == RULEBOOK.fingerprint
    versions = RULEBOOK.directories.versions
    fewer = Rulebook(replace(RULEBOOK.directories, versions=versions[:1]), RULEBOOK.procurement)
    assert fewer.fingerprint != RULEBOOK.fingerprint


@pytest.fixture
def services(tmp_path):
    made = build_services(copy_catalog(prepare_catalog(tmp_path / "one"), tmp_path / "own"))
    yield made
    made.close()


def test_F6_a_framed_run_repeats_byte_for_byte_after_the_catalog_changed(services):
    records = services.records
    subject = records.find_need("XQ-2026-001")
    facts = {
        "directory_items": ("没有这一项", "L201 社区建设"),
        "budget": Money(Decimal(12), Decimal(12)),
    }
    subject = records.update(replace(subject, **facts), subject.meta.version)
    options = RecommendOptions(as_of=TODAY)
    run = services.recommendations.for_need(subject.code, options)
    assert run.in_principle
    assert {"W14", "W17"} <= {w.code for w in run.need_warnings}
    with services._store.write() as repo:
        now = subject.meta.updated_at
        again = changed(repo.get(Need, subject.id), directory_items=(), budget=Money())
        old = [replace(c, need_id=subject.id) for c in CHAIN]
        keys = [run.candidates[0].organization_id] * len(old)
        made = [replace(c, organization_id=key) for c, key in zip(old, keys, strict=True)]
        repo.write([again, *made], reason="later", now=now)
    later = services.recommendations.for_need(subject.code, options)
    assert "W23" in {w.code for w in later.need_warnings}
    assert later.id != run.id
    for stored in (run, later):
        repeated = services.recommendations.rerun(stored.id)
        assert repeated.identical
        assert repeated.text == run_to_json(stored)
