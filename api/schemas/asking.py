"""What a caller asks: recommendations, answers to an import."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from matcher.intake.cells import CellRef
from matcher.service.values import Answers, RecommendOptions

from .base import LARGEST, Line, Payload

#: As in matcher.service.recommendations; here too, so that OpenAPI states the limits.
TopK = Annotated[int, Field(ge=1, le=200)]
AskedText = Annotated[str, Field(min_length=1, max_length=5000, pattern=r"\S")]


class RunRequest(Payload):
    """推荐的选项；都可以不写。"""

    top_k: TopK = Field(default=10, description="1–200")
    as_of: date | None = Field(
        default=None, description="按哪一天的情况计算；不写为今天（北京时间）"
    )
    weights_version: Line | None = Field(default=None, description="不写为当日有效的权重")

    def options(self) -> RecommendOptions:
        """Return the options for the matcher."""
        return RecommendOptions(self.top_k, self.as_of, self.weights_version)


class TextRequest(RunRequest):
    """用一段话描述的需求或服务领域。"""

    text: AskedText = Field(examples=["找一家能给独居老人定期上门探访、顺便量血压的机构"])


class AnswerBody(Payload):
    """对一个单元格的答复：按 ``value`` 读取该格。"""

    sheet: Line = Field(examples=["需求目录"])
    row: Annotated[int, Field(ge=1, le=LARGEST)] = Field(examples=[7])
    column: Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")] = Field(examples=["J"])
    value: Annotated[str, Field(max_length=5000)] = Field(examples=["120000元"])


class ConfirmRequest(Payload):
    """确认导入；可附对存疑单元格的答复。"""

    answers: Annotated[list[AnswerBody], Field(max_length=10_000)] = []

    def cells(self) -> Answers:
        """Return the answers by place."""
        return {CellRef(a.sheet, a.row, a.column): a.value for a in self.answers}
