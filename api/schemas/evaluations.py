"""Past evaluations as they come in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from matcher.model import Evaluation, EvaluatorType

from .base import Count, Day, Line, Lines, Name, Payload, Prose, Version, record_values

Percent = Annotated[float, Field(ge=0, le=100)]


class EvaluationBody(Payload):
    """一次绩效评价；得分按百分制。"""

    organization_id: Name
    project: Line = Field(default="", examples=["独居老人探访项目"])
    service_types: Lines = []
    stage: Line = Field(default="", examples=["期末"])
    evaluator_type: EvaluatorType | None = None
    evaluator_org: Line = ""
    score: Percent | None = Field(default=None, examples=[91.5])
    grade: Line = Field(default="", examples=["优"])
    satisfaction: Percent | None = None
    sample_n: Count | None = None
    evaluated_on: Day | None = None
    disputed: bool = False
    conflict: bool = False
    valid: bool = True
    remarks: Prose = ""

    def record(self, record_id: str = "") -> Evaluation:
        """Return the typed evaluation with this id."""
        return _ADAPTER.validate_python(record_values(self, id=record_id))


class EvaluationChange(EvaluationBody):
    """修改后的评价（整条替换）。"""

    version: Version | None = Field(default=None, description="所依据的版本；也可用 If-Match 给出")


_ADAPTER = TypeAdapter(Evaluation)
