"""Exported scores through the score rule: figure, scale and remark come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.exchange.evaluations import EVALUATION_FIELDS, Evaluated
from matcher.intake.values import parse_score
from matcher.model import Evaluation, Organization


def exported_score(evaluation):
    item = Evaluated(evaluation, Organization(id="o", name="某社"))
    return next(f for f in EVALUATION_FIELDS if f.name == "score").get(item)


@pytest.mark.parametrize("scale", [100.0, 1000.0])
@pytest.mark.parametrize(
    "cell",
    [
        "92",
        "92分",
        "９５．５",
        "9.5/10",
        "950/1000",
        "★★★★☆",
        "九十二",
        "90%",
        "88.8（含加分3）",
        "85～90",
        "★★★（复核）",
        "8.8/10",
    ],
)
def test_score_as_read_from_a_cell(cell, scale):
    read = parse_score(cell, scale).value
    if read.score is None:
        return
    written = exported_score(
        Evaluation(
            id="e",
            organization_id="o",
            score=read.score,
            scale_max=read.scale_max,
            notes=(read.note,) if read.note else (),
        )
    )
    assert parse_score(written).value == read


@given(st.integers(0, 1000), st.sampled_from([10.0, 100.0, 1000.0]))
def test_scores_of_every_size(tenths, scale):
    score = tenths / 10
    written = exported_score(Evaluation(id="e", organization_id="o", score=score, scale_max=scale))
    again = parse_score(written).value
    assert (again.score, again.scale_max) == (pytest.approx(score, abs=1e-9), scale)


@pytest.mark.parametrize("grade", ["优", "良", "合格"])
def test_score_made_from_a_grade(grade):
    read = parse_score(grade).value
    evaluation = Evaluation(
        id="e",
        organization_id="o",
        score=read.score,
        score_from_grade=True,
        grade=grade,
        notes=(read.note,),
    )
    assert exported_score(evaluation) is None
    asked = Evaluation(id="e", organization_id="o", grade=grade)
    assert parse_score(exported_score(asked)).value.score is None
