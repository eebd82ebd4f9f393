"""Columns of the evaluation records."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Evaluation, Organization
from .format import format_date, format_flag, format_number
from .sheet import ExportCell, Field


class Evaluated(NamedTuple):
    """An evaluation with the organization it is about."""

    evaluation: Evaluation
    organization: Organization


def _evaluator(item: Evaluated) -> ExportCell:
    kind = item.evaluation.evaluator_type
    return None if kind is None else kind.value


def _score(item: Evaluated) -> ExportCell:
    """Return the score on the scale it was written in; a score made from a grade is not written."""
    evaluation = item.evaluation
    if evaluation.score is None or evaluation.score_from_grade:
        return None
    if evaluation.scale_max == 100:
        return format_number(evaluation.score)
    written = round(evaluation.score * evaluation.scale_max / 100, 6)
    return f"{format_number(written)}/{format_number(evaluation.scale_max)}"


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
    Field("score", _score),
    Field("grade", lambda i: i.evaluation.grade or None),
    Field("satisfaction", _satisfaction),
    Field("sample_n", lambda i: i.evaluation.sample_n),
    Field("evaluated_on", lambda i: format_date(i.evaluation.evaluated_on)),
    Field("disputed", lambda i: format_flag(i.evaluation.disputed), asked=False),
    Field("conflict", lambda i: format_flag(i.evaluation.conflict), asked=False),
    Field("valid", lambda i: format_flag(i.evaluation.valid), asked=False),
    Field("remarks", lambda i: i.evaluation.remarks or None),
    Field("evaluation_notes", lambda i: "；".join(i.evaluation.notes) or None, asked=False),
    Field("id", lambda i: i.evaluation.id, asked=False),
    Field("organization_id", lambda i: i.organization.id, asked=False),
)
