"""Who belongs together (条例第18条): E08 beside a drafter, W07 beside a rival; F4 for the rest."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.records import TODAY, need, organization, service, snapshot

from matcher.catalog import Catalog
from matcher.gate import Ties, gate
from matcher.model import OrganizationType
from matcher.recommend import recommend
from matcher.runs import run_to_json
from matcher.weights import default_weights

KEYS = ("o1", "o2", "o3", "o4")
HEAD = {"legal_representative": "某甲"}
UNIT = {"controller": "某集团"}


def e08(drafter, other):
    records = (organization("o1", **drafter), organization("o2", **other), organization("o3"))
    found = gate(need(drafters=("o1",)), Catalog.build(records), TODAY)
    return {e.organization_id: e.ground_zh for e in found.exclusions if e.code == "E08"}


@pytest.mark.parametrize(
    ("drafter", "other", "kind"),
    [
        (HEAD, {"legal_representative": " 某 甲"}, "法定代表人相同"),
        (UNIT, {"controller": "某集团"}, "由同一单位举办或控股"),
        ({"name": "甲中心"}, {"controller": "甲中心"}, "有举办或控股关系"),
        ({"controller": "乙中心"}, {"name": "乙中心"}, "有举办或控股关系"),
        ({"former_names": ("老名（旧）",)}, {"controller": "老名(旧)"}, "有举办或控股关系"),
    ],
)
def test_F11_E08_by_head_by_controller_and_by_control_either_way(drafter, other, kind):
    found = e08(drafter, other)
    assert list(found) == ["o2"]
    assert kind in found["o2"]
    assert "某甲" not in found["o2"]


@pytest.mark.parametrize(
    ("drafter", "other"),
    [
        ({}, {}),
        ({"legal_representative": ""}, {"legal_representative": " "}),
        (HEAD, {"legal_representative": "某乙"}),
        (UNIT, {"controller": "另一集团"}),
        (HEAD, {"controller": "某甲"}),
    ],
)
def test_F11_nothing_said_or_another_name_ties_nobody(drafter, other):
    assert e08(drafter, other) == {}


def test_F11_E08_by_a_drafter_that_is_not_in_the_catalog():
    records = (organization("o1", controller=" 某 顾问公司"), organization("o2"))
    found = gate(need(drafters=("某顾问公司",)), Catalog.build(records), TODAY)
    assert [(e.organization_id, e.code) for e in found.exclusions] == [("o1", "E08")]
    assert "有举办或控股关系" in found.exclusions[0].ground_zh


def test_F11_nobody_is_tied_to_itself():
    own = organization("o1", name="甲中心", controller="甲中心", **HEAD)
    assert Ties([own, organization("o2")]).of(own) is None


def records(**facts):
    made = []
    for key in KEYS:
        made += [organization(key, **facts.get(key, {})), service(key)]
    return made


def run_of(made, wanted=None):
    subject = wanted or need()
    return recommend(subject, snapshot(*made), default_weights(), TODAY, 10, "need")


def notes(run):
    return {
        c.organization_name: w.message_zh
        for c in run.candidates
        for w in c.warnings
        if w.code == "W07"
    }


def test_W07_names_the_best_placed_of_the_others():
    plain = [c.organization_id for c in run_of(records()).candidates]
    assert len(plain) == len(KEYS)
    tied = plain[1:]
    run = run_of(records(**dict.fromkeys(tied, HEAD)))
    assert [c.organization_id for c in run.candidates] == plain
    names = {c.organization_id: c.organization_name for c in run.candidates}
    found = notes(run)
    assert set(found) == {names[key] for key in tied}
    assert names[tied[1]] in found[names[tied[0]]]
    assert names[tied[0]] in found[names[tied[1]]]
    assert names[tied[0]] in found[names[tied[2]]]
    assert "某甲" not in "".join(found.values())


def test_W07_is_said_of_two_and_not_of_one():
    assert notes(run_of(records(o1=HEAD))) == {}
    assert len(notes(run_of(records(o1={"controller": "乐邻o2社会工作服务中心"})))) == 2


def test_W07_says_nothing_of_who_is_no_candidate():
    gone = HEAD | {"type": OrganizationType.INSTITUTION_1}
    assert notes(run_of(records(o1=HEAD, o2=gone))) == {}


names = st.sampled_from(
    ["", "某甲", "某乙", "某集团", "乐邻o1社会工作服务中心", "乐邻o3社会工作服务中心"]
)


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.tuples(names, names)] * len(KEYS)))
def test_F4_heads_and_controllers_change_no_score_and_no_order(facts):
    changed = {
        key: {"legal_representative": head, "controller": unit}
        for key, (head, unit) in zip(KEYS, facts, strict=True)
    }
    before, after = run_of(records()), run_of(records(**changed))
    assert scores(after) == scores(before)
    assert after.excluded == before.excluded == ()


def test_F4_the_head_of_the_unrelated_changes_not_even_a_byte_of_the_list():
    """Only who is tied to the drafter is out; whoever else shares a head is listed as before."""
    wanted = need(drafters=("x",))
    made = [*records(), organization("x", legal_representative="某丙"), service("x")]
    before = run_of(made, wanted)
    after = run_of(
        [replace(r, party="有", brand="品牌") if r.id == "o1" else r for r in made], wanted
    )
    assert [e.code for e in before.excluded] == ["E07"]
    assert [run_to_json(replace(r, inputs=before.inputs, id="")) for r in (before, after)] == [
        run_to_json(replace(before, id=""))
    ] * 2


def scores(run):
    return [(c.organization_id, c.total, c.parts) for c in run.candidates]
