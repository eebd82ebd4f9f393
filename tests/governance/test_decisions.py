"""F10 and F21: a named human decides with a reason; an organization hears about itself alone."""

import json

import pytest
from support.service import copy_catalog, duijie, prepare_catalog

from matcher.compose import build_services
from matcher.errors import InvalidInput, NotAllowed
from matcher.service.values import RecommendOptions

TEXT = "给独居老人定期上门探访"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return prepare_catalog(tmp_path_factory.mktemp("decisions") / "catalog")


@pytest.fixture
def services(catalog, tmp_path):
    made = build_services(copy_catalog(catalog, tmp_path / "own"))
    yield made
    made.close()


@pytest.fixture
def run(services):
    return services.recommendations.for_text(TEXT, RecommendOptions(top_k=3))


def test_F10_a_decision_names_a_human_and_a_reason(services, run):
    chosen = run.candidates[1]
    entry = services.decisions.decide(run.id, chosen.organization_name, "王五", "评审一致意见")
    assert services.decisions.decisions(run.id) == (entry,)
    assert json.loads(entry.detail) == [
        chosen.organization_id,
        chosen.organization_name,
        2,
        "评审一致意见",
    ]
    assert services.governance.verify_audit().findings_zh == ()


@pytest.mark.parametrize(("person", "reason"), [("", "有理由"), ("王五", ""), ("  ", "  ")])
def test_T53b_no_decision_without_a_person_and_a_reason(services, run, person, reason):
    with pytest.raises(InvalidInput):
        services.decisions.decide(run.id, run.candidates[0].organization_id, person, reason)
    assert services.decisions.decisions(run.id) == ()


def test_F10_who_is_excluded_cannot_be_chosen(services, run):
    out = run.excluded[0]
    with pytest.raises(NotAllowed) as raised:
        services.decisions.decide(run.id, out.organization_id, "王五", "就要它")
    assert out.ground_zh in raised.value.message_zh


def test_F10_scouting_decides_nothing(services):
    found = services.recommendations.scout("残疾人就业", RecommendOptions(top_k=3))
    with pytest.raises(InvalidInput, match="寻访"):
        services.decisions.decide(found.id, found.candidates[0].organization_id, "王五", "好")


def test_F21_an_organization_hears_its_own_place_and_nobody_elses(services, run):
    mine = run.candidates[2]
    answer = services.decisions.why(run.id, mine.organization_id)
    assert (answer.rank, answer.total) == (3, mine.total)
    assert answer.parts == mine.parts
    assert answer.advice_zh
    said = repr(answer)
    for other in run.candidates[:2]:
        assert other.organization_name not in said
        assert other.organization_id not in said


def test_F21_a_place_behind_the_list_is_answered_too(services, run):
    shown = {c.organization_id for c in run.candidates}
    longer = services.recommendations.for_text(TEXT, RecommendOptions(top_k=20))
    behind = next(c for c in longer.candidates if c.organization_id not in shown)
    assert services.decisions.why(run.id, behind.organization_id).rank == behind.rank


def test_F21_the_excluded_hear_the_ground_and_the_source(services, run):
    out = run.excluded[0]
    answer = services.decisions.why(run.id, out.organization_id)
    assert (answer.rank, answer.total) == (None, None)
    assert (answer.ground_zh, answer.source) == (out.ground_zh, out.source)
    assert "更正" in answer.advice_zh[0]


def test_an_unknown_organization_is_said(services, run):
    with pytest.raises(InvalidInput, match="没有名称"):
        services.decisions.why(run.id, "没有这一家")


def test_the_commands(catalog, tmp_path):
    own = copy_catalog(catalog, tmp_path / "own").data_dir
    run = json.loads(duijie(own, "recommend", "--text", TEXT, "--json").stdout)
    name = run["candidates"][0]["organization_name"]
    done = duijie(own, "decide", run["id"], name, "--by", "王五", "--reason", "一致意见")
    assert done.returncode == 0, done.stderr
    assert "第 1 条" in done.stdout
    asked = duijie(own, "why", run["id"], name)
    assert "第 1 名" in asked.stdout
