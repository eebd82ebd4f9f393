"""F11: who heads or speaks for an organization decides on no need that it may get (条例第9条)."""

from dataclasses import replace

import pytest

from matcher.errors import NotAllowed
from matcher.model import Organization

HEAD = {"legal_representative": "钱 六"}
CONTACT = {"contact_name": "钱六"}


def known(acts, key, **facts):
    held = acts.services.records.get(Organization, key)
    acts.services.records.update(replace(held, **facts), held.meta.version)


@pytest.mark.parametrize("facts", [HEAD, CONTACT])
@pytest.mark.parametrize("key", ["o1", "o2"])
def test_F11_no_decision_and_no_shortlist_by_the_head_of_a_candidate(acts, key, facts):
    known(acts, key, **facts)
    run = acts.run("n1")
    with pytest.raises(NotAllowed, match="应当回避"):
        acts.decisions.decide(run.id, "o1", "钱六", "评审一致意见", "没有其他报名")
    with pytest.raises(NotAllowed, match="应当回避"):
        acts.shortlists.make(run.id, ["o1"], "钱六", "比选")
    assert acts.log("选定承接组织") == acts.log("列入候选名单") == []


def test_F11_somebody_else_acts(acts):
    known(acts, "o2", **HEAD)
    run = acts.run("n1")
    entry = acts.decisions.decide(run.id, "o1", "王五", "评审一致意见", "没有其他报名")
    assert entry.actor == "王五"


def test_F11_the_message_names_no_person(acts):
    known(acts, "o1", **HEAD)
    run = acts.run("n1")
    with pytest.raises(NotAllowed) as raised:
        acts.decisions.decide(run.id, "o1", "钱六", "评审一致意见", "没有其他报名")
    assert "钱" not in raised.value.message_zh
