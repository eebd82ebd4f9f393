"""Columns of the evaluation records."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..model import Evaluation, Organization
from .format import bracketed, format_date, format_flag, format_number
from .sheet import ExportCell, Field

#: Remarks that the cell itself brings about again, by their first word.
_CONVERTED, _STARS, _SPREAD, _ASKED, _SAMPLE = "由等次换算", "星级", "区间", "待确认", "样本数"
_MADE = (_CONVERTED, _STARS, _SPREAD, _ASKED, _SAMPLE)
_SAMPLE_AS_WRITTEN = re.compile("样本数“(.+)”")
#: A lower figure is asked about unless it states its full mark.
_ABSURD = 10


class Evaluated(NamedTuple):
    """An evaluation with the organization it is about."""

    evaluation: Evaluation
    organization: Organization


def _evaluator(item: Evaluated) -> ExportCell:
    kind = item.evaluation.evaluator_type
    return None if kind is None else kind.value


@dataclass(frozen=True, slots=True)
class _Written:
    """The three cells that the remarks of an evaluation came from, written as they were read.

    An evaluation keeps the remarks on score, date and sample in one list, in this order; remarks
    that say how a figure was made (由等次换算, 星级, 区间…, 样本数…) belong to one cell only.
    """

    score: ExportCell
    evaluated_on: str | None
    sample_n: ExportCell


def _written(evaluation: Evaluation) -> _Written:
    free: list[str] = []
    made: dict[str, list[str]] = {}
    for note in evaluation.notes:
        kind = next((word for word in _MADE if note.startswith(word)), None)
        if kind is None:
            free.append(note)
        else:
            made[kind] = note.split("；")
    sample = _SAMPLE_AS_WRITTEN.fullmatch(made.get(_SAMPLE, [""])[0])
    on_date = free.pop() if free and evaluation.evaluated_on else ""
    return _Written(
        score=_score(evaluation, made, [part for note in free for part in note.split("；")]),
        evaluated_on=format_date(evaluation.evaluated_on, on_date),
        sample_n=evaluation.sample_n if sample is None else sample.group(1),
    )


def _score(
    evaluation: Evaluation, made: Mapping[str, Sequence[str]], remarks: Sequence[str]
) -> ExportCell:
    """Return the score on the scale it was written in.

    A score made from a grade is left blank, for the grade makes it again; a score that is still
    asked about is 待确认, for a blank one would be made from the grade.
    """
    if evaluation.score is None:
        return _ASKED + bracketed(remarks) if evaluation.grade else None
    if evaluation.score_from_grade:
        rest = [*made.get(_CONVERTED, ())[1:], *remarks]
        return evaluation.grade + bracketed(rest) if rest else None
    if _SPREAD in made:
        text = made[_SPREAD][0].removeprefix(_SPREAD)
        return text if evaluation.scale_max == 100 or "/" in text else f"{text}/{_full(evaluation)}"
    if _STARS in made:
        stars = f"{format_number(evaluation.score / 20)}星"
        return stars + bracketed([*made[_STARS][1:], *remarks])
    if evaluation.scale_max == 100 and evaluation.score > _ABSURD and not remarks:
        return format_number(evaluation.score)
    mark = round(evaluation.score * evaluation.scale_max / 100, 6)
    return f"{format_number(mark)}/{_full(evaluation)}" + bracketed(remarks)


def _full(evaluation: Evaluation) -> str:
    return str(format_number(evaluation.scale_max))


def _satisfaction(item: Evaluated) -> ExportCell:
    value = item.evaluation.satisfaction
    return None if value is None else f"{format_number(value)}%"


EVALUATION_FIELDS: tuple[Field[Evaluated], ...] = (
    Field("name", lambda i: i.organization.name),
    Field("uscc", lambda i: i.organization.uscc),
    Field("project", lambda i: i.evaluation.project or None),
    Field("service_types", lambda i: i.evaluation.service_types),
    Field("stage", lambda i: i.evaluation.stage or None),
    Field("evaluator_type", _evaluator),
    Field("evaluator_org", lambda i: i.evaluation.evaluator_org or None),
    Field("score", lambda i: _written(i.evaluation).score),
    Field("grade", lambda i: i.evaluation.grade or None),
    Field("satisfaction", _satisfaction),
    Field("sample_n", lambda i: _written(i.evaluation).sample_n),
    Field("evaluated_on", lambda i: _written(i.evaluation).evaluated_on),
    Field("disputed", lambda i: format_flag(i.evaluation.disputed), asked=False),
    Field("conflict", lambda i: format_flag(i.evaluation.conflict), asked=False),
    Field("valid", lambda i: format_flag(i.evaluation.valid), asked=False),
    Field("remarks", lambda i: i.evaluation.remarks or None),
    Field("evaluation_notes", lambda i: "；".join(i.evaluation.notes) or None, asked=False),
    Field("id", lambda i: i.evaluation.id, asked=False),
    Field("organization_id", lambda i: i.organization.id, asked=False),
)
