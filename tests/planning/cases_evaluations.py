"""绩效评价.xlsx: what expected.md says of each cell of the three years."""

from __future__ import annotations

from datetime import date

from planning.case import ASK, ERROR, WARN, cases, says, skipped

from matcher.intake.values import GRADE_SCORES
from matcher.model import Evaluation, EvaluatorType
from matcher.parts.performance import evidence
from matcher.taxonomy import taxonomy
from matcher.weights import default_weights

AS_OF = date(2026, 1, 15)
RULE = default_weights().shrinkage


def value(**expected):
    def check(view, case):
        record = view.evaluation(case.sheet, case.row)
        for name, wanted in expected.items():
            assert getattr(record, name) == wanted, name

    return check


def score(expected, note="", **more):
    def check(view, case):
        record = view.evaluation(case.sheet, case.row)
        assert record.score == expected
        assert not record.score_from_grade
        assert any(note in n for n in record.notes) or not note
        for name, wanted in more.items():
            assert getattr(record, name) == wanted

    return check


def score_from(grade):
    """Check a score made from a grade, and marked as such."""

    def check(view, case):
        record = view.evaluation(case.sheet, case.row)
        assert record.grade == grade
        assert record.score == GRADE_SCORES[grade]
        assert record.score_from_grade
        assert any("由等次换算" in note for note in record.notes)

    return check


def dated(expected, note=""):
    def check(view, case):
        record = view.evaluation(case.sheet, case.row)
        assert record.evaluated_on == expected
        assert any(note in n for n in record.notes) or not note

    return check


def value_note(word):
    def check(view, case):
        assert any(word in note for note in view.evaluation(case.sheet, case.row).notes)

    return check


def no_evaluation(view, case):
    assert not view.has(Evaluation, case.sheet, case.row)


def rejected(*words):
    def check(view, case):
        assert not view.has(Evaluation, case.sheet, case.row)
        message = view.rejected(case.sheet, case.row)
        assert message is not None
        for word in words:
            assert word in message

    return check


def of(name):
    """Check whose evaluation it is."""

    def check(view, case):
        record = view.evaluation(case.sheet, case.row)
        assert record.organization_id == view.named(name).id

    return check


def weight_of(view, case):
    record = view.evaluation(case.sheet, case.row)
    types = taxonomy().type_codes(record.service_types)
    return evidence([record], types, AS_OF, RULE, RULE.mu)


def weighs_nothing(view, case):
    assert weight_of(view, case).weight == 0


def weighs_as_self(view, case):
    found = weight_of(view, case)
    assert 0 < found.weight <= RULE.source["自评"]
    assert found.third_party == 0


def self_capped(view, case):
    record = view.evaluation(case.sheet, case.row)
    assert record.evaluator_type is EvaluatorType.SELF
    many = evidence([record] * 20, frozenset(), AS_OF, RULE, RULE.mu)
    assert many.weight <= RULE.self_cap + 1e-12


def weighs_little(view, case):
    record = view.evaluation(case.sheet, case.row)
    assert (record.evaluator_type, record.sample_n) == (EvaluatorType.BENEFICIARY, 12)
    assert any("12" in note for note in record.notes)
    assert 0 < weight_of(view, case).weight <= RULE.small_sample


def columns(**expected):
    """Check which columns of the sheet were recognised."""

    def check(view, case):
        records = [e for e in view.records(Evaluation) if e.meta.source.sheet == case.sheet]
        assert len(records) > 90
        for name, wanted in expected.items():
            row, attribute = wanted[0], wanted[1]
            assert getattr(view.evaluation(case.sheet, row), name) == attribute

    return check


def counted_once(view, case):
    assert not view.has(Evaluation, case.sheet, case.row)
    (pair,) = view.pairs(case.sheet, case.row, "evaluation")
    assert (pair.kind, pair.merged) == ("exact", True)
    assert pair.first_row[1:] == (case.sheet, 103)
    assert pair.first_id == pair.second_id == view.evaluation(case.sheet, 103).id
    repeated = [i for i in view.plan.issues if i.code == "EVALUATION_REPEATED"]
    assert len(repeated) == 1


CASES = [
    *cases(
        "2023年",
        (6, "F 评价得分", score(92.0)),
        (9, "F 评价得分", score(95.5)),
        (12, "F 评价得分", score(95.0, scale_max=10.0)),
        (15, "F 评价得分", score(100.0, note="星")),
        (18, "F 评价得分", score_from("优")),
        (21, "F 评价得分", score_from("良好"), says(WARN, "换算")),
        (24, "F 评价得分", rejected("不产生评价"), says(ERROR, "104")),
        (27, "F 评价得分", score(87.5, note="85")),
        (30, "G 等次", value(score=72.5, grade="优"), says(WARN, "不一致")),
        (33, "H 评价日期", dated("2023-10")),
        (36, "H 评价日期", dated(None), says(ASK, "2023")),
        (37, "组织名称", of("样例庚环境促进会"), score(58.0)),
        (39, "H 评价日期", dated("2023-10-09")),
        (42, "H 评价日期", dated("2023-09-08")),
        (45, "D 评价主体", self_capped, weighs_as_self),
        (48, "I 样本数", weighs_little, says(WARN, "12", "30")),
        (51, "F 评价得分", no_evaluation, skipped("免评")),
        (54, "F 评价得分", score(92.0)),
        (57, "F 评价得分", score(90.0)),
        (60, "F 评价得分", score(95.0, scale_max=1000.0)),
        (63, "H 评价日期", rejected("不产生评价"), says(ERROR, "2031-05-01")),
        (70, "组织名称", of("样例辛社会工作事务所"), score(66.5)),
        (74, "组织名称", of("南京市惠仁社会工作服务中心")),
        (79, "组织名称", of("样例甲社会工作服务中心")),
        (104, "整行", skipped("统计")),
        (105, "整行", skipped("注释")),
    ),
    *cases(
        "2024年",
        (
            3,
            "表头",
            columns(
                score=(23, 81.5),
                project=(7, "2024年社区治理服务项目"),
                evaluator_type=(7, EvaluatorType.BUYER),
                satisfaction=(7, 90.0),
            ),
        ),
        (7, "G 得分（千分制）", score(95.0, scale_max=1000.0)),
        (11, "G 得分（千分制）", value(score=None), says(ASK, "是否百分制"), weighs_nothing),
        (15, "G 得分（千分制）", score_from("优秀")),
        (19, "G 得分（千分制）", value(score=None), says(ASK, "满分"), weighs_nothing),
        (23, "I 满意度", value(satisfaction=98.5)),
        (27, "I 满意度", value(satisfaction=None), says(ASK, "97%", proposal="97%")),
        (31, "F 评价日期", dated("2024-11-20")),
        (35, "F 评价日期", dated("2024-12")),
        (37, "承接组织", of("样例庚环境促进会"), score(58.0)),
        (39, "D 评价方", value(evaluator_type=EvaluatorType.BENEFICIARY)),
        (43, "D 评价方", value(evaluator_type=EvaluatorType.SELF), says(ASK, "自评")),
        (47, "D 评价方", value(evaluator_type=None), says(WARN, "待补"), weighs_nothing),
        (54, "整行", skipped("空行")),
        (56, "G 得分（千分制）", score(92.0)),
        (64, "G 得分（千分制）", rejected("不产生评价"), says(ERROR, "1050")),
        (71, "承接组织", of("样例辛社会工作事务所"), score(66.5)),
        (75, "承接组织", rejected("未匹配组织"), says(ASK, "未匹配组织", column="C")),
        (
            80,
            "承接组织",
            rejected("待人工确认"),
            says(ASK, "待人工确认", proposal="广州市大同社会工作服务中心", column="C"),
        ),
        (105, "整行", skipped("统计")),
        (106, "整行", skipped("注释")),
    ),
    *cases(
        "2025年",
        (
            3,
            "表头",
            columns(
                evaluator_type=(8, EvaluatorType.FINANCE),
                score=(23, 88.2),
                grade=(23, "良"),
                evaluated_on=(8, "2025-09-26"),
            ),
        ),
        (8, "F 得分", score_from("良")),
        (13, "F 得分", score_from("合格")),
        (18, "G 等级", value(grade="", score=89.2), says(ASK, "A")),
        (23, "H 日期", dated("2025-06-05")),
        (28, "H 日期", dated("2025-09", note="2025年第三季度")),
        (33, "D 评价主体类型", value(evaluator_type=None), says(ASK, "购买方")),
        (37, "组织名称", of("样例庚环境促进会"), score(58.0)),
        (38, "F 得分", score(93.0, note="含加分3")),
        (43, "I 样本数", value(sample_n=40), value_note("约")),
        (48, "J 备注", value(disputed=True), weighs_nothing, says(WARN, "异议")),
        (53, "J 备注", value(conflict=True), weighs_as_self, says(WARN, "不计入第三方")),
        (70, "组织名称", of("样例辛社会工作事务所"), score(66.5)),
        (
            74,
            "评价机构",
            value(conflict=True, evaluator_type=EvaluatorType.SELF),
            weighs_as_self,
            says(WARN, "按自评处理", column="E"),
        ),
        (79, "组织名称", of("武进区星馨残疾人之家服务中心")),
        (104, "整行", counted_once),
        (105, "整行", skipped("统计")),
        (106, "整行", skipped("注释")),
    ),
]
