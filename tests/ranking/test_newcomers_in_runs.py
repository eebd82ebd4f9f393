"""F18: newcomers beside the list, one per five places, with the ranks and scores of the list."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.records import TODAY, evaluation, need, organization, service, snapshot

from matcher.model import PartialDate
from matcher.recommend import recommend
from matcher.weights import default_weights

OLD = [f"a{n:02d}" for n in range(14)]
NEW = [f"n{n}" for n in range(6)]


def run_of(top_k, old=OLD, new=NEW, score=99.0, **facts):
    records = []
    for key in (*old, *new):
        records += [organization(key, **facts), service(key)]
    records += [evaluation(key, score, 2) for key in old]
    return recommend(need(), snapshot(*records), default_weights(), TODAY, top_k, "need")


@pytest.fixture(scope="module")
def whole():
    return run_of(100)


@pytest.mark.parametrize(("top_k", "listed"), [(1, 1), (3, 1), (5, 1), (9, 1), (10, 2), (14, 2)])
def test_F18_one_newcomer_for_five_places(top_k, listed):
    run = run_of(top_k)
    assert len(run.candidates) == top_k
    assert len(run.newcomers) == listed
    shown = {c.organization_id for c in run.candidates}
    assert {c.organization_id for c in run.newcomers} <= set(NEW) - shown


@pytest.mark.parametrize("top_k", [1, 5, 10, 15])
def test_F18_the_newcomers_are_what_the_longer_list_says_of_them(whole, top_k):
    run = run_of(top_k)
    place = {c.organization_id: c for c in whole.candidates}
    assert run.newcomers
    for entry in run.newcomers:
        assert entry == place[entry.organization_id]
        assert entry.rank > top_k
    ranks = [c.rank for c in run.newcomers]
    assert ranks == sorted(ranks)
    # The best placed of all newcomers behind the list, none skipped.
    behind = [c for c in whole.candidates if c.organization_id in NEW and c.rank > top_k]
    assert list(run.newcomers) == behind[: len(run.newcomers)]


def test_F18_whoever_is_on_the_list_already_is_no_newcomer_beside_it(whole):
    assert len(whole.candidates) == len(OLD) + len(NEW)
    assert whole.newcomers == ()
    assert run_of(5, old=OLD[:2], new=NEW[:3]).newcomers == ()


def test_F18_without_newcomers_there_is_no_list():
    assert run_of(5, new=()).newcomers == ()


def test_F18_an_evaluation_makes_no_newcomer_for_36_months():
    def listed(months):
        records = [r for key in OLD for r in (organization(key), service(key))]
        records += [evaluation(key, 99.0, 2) for key in OLD]
        records += [organization("x"), service("x"), evaluation("x", 60.0, months)]
        run = recommend(need(), snapshot(*records), default_weights(), TODAY, 5, "need")
        return [c.organization_id for c in run.newcomers]

    assert listed(35) == []
    assert listed(36) == ["x"]


def test_T31c_how_old_an_organization_is_makes_no_newcomer(whole):
    old, young = (run_of(5, registered_on=PartialDate(year)) for year in ("1990", "2026"))
    assert [(c.organization_id, c.rank, c.total) for c in old.newcomers] == [
        (c.organization_id, c.rank, c.total) for c in young.newcomers
    ]


@settings(max_examples=15, deadline=None)
@given(top_k=st.integers(1, 20), old=st.integers(0, 8), new=st.integers(0, 6))
def test_F18_newcomers_change_no_list_and_no_count(top_k, old, new):
    if not old + new:
        return
    run = run_of(top_k, OLD[:old], NEW[:new])
    longer = run_of(60, OLD[:old], NEW[:new])
    assert run.candidates == longer.candidates[:top_k]
    assert run.counts == longer.counts
    assert len(run.newcomers) <= max(1, top_k // 5)
    assert not {c.organization_id for c in run.newcomers} & {
        c.organization_id for c in run.candidates
    }
