"""The shortlist and its workbook: F10, F11, F15, F16, F22 on an injected clock."""

import dataclasses
import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook
from support.records import evaluation, federation, organization, service
from support.service import duijie
from support.stored import contract

from matcher.canonical import sha256_of
from matcher.errors import InvalidInput, NotAllowed, NotFound
from matcher.exchange import Shortlisted, write_shortlist
from matcher.model import ContractStatus, CreditList, LegalStatus, OrganizationType
from matcher.service.values import RecommendOptions

WHY = "三家都有同类经验"
THREE = ("o1", "o2", "o3")


def shortlisted(acts, keys=THREE, need="n1", why=WHY, **options):
    run = acts.run(need, **options)
    return run, acts.shortlists.make(run.id, keys, "王五", why)


def cells(data):
    book = load_workbook(io.BytesIO(data))
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book}


def table(rows, first):
    """The lines below the row of headers that begins with ``first``, by header."""
    at = next(n for n, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def test_F10_a_shortlist_names_who_made_it_and_why(acts):
    run, made = shortlisted(acts)
    assert (made.entry.actor, made.entry.subject) == ("王五", run.id)
    pairs, why, notes = json.loads(made.entry.detail)
    assert [key for key, _ in pairs] == list(THREE)
    assert tuple(name for _, name in pairs) == made.names
    assert (why, tuple(notes)) == (WHY, made.notes_zh)
    for person, reason in (("", WHY), ("王五", " ")):
        with pytest.raises(InvalidInput):
            acts.shortlists.make(run.id, THREE, person, reason)
    with pytest.raises(InvalidInput, match="至少写一家"):
        acts.shortlists.make(run.id, [" "], "王五", WHY)
    assert len(acts.log("列入候选名单")) == 1


def test_named_twice_is_listed_once_and_fewer_than_three_is_said(acts):
    run = acts.run()
    name = next(c.organization_name for c in run.candidates if c.organization_id == "o1")
    made = acts.shortlists.make(run.id, ["o1", f" {name} ", "o2"], "王五", WHY)
    assert len(made.names) == 2
    assert "只有 2 家" in made.notes_zh[0]
    full = acts.shortlists.make(run.id, THREE, "王五", WHY)
    assert not any("供给不足" in note for note in full.notes_zh)


def test_credit_and_setbacks_are_told_as_they_are_now(acts):
    acts.checked(*THREE)
    run = acts.run()
    acts.clock.days_later(31)
    acts.checked("o1")
    ended = {"status": ContractStatus.TERMINATED, "for_cause": True}
    acts.write(contract("k1", "o2", ended_on=date(2026, 3, 3), **ended))
    notes = acts.shortlists.make(run.id, ["o1", "o2", "o3"], "王五", WHY).notes_zh
    first, second = ("乐邻o1社会工作服务中心", "乐邻o2社会工作服务中心")
    assert not any(first in note for note in notes)
    assert sum(second in note for note in notes) == 2
    assert any("因承接方原因解除" in note for note in notes)
    assert any("2026-03-02" in note and "超过 30 天" in note for note in notes)


def test_F11_only_ties_within_the_list_are_told(acts):
    acts.changed("o1", legal_representative="某甲")
    acts.changed("o3", legal_representative="某甲")
    _, apart = shortlisted(acts, ("o1", "o2", "o4"))
    assert not any("第18条" in note for note in apart.notes_zh)
    _, together = shortlisted(acts, ("o1", "o2", "o3"))
    (note,) = [note for note in together.notes_zh if "第18条" in note]
    assert "乐邻o1" in note
    assert "乐邻o3" in note
    assert "某甲" not in note


def test_T53b_another_supplier_may_be_listed_and_it_is_said(acts):
    _, made = shortlisted(acts, ("o1", "o2", "e1"), "n2")
    assert any("万家服务有限公司" in n and "原则上" in n for n in made.notes_zh)


def test_who_is_kept_out_then_or_now_is_not_listed(acts):
    acts.changed("o4", legal_status=LegalStatus.DISSOLVED)
    run = acts.run()
    acts.credit.record("o5", "赵六", {CreditList.DEFAULTER: "未履行判决"})
    for key, said in (("o4", "注销"), ("o5", "未履行判决")):
        with pytest.raises(NotAllowed, match=said):
            acts.shortlists.make(run.id, ["o1", key], "王五", WHY)
    scout = acts.runs.scout("老人", RecommendOptions())
    with pytest.raises(InvalidInput, match="寻访"):
        acts.shortlists.make(scout.id, ["o1"], "王五", WHY)
    assert acts.log("列入候选名单") == []


def test_F22_thirty_days_are_exported_and_thirty_one_are_blocked(acts):
    acts.checked(*THREE)
    run, _ = shortlisted(acts)
    acts.clock.days_later(30)
    assert acts.shortlists.export(run.id, "王五")
    acts.clock.days_later(1)
    with pytest.raises(NotAllowed, match="超过 30 天") as raised:
        acts.shortlists.export(run.id, "王五")
    assert all(f"乐邻{key}" in raised.value.message_zh for key in THREE)
    acts.checked("o1", "o2")
    with pytest.raises(NotAllowed, match="乐邻o3"):
        acts.shortlists.export(run.id, "王五")
    acts.checked("o3")
    assert acts.shortlists.export(run.id, "王五")
    assert len(acts.log("导出候选名单")) == 2


def test_F22_never_looked_up_is_blocked_and_so_is_no_shortlist(acts):
    run = acts.run()
    with pytest.raises(NotFound, match="shortlist make"):
        acts.shortlists.export(run.id, "王五")
    acts.shortlists.make(run.id, THREE, "王五", WHY)
    with pytest.raises(NotAllowed, match="未核验"):
        acts.shortlists.export(run.id, "王五")
    with pytest.raises(InvalidInput):
        acts.shortlists.export(run.id, " ")
    assert acts.log("导出候选名单") == []


def test_F22_a_fresh_look_up_that_found_a_listing_blocks_too(acts):
    acts.checked(*THREE)
    run, _ = shortlisted(acts)
    acts.credit.record("o2", "赵六", {CreditList.ABNORMAL: "未年报"})
    with pytest.raises(NotAllowed, match="活动异常名录内：未年报"):
        acts.shortlists.export(run.id, "王五")
    acts.credit.record("o2", "赵六", {})
    assert acts.shortlists.export(run.id, "王五")


def test_F22_the_federation_that_signs_is_looked_up_too(acts):
    group = {"type": OrganizationType.FILED_GROUP, "legal_status": LegalStatus.FILED}
    acts.write(
        organization("filed", name="邻里互助队", **group),
        organization("fed", name="街道社会组织联合会", type=OrganizationType.FEDERATION),
        federation("fed", ("filed",)),
        service("filed"),
    )
    run, _ = shortlisted(acts, ("filed",))
    acts.checked("filed")
    with pytest.raises(NotAllowed, match="街道社会组织联合会"):
        acts.shortlists.export(run.id, "王五")
    acts.checked("fed")
    (line,) = table(cells(acts.shortlists.export(run.id, "王五"))["候选名单"], "名单名次")
    assert line["承接方式"] == "经联合会申请（街道社会组织联合会）"


def test_the_workbook_says_what_the_run_says(acts):
    acts.changed("o4", legal_status=LegalStatus.DISSOLVED)
    acts.write(evaluation("o1", 92.0, 3, evaluator_org="甲评估中心", project="=1+1"))
    acts.checked(*THREE)
    run, made = shortlisted(acts, top_k=2)
    data = acts.shortlists.export(run.id, "李四")
    assert data == acts.shortlists.export(run.id, "李四")
    pages = cells(data)
    rows = pages["候选名单"]
    assert rows[0][0] == run.notice_zh == "仅供参考，不作为评审依据"
    heads = [tuple(row[:2]) for row in rows[1 : next(n for n, r in enumerate(rows) if not r[0])]]
    assert ("推荐编号", run.id) in heads
    assert ("推荐结果摘要（SHA-256）", sha256_of(acts.runs.run_text(run.id))) in heads
    assert {("提出人", "王五"), ("理由", WHY), ("数据截至", "2026-03-02")} <= set(heads)
    assert [value for name, value in heads if name == "提示"] == list(made.notes_zh)
    longer = {c.organization_id: c for c in acts.runs.repeated(run.id, 20).candidates}
    for key, line in zip(THREE, table(rows, "名单名次"), strict=True):
        assert line["名单名次"] == longer[key].rank
        assert line["组织"] == longer[key].organization_name
        assert line["综合得分"] == pytest.approx(longer[key].total, abs=0.005)
        assert line["信用核验日期"] == "2026-03-02"
    (used,) = table(pages["评价依据"], "组织")
    assert (used["评价方"], used["得分"], used["项目"]) == ("甲评估中心", 92, "=1+1")
    (out,) = table(pages["未入选"], "组织")
    assert (out["代码"], "注销" in out["原因"]) == ("E02", True)
    kinds = {c.data_type for page in load_workbook(io.BytesIO(data)) for r in page for c in r}
    assert "f" not in kinds


def test_the_last_shortlist_is_the_one_in_force(acts):
    acts.checked("o1", "o5")
    run, _ = shortlisted(acts, ("o1",))
    acts.shortlists.make(run.id, ["o5"], "李四", "改为这一家")
    rows = cells(acts.shortlists.export(run.id, "王五"))["候选名单"]
    assert [line["组织"] for line in table(rows, "名单名次")] == ["乐邻o5社会工作服务中心"]


def test_who_stands_apart_or_has_no_place_is_not_given_a_rank_of_the_list(acts):
    acts.checked("o1", "e1")
    run, _ = shortlisted(acts, ("o1", "e1"), "n2")
    lines = table(cells(acts.shortlists.export(run.id, "王五"))["候选名单"], "名单名次")
    assert lines[1]["名单名次"] == "其他主体第 1 名"
    nobody = acts.runs.for_text("机动车道路沥青铺设工程", RecommendOptions())
    assert nobody.candidates == ()
    acts.shortlists.make(nobody.id, ["o1"], "王五", WHY)
    (line,) = table(cells(acts.shortlists.export(nobody.id, "王五"))["候选名单"], "名单名次")
    assert line["名单名次"] is None


def test_F16_neither_the_log_nor_the_workbook_holds_personal_data(acts):
    private = {"contact_name": "张建国", "contact_phone": "13912345678"}
    acts.changed("o1", legal_representative="李卫东", **private)
    acts.checked("o1")
    run, made = shortlisted(acts, ("o1",), why="电话13912345678联系过，身份证110101199003077774")
    said = json.dumps(cells(acts.shortlists.export(run.id, "王五")), ensure_ascii=False)
    for text in (said, made.entry.detail):
        for secret in ("13912345678", "张建国", "李卫东", "110101199003077774"):
            assert secret not in text


def test_F15_every_act_is_in_the_chain(acts):
    acts.checked("o1")
    run, made = shortlisted(acts, ("o1",))
    acts.shortlists.export(run.id, "李四")
    exported = acts.log()[-1]
    assert (exported.actor, exported.subject) == ("李四", run.id)
    assert json.loads(exported.detail)[0] == made.entry.number
    assert acts.services.governance.verify_audit().findings_zh == ()
    assert dataclasses.replace(made, notes_zh=()).entry in acts.log()


def test_the_shortlist_commands(small_folder, acts):
    folder = acts.services.settings.data_dir
    run = json.loads(duijie(folder, "recommend", "XQ-2026-901", "--json").stdout)
    by = ("--by", "王五", "--reason", WHY)
    made = duijie(folder, "shortlist", "make", run["id"], *THREE, *by)
    assert made.returncode == 0, made.stderr
    assert "第 1 条" in made.stdout
    target = folder / "名单.xlsx"
    blocked = duijie(folder, "shortlist", "export", run["id"], "--by", "王五", "-o", target)
    assert blocked.returncode == 1
    assert "duijie credit" in blocked.stderr
    assert not target.exists()
    for key in THREE:
        seen = duijie(folder, "credit", key, "--by", "赵六", "--json")
        assert seen.returncode == 0, seen.stderr
        assert len(json.loads(seen.stdout)) == len(CreditList)
    done = duijie(folder, "shortlist", "export", run["id"], "--by", "王五", "-o", target)
    assert done.returncode == 0, done.stderr
    assert cells(target.read_bytes())["候选名单"][0][0] == "仅供参考，不作为评审依据"


def test_one_from_behind_the_first_200_has_a_line_without_a_score(acts):
    run = acts.run()
    lines = [
        Shortlisted("=某组织", None, None, "2026-03-02"),
        Shortlisted("乙", run.candidates[0], 1, ""),
    ]
    rows = table(cells(write_shortlist(run, "0" * 64, lines, "王五", WHY))["候选名单"], "名单名次")
    assert (rows[0]["组织"], rows[0]["综合得分"], rows[0]["名单名次"]) == ("=某组织", None, None)
    assert "自行加入" in rows[0]["提示"]
    assert rows[0]["信用核验日期"] == "2026-03-02"
    assert rows[1]["综合得分"] == pytest.approx(run.candidates[0].total, abs=0.005)
