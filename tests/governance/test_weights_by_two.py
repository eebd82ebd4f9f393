"""F20: a draft by one person, tried on the catalog, put into force by another from a day on."""

import json
from datetime import date, timedelta

import pytest
from support.service import copy_catalog, duijie, prepare_catalog

from matcher.compose import build_services
from matcher.errors import Conflict, InvalidInput, NotAllowed
from matcher.service.values import RecommendOptions
from matcher.weights import default_weights_json


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return prepare_catalog(tmp_path_factory.mktemp("governance") / "catalog")


@pytest.fixture
def services(catalog, tmp_path):
    made = build_services(copy_catalog(catalog, tmp_path / "own"))
    yield made
    made.close()


def document(version="2026.9", **parts):
    body = json.loads(default_weights_json())
    body["version"] = version
    body["parts"] |= parts
    return json.dumps(body, ensure_ascii=False)


HEAVIER = {"performance": 35, "fit": 35}


def test_F20_a_draft_needs_a_second_person(services):
    draft = services.governance.propose_weights(document(**HEAVIER), "张三", "评价更重要")
    today = services.governance._today()
    with pytest.raises(NotAllowed, match="第二人"):
        services.governance.approve_weights(draft.id, " 张三 ", today)
    approved = services.governance.approve_weights(draft.id, "李四", today)
    assert (approved.decided_by, approved.effective_from) == ("李四", today)
    with pytest.raises(Conflict, match="已有决定"):
        services.governance.reject_weights(draft.id, "王五")


def test_F20_weights_hold_from_their_day_and_old_runs_keep_theirs(services):
    ask = services.recommendations
    before = ask.for_text("给独居老人定期上门探访", RecommendOptions(top_k=3))
    draft = services.governance.propose_weights(document(**HEAVIER), "张三", "评价更重要")
    start = services.governance._today() + timedelta(days=10)
    services.governance.approve_weights(draft.id, "李四", start)
    same = ask.for_text("给独居老人定期上门探访", RecommendOptions(top_k=3))
    assert same.inputs.weights_version == before.inputs.weights_version
    later = ask.for_text("给独居老人定期上门探访", RecommendOptions(top_k=3, as_of=start))
    assert later.inputs.weights_version == "2026.9"
    assert ask.rerun(before.id).identical


def test_F20_never_for_the_past(services):
    draft = services.governance.propose_weights(document(**HEAVIER), "张三", "评价更重要")
    with pytest.raises(InvalidInput, match="不能早于今天"):
        services.governance.approve_weights(draft.id, "李四", date(2020, 1, 1))


def test_a_simulation_says_who_moves_and_why_and_stores_nothing(services):
    draft = services.governance.propose_weights(document(**HEAVIER), "张三", "评价更重要")
    seen = []
    found = services.governance.simulate(draft.id, 12, lambda *step: seen.append(step))
    assert found.needs == 12
    assert seen[-1] == (12, 12)
    assert found.changed
    for need in found.changed:
        for move in need.moves:
            assert move.before != move.after
            assert move.why_zh
    assert services.governance.drafts()[0].status.value == "待批准"


def test_the_same_weights_move_nobody(services):
    draft = services.governance.propose_weights(document(), "张三", "只改版本号")
    assert services.governance.simulate(draft.id, 10).changed == ()


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("不是 JSON", "JSON"),
        ("{}", "不完整"),
        (document(fit=46), "必须为 100"),
        (document(fit=20, performance=50), "超出允许范围"),
        (document(version="2026.1"), "已存在"),
    ],
)
def test_unusable_weights_are_refused(services, body, word):
    with pytest.raises(InvalidInput, match=word):
        services.governance.propose_weights(body, "张三", "试试")


@pytest.mark.parametrize(("author", "reason"), [("", "理由"), (" ", "理由"), ("张三", " ")])
def test_who_and_why_must_be_said(services, author, reason):
    with pytest.raises(InvalidInput):
        services.governance.propose_weights(document(**HEAVIER), author, reason)


def test_F15_every_decision_is_in_the_log(services):
    draft = services.governance.propose_weights(document(**HEAVIER), "张三", "评价更重要")
    services.governance.reject_weights(draft.id, "李四")
    entries = services.governance.audit_log()
    assert [(e.actor, e.action) for e in entries] == [
        ("张三", "提出权重草案"),
        ("李四", "决定权重草案"),
    ]
    report = services.governance.verify_audit()
    assert report.findings_zh == ()
    assert report.last_hash == entries[-1].hash


def test_the_commands(catalog, tmp_path):
    own = copy_catalog(catalog, tmp_path / "own").data_dir
    file = tmp_path / "weights.json"
    file.write_text(document(**HEAVIER), encoding="utf-8")
    made = duijie(own, "weights", "draft", file, "--by", "张三", "--reason", "试", "--json")
    assert made.returncode == 0, made.stderr
    draft = json.loads(made.stdout)["id"]
    tried = duijie(own, "weights", "simulate", draft, "--needs", "5")
    assert "试算 5 条需求" in tried.stdout
    refused = duijie(own, "weights", "approve", draft, "--by", "张三", "--from", "2099-01-01")
    assert refused.returncode == 1
    done = duijie(own, "weights", "approve", draft, "--by", "李四", "--from", "2099-01-01")
    assert "2099-01-01" in done.stdout
    assert "已批准" in duijie(own, "weights", "list").stdout
    checked = duijie(own, "audit", "verify")
    assert checked.returncode == 0
    assert "日志 2 条" in checked.stdout
    assert duijie(own, "audit", "verify", "--expect", "0" * 64).returncode == 1
    assert "决定权重草案" in duijie(own, "audit", "log").stdout
