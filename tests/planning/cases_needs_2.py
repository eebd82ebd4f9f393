"""需求目录.xlsx rows 27–73: what expected.md says of each cell."""

from __future__ import annotations

from planning.case import (
    ASK,
    INFO,
    WARN,
    blocked,
    cases,
    field,
    publishable,
    says,
    skipped,
)
from planning.cases_needs_1 import budget, clauses, groups, no_budget, people, period, street

from matcher.model import Labelled, Need, NeedStatus
from matcher.text import need_text, simplified


def no_clause(view, case):
    found = view.issues(case.sheet, case.row)
    assert not [i for i in found if i.code.startswith(("CLAUSE_", "NEGATIVE_"))]


def not_matchable(*words):
    def check(view, case):
        text = need_text(view.need(case.row)).text
        assert text
        for word in words:
            assert word not in text
            assert word in view.need(case.row).description

    return check


def simplified_for_search(view, case):
    need = view.need(case.row)
    assert need.description == "為臨終長者提供陪伴與撫慰服務。"
    assert need.title == "臨終長者陪伴"
    assert simplified(need.description) == "为临终长者提供陪伴与抚慰服务。"
    assert "临终长者" in need_text(need).text


def withdrawn(view, case):
    need = view.need(case.row)
    assert need.status is NeedStatus.WITHDRAWN
    assert need.title == "电梯那门又夹我，几楼也摸不准"
    assert [n for n in view.records(Need) if n.status is NeedStatus.WITHDRAWN] == [need]


def one_description(view, case):
    assert view.need(case.row).description == "重点领域：心理\n一、讲座\n二、个案"
    assert [n.code for n in view.records(Need)].count("XQ-2026-038") == 1


def price_only_in_note(view, case):
    money = view.need(case.row).budget
    assert (money.low, money.high) == (None, None)
    assert "800" in money.note
    assert "场" in money.note
    assert "20" in money.note


def pair(kind, first_row):
    def check(view, case):
        (found,) = view.pairs(case.sheet, case.row, "need")
        assert (found.kind, found.merged) == (kind, False)
        assert found.first_row[1:] == (case.sheet, first_row)
        assert found.first_id == view.need(first_row).id
        assert found.second_id == view.need(case.row).id
        assert view.issues(case.sheet, case.row, "C", ASK)

    return check


def no_other_pairs(view, case):
    near = [p for p in view.plan.duplicates if p.record_kind == "need" and p.kind != "code"]
    assert {p.second_row[2] for p in near} == {69, 70}


def nothing_of_footer(view, case):
    for word in ("样例甲　审核人", "010-00000000"):
        assert word not in repr([n for n in view.records(Need)])
        assert word not in repr(view.plan.issues)


CASES = cases(
    "需求目录",
    (27, "H 人群", groups("《未成年人保护法》规定的未成年人", "家长")),
    (
        28,
        "G 服务类型",
        field("need", service_types=("心理服务", "就业创业")),
        says(INFO, "联合承接"),
    ),
    (29, "D 需求描述", no_clause, publishable),
    (30, "整行", skipped("表头")),
    (31, "J 预算（万元）", no_budget(), says(ASK, "元", proposal="15000元")),
    (33, "L 起止时间", period("2026-05", "2027-04", 12)),
    (34, "I 人数", people(None, note="若干")),
    (35, "D 需求描述", not_matchable("设备采购", "场地装修")),
    (36, "J 预算（万元）", budget("0"), says(WARN, "无预算不得采购"), blocked("预算为 0")),
    (
        37,
        "H 人群",
        field("need", beneficiaries=(Labelled("全体居民", "60岁以上优先"),)),
    ),
    (38, "整行", skipped("合计")),
    (39, "C 需求名称", field("need", title="助餐"), says(WARN, "过短")),
    (39, "E39:E52", street("东泉街道", 52)),
    (40, "D 需求描述", simplified_for_search),
    (41, "J 预算（万元）", no_budget(), says(WARN, "缺预算"), blocked("预算未定")),
    (43, "L 起止时间", period("2026-07", "2026-12", note="2026年下半年")),
    (44, "B 需求编号", field("need", code="XQ-2026-037"), says(WARN, "XQ-2026-037")),
    (45, "D 需求描述", one_description),
    (
        46,
        "G 服务类型",
        field("need", service_types=()),
        says(ASK, "建议映射为“为老服务”", proposal="为老服务"),
        blocked("缺服务类型"),
    ),
    (48, "J 预算（万元）", budget("60000.00", note="含税")),
    (49, "D 需求描述", field("need", description="为困难家庭 整理闲置衣物")),
    (52, "J 预算（万元）", price_only_in_note, says(ASK, "总额"), blocked("预算未定")),
    (53, "整行", skipped("合计")),
    (54, "整行", skipped("空行")),
    (55, "E55:E67", street("北坪镇", 67)),
    (56, "C 需求名称", withdrawn, says(INFO, "已撤销"), blocked("已撤销")),
    (57, "D 需求描述", clauses("国有大型企业", "本街道项目"), blocked("国有", "本街道")),
    (68, "整行", skipped("合计")),
    (69, "C 需求名称", pair("exact", 8), no_other_pairs),
    (70, "C 需求名称", pair("near", 11), no_other_pairs),
    (71, "整行", skipped("合计")),
    (72, "整行", skipped("表尾"), nothing_of_footer),
    (73, "整行", skipped("注释")),
)
