from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.values import GRADE_SCORES, grade_agrees, parse_satisfaction, parse_score


def codes(parsed):
    return [(f.code, f.severity.value, f.proposal) for f in parsed.findings]


@pytest.mark.parametrize(
    ("cell", "scale", "score", "full", "note"),
    [
        (87.5, 100, 87.5, 100, ""),
        ("92分", 100, 92, 100, ""),
        ("９５．５", 100, 95.5, 100, ""),
        ("9.5/10", 100, 95, 10, ""),
        ("950/1000", 100, 95, 1000, ""),
        ("4.5/5分", 100, 90, 5, ""),
        ("110（满分120）", 100, 91.6667, 120, ""),
        ("★★★★★", 100, 100, 5, "星级"),
        ("★★★★☆", 100, 80, 5, "星级"),
        ("四星", 100, 80, 5, "星级"),
        ("九十二", 100, 92, 100, ""),
        ("九十二点五", 100, 92.5, 100, ""),
        ("90%", 100, 90, 100, ""),
        ("85～90", 100, 87.5, 100, "区间85～90"),
        ("85分-90分", 100, 87.5, 100, "区间85分-90分"),
        ("93（含加分3）", 100, 93, 100, "含加分3"),
        ("约90", 100, 90, 100, "约"),
        (0.0, 100, 0, 100, ""),
        (955.0, 1000, 95.5, 1000, ""),
        ("９２０", 1000, 92, 1000, ""),
        ("950/1000", 1000, 95, 1000, ""),
        ("95/100", 1000, 95, 100, ""),
        ("90%", 1000, 90, 100, ""),
        (8.8, 10, 88, 10, ""),
        (4.5, 5, 90, 5, ""),
    ],
)
def test_scores_become_points_of_a_hundred(cell, scale, score, full, note):
    value = parse_score(cell, scale).value
    assert (value.score, value.scale_max, value.note) == (score, full, note)
    assert not value.from_grade
    assert not value.skip


@pytest.mark.parametrize(
    ("cell", "scale", "found"),
    [
        ("104", 100, ("SCORE_ABOVE_FULL", "error", None)),
        ("1050", 1000, ("SCORE_ABOVE_FULL", "error", None)),
        ("11/10", 100, ("SCORE_ABOVE_FULL", "error", None)),
        ("六星", 100, ("SCORE_UNREADABLE", "error", None)),
        ("★★★★★★", 100, ("SCORE_ABOVE_FULL", "error", None)),
        ("-5", 100, ("SCORE_RANGE", "error", None)),
        ("90-85", 100, ("SCORE_RANGE", "error", None)),
        (95.0, 1000, ("SCORE_SCALE", "ask", "95/100")),
        ("95分", 1000, ("SCORE_SCALE", "ask", "95/100")),
        (8.8, 1000, ("SCORE_TOO_SMALL", "ask", "8.8/10")),
        (8.8, 100, ("SCORE_TOO_SMALL", "ask", "8.8/10")),
        (0.92, 100, ("SCORE_TOO_SMALL", "ask", "0.92/1")),
        ("92/95", 100, ("SCORE_SEVERAL", "ask", None)),
        ("A", 100, ("SCORE_LETTER", "ask", None)),
        ("85+3", 100, ("SCORE_UNREADABLE", "error", None)),
        (date(2024, 1, 1), 100, ("SCORE_UNREADABLE", "error", None)),
    ],
)
def test_no_score_is_taken_in_doubt(cell, scale, found):
    parsed = parse_score(cell, scale)
    assert parsed.value.score is None
    assert codes(parsed) == [found]


def test_a_proposal_answers_its_question():
    for cell, scale in ((95.0, 1000), (8.8, 100), (0.92, 100)):
        proposal = parse_score(cell, scale).findings[0].proposal
        answered = parse_score(proposal, scale)
        assert answered.findings == ()
        assert answered.value.score > 85


@pytest.mark.parametrize("grade", ["优", "优秀", "良", "良好", "合格", "差", "不合格"])
def test_a_grade_alone_is_converted_and_marked(grade):
    parsed = parse_score(grade, 1000)
    assert (parsed.value.score, parsed.value.grade) == (GRADE_SCORES[grade], grade)
    assert parsed.value.from_grade
    assert codes(parsed) == [("SCORE_FROM_GRADE", "info", None)]
    assert grade_agrees(grade, GRADE_SCORES[grade])


def test_a_score_beside_its_grade_is_measured():
    for cell in ("优（95）", "95（优）"):
        value = parse_score(cell).value
        assert (value.score, value.grade, value.from_grade) == (95, "优", False)


@pytest.mark.parametrize("cell", ["免评", "未评", "未参评", "不评价", "缓评"])
def test_no_evaluation_is_skipped(cell):
    parsed = parse_score(cell)
    assert parsed.value.skip
    assert codes(parsed) == [("SCORE_SKIPPED", "info", None)]


@pytest.mark.parametrize("cell", [None, "", "-", "/"])
def test_a_missing_score_is_neither_zero_nor_skipped(cell):
    parsed = parse_score(cell)
    assert (parsed.value.score, parsed.value.skip, parsed.findings) == (None, False, ())


@pytest.mark.parametrize(
    ("grade", "score", "agrees"),
    [
        ("优", 90, True),
        ("优", 89.9, False),
        ("优秀", 72.5, False),
        ("良", 80, True),
        ("良好", 90, False),
        ("中", 79.9, True),
        ("合格", 60, True),
        ("合格", 95, True),
        ("差", 59.9, True),
        ("不合格", 60, False),
        ("A", 95, None),
        ("", 95, None),
    ],
)
def test_grades_agree_with_their_band(grade, score, agrees):
    assert grade_agrees(grade, score) is agrees


@given(st.integers(101, 1000))
def test_a_thousand_point_scale_is_a_tenth(points):
    assert parse_score(float(points), 1000).value.score == pytest.approx(points / 10)
    assert parse_score(f"{points}/1000", 100).value.score == pytest.approx(points / 10)


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        ("99%", 99),
        ("98.5％", 98.5),
        (97.0, 97),
        ("97分", 97),
        ("4.8/5", 96),
        ("百分之九十八", 98),
        ("约95%", 95),
        ("0.5%", 0.5),
        (0, 0),
        ("", None),
        ("/", None),
    ],
)
def test_satisfaction(cell, percent):
    assert parse_satisfaction(cell).value == percent


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (0.97, ("SATISFACTION_FRACTION", "ask", "97%")),
        (1.0, ("SATISFACTION_FRACTION", "ask", "100%")),
        ("满意", ("SATISFACTION_WORD", "ask", None)),
        ("101", ("SATISFACTION_RANGE", "error", None)),
        ("-1", ("SATISFACTION_RANGE", "error", None)),
        ("高", ("SATISFACTION_UNREADABLE", "error", None)),
    ],
)
def test_doubtful_satisfaction(cell, found):
    parsed = parse_satisfaction(cell)
    assert parsed.value is None
    assert codes(parsed) == [found]
