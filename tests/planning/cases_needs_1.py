"""需求目录.xlsx rows 1–26: what expected.md says of each cell."""

from __future__ import annotations

from decimal import Decimal

from planning.case import (
    ASK,
    ERROR,
    WARN,
    blocked,
    cases,
    field,
    publishable,
    says,
    skipped,
)

from matcher.model import Labelled, Need


def budget(low, high=None, note=""):
    def check(view, case):
        money = view.need(case.row).budget
        assert money.low == Decimal(low)
        assert money.high == Decimal(high or low)
        assert money.is_range == (high is not None)
        assert note in money.note
        if not note:
            assert money.note == ""

    return check


def no_budget(note=""):
    def check(view, case):
        money = view.need(case.row).budget
        assert (money.low, money.high) == (None, None)
        assert note in money.note

    return check


def period(start=None, end=None, months=None, open_ended=False, note=""):
    def check(view, case):
        read = view.need(case.row).period
        assert (read.start, read.end, read.open_ended) == (start, end, open_ended)
        if months is not None:
            assert read.months == months
        assert note in read.note

    return check


def people(low, high=None, unit=None, note=""):
    def check(view, case):
        count = view.need(case.row).beneficiary_count
        assert (count.low, count.high) == (low, high or low)
        if unit is not None:
            assert count.unit == unit
        assert note in count.note

    return check


def groups(*labels):
    def check(view, case):
        assert tuple(b.label for b in view.need(case.row).beneficiaries) == labels

    return check


def street(name, last):
    """Check that the merged cell was filled down to row ``last`` and no further."""

    def check(view, case):
        rows = [need.meta.source.row for need in view.records(Need) if need.street == name]
        inside = [r for r in range(case.row, last + 1) if view.has(Need, case.sheet, r)]
        assert inside
        assert [r for r in rows if case.row <= r <= last] == inside
        assert view.skipped(case.sheet, last + 1) == "合计"

    return check


def nothing_from_sheet(view, case):
    assert case.sheet in [i.sheet for i in view.plan.ignored_sheets]
    assert not [c for c in view.plan.changes if c.record.meta.source.sheet == case.sheet]
    assert not [i for i in view.plan.issues if i.sheet == case.sheet]


def masked_three(view, case):
    need = view.need(case.row)
    assert need.description.count("[已脱敏]") == 3
    for piece in ("13800138000", "11010519491231002X", "李阿姨"):
        assert piece not in need.description
        assert not [i for i in view.plan.issues if piece in i.read or piece in i.message_zh]
    (issue,) = [i for i in view.issues(case.sheet, case.row, "D") if i.code == "PERSONAL_DATA"]
    assert "3 处" in issue.message_zh


def code_conflict(view, case):
    first, second = view.need(22), view.need(23)
    assert first.code == second.code == "XQ-2026-017"
    assert first.id != second.id
    assert first.title != second.title
    for row in (22, 23):
        assert [i for i in view.issues(case.sheet, row, "B") if "编号冲突" in i.message_zh]
    (pair,) = view.pairs(case.sheet, 23, "need")
    assert (pair.kind, pair.merged) == ("code", False)


def temporary_code(view, case):
    need = view.need(case.row)
    assert need.code.startswith("LS-")
    assert [n.code for n in view.records(Need)].count(need.code) == 1
    assert not view.pairs(case.sheet, case.row)


def clauses(*kinds):
    def check(view, case):
        found = [i for i in view.issues(case.sheet, case.row, "D") if i.code.startswith("CLAUSE_")]
        assert len(found) == len(kinds)
        for kind in kinds:
            assert any(kind in i.message_zh for i in found), [i.message_zh for i in found]

    return check


def kept_text(*parts):
    def check(view, case):
        for part in parts:
            assert part in view.need(case.row).description

    return check


CASES = [
    *cases("Sheet3", (1, "整表", nothing_from_sheet)),
    *cases("填表说明", (1, "整表", nothing_from_sheet)),
    *cases(
        "需求目录",
        (5, "E5:E20", street("青槐街道", 20)),
        (
            5,
            "H 人群",
            groups("老年人", "残疾人", "儿童", "青少年", "妇女"),
        ),
        (5, "J 预算（万元）", budget("125000.00")),
        (5, "L 起止时间", period("2026-03", "2027-02", 12)),
        (6, "I 人数", people(300)),
        (6, "J 预算（万元）", budget("125000.00")),
        (6, "L 起止时间", period(months=12)),
        (7, "G 服务类型", field("need", service_types=("为老服务", "助残服务"))),
        (7, "J 预算（万元）", budget("125000.00")),
        (7, "L 起止时间", period(months=12)),
        (
            8,
            "H 人群",
            field(
                "need",
                beneficiaries=(Labelled("困境儿童", "含孤儿、事实无人抚养儿童"),),
            ),
        ),
        (8, "J 预算（万元）", budget("125000.00")),
        (8, "L 起止时间", period("2026-03")),
        (9, "I 人数", people(200, unit="人次", note="约")),
        (9, "J 预算（万元）", no_budget(), says(ASK, "元", proposal="120000元"), blocked("预算")),
        (9, "L 起止时间", period(), says(ASK, "2026")),
        (10, "B 需求编号", field("need", code="XQ-2026-006")),
        (10, "J 预算（万元）", budget("50000", "80000")),
        (10, "L 起止时间", period("2026-10")),
        (11, "D 需求描述", masked_three),
        (11, "J 预算（万元）", budget("100000.00", note="约")),
        (11, "L 起止时间", period("2026-03-05")),
        (12, "J 预算（万元）", no_budget("待定"), blocked("待定")),
        (12, "L 起止时间", period("2026-03-05")),
        (13, "B 需求编号", field("need", code="XQ-2026-009")),
        (13, "H 人群", groups("老年人", "残疾人", "困难家庭")),
        (13, "L 起止时间", period("2026-03-05")),
        (14, "I 人数", people(50, unit="户")),
        (14, "J 预算（万元）", budget("45000.00")),
        (14, "L 起止时间", period("2026-03-05")),
        (
            15,
            "G 服务类型",
            field("need", service_types=()),
            blocked("缺服务类型"),
            says(ASK, "缺服务类型", proposal="助残服务"),
        ),
        (15, "J 预算（万元）", budget("45000.00")),
        (15, "L 起止时间", period("2026-03-05", "2026-12-31")),
        (16, "B 需求编号", temporary_code, says(WARN, "临时编号")),
        (16, "L 起止时间", period(open_ended=True), blocked("36 个月"), says(WARN, "36")),
        (17, "J 预算（万元）", budget("80000.00")),
        (17, "L 起止时间", period("2026-03", "2029-06", 40), blocked("40 个月")),
        (18, "I 人数", people(200, note="余")),
        (
            18,
            "L 起止时间",
            period(months=36),
            publishable,
            says(WARN, "四项条件"),
        ),
        (19, "H 人群", groups(), blocked("受益群众"), says(WARN, "待补")),
        (20, "D 需求描述", says(WARN, "空泛"), blocked("空泛")),
        (20, "J 预算（万元）", budget("100000.00")),
        (21, "整行", skipped("合计")),
        (22, "E22:E37", street("柳湾街道", 37)),
        (22, "L 起止时间", period("2026-04", "2026-11")),
        (23, "B 需求编号", code_conflict),
        (
            24,
            "D 需求描述",
            clauses("在本区注册", "成立满三年", "3A"),
            kept_text("须在本区注册", "成立满三年", "评估等级3A以上"),
            blocked("注册", "成立", "3A"),
        ),
        (24, "I 人数", people(100, 150)),
        (25, "L 起止时间", period(), says(ERROR, "早于")),
        (26, "J 预算（万元）", budget("32000.00")),
    ),
]
