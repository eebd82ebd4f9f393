"""What goes out: models made from the matcher's own values, field by field.

The typed values are the one definition; here they only get Chinese names. Nothing is checked again
on the way out: a record that an import took must be readable, whatever the limits of the door are.
"""

from __future__ import annotations

import dataclasses
import types
from functools import cache
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model

from matcher.intake.cells import IgnoredSheet, SkippedRow
from matcher.intake.issues import Issue
from matcher.intake.plan import DuplicatePair, RejectedRow
from matcher.model import Evaluation, Need, Organization, Run, Service
from matcher.service.values import Health

from .labels import title_of

#: Chinese sentence of each model in OpenAPI; a test sees to it that every one has a sentence.
NAMES_ZH = {
    "AnnualCheck": "一个年度的年检或年报",
    "Caution": "提示；不改变得分",
    "ComponentCandidate": "适合承接其中一项任务的组织",
    "Counts": "全部 = 合格 + 未入选",
    "DuplicatePair": "可能是同一件事的两条记录",
    "Evaluation": "一次绩效评价",
    "EvidenceRecord": "履约绩效所依据的一次评价：原始得分、计入的得分、权重",
    "Exclusion": "未入选的组织及原因",
    "Health": "运行状况",
    "IgnoredSheet": "没有数据的工作表",
    "Issue": "导入时的一处问题：在哪里、读到什么、建议怎样",
    "Labelled": "带说明的值",
    "Meta": "版本与出处",
    "Money": "金额（元）；区间写两端，未知为空",
    "Need": "一条需求",
    "Organization": "一家组织；联系人不显示，电话脱敏",
    "NeedComponent": "需求里的一项任务：分类、原文位置、适合的组织",
    "PartScore": "得分的一项",
    "Period": "服务期限",
    "Price": "参考报价（元）",
    "Quantity": "人数或数量",
    "Rating": "社会组织评估等级",
    "Reason": "推荐理由及其在原文中的位置",
    "Recommendation": "一家推荐的组织及得分的由来",
    "RejectedRow": "没有采纳的一行",
    "Run": "一次推荐；同样的输入总得到同样的内容",
    "RunInputs": "重复这次推荐所需的全部输入",
    "Service": "一项服务",
    "ServiceArea": "申报的服务区域",
    "SkippedRow": "不是数据的一行",
    "Source": "出处",
    "Span": "一段文字的起止位置（从 0 起，不含结尾）",
}


class View(BaseModel):
    """Base of what goes out."""

    model_config = ConfigDict(from_attributes=True, field_title_generator=title_of)


@cache
def view_of(kind: type) -> type[View]:
    """Return the model of a dataclass, with the same fields in the same order."""
    hints = get_type_hints(kind, include_extras=True)
    fields: dict[str, Any] = {
        item.name: (_viewed(hints[item.name]), ...) for item in dataclasses.fields(kind)
    }
    name = kind.__name__
    return create_model(
        f"{name}View", __base__=View, __doc__=f"{NAMES_ZH.get(name, name)}。", **fields
    )


def _viewed(hint: Any) -> Any:  # noqa: ANN401 - a type as an annotation holds it
    """Return the hint with dataclasses replaced by their views, at every depth."""
    if isinstance(hint, NewType):
        return hint.__supertype__
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return Union[tuple(_viewed(arg) for arg in get_args(hint))]  # noqa: UP007 - built from values
    if origin is tuple and get_args(hint)[-1] is Ellipsis:
        return list[_viewed(get_args(hint)[0])]  # type: ignore[misc]
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return view_of(hint)
    return hint


NeedView = view_of(Need)
OrganizationView = view_of(Organization)
ServiceView = view_of(Service)
EvaluationView = view_of(Evaluation)
RunView = view_of(Run)
HealthView = view_of(Health)
IssueView = view_of(Issue)
RejectedView = view_of(RejectedRow)
DuplicateView = view_of(DuplicatePair)
SkippedView = view_of(SkippedRow)
IgnoredView = view_of(IgnoredSheet)
