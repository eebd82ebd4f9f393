"""Organizations that ended (注销, 撤销, 吊销) and were evaluated afterwards: told, never changed.

One of the two records must be wrong, and the import cannot know which. Both are kept: the gate
leaves the organization out (E02) whatever its evaluations say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from ...dates import age_in_months, first_day, last_day
from ...model import Evaluation, Organization, PartialDate
from .drafts import EvaluationDraft, OrganizationDraft
from .reader import is_blank
from .remarks import ENDED, ended_on
from .report import place_zh, warn

#: Where the day of the end is not known, an evaluation younger than this speaks against it.
RECENT_MONTHS = 12
#: So many evaluations are named at the organization's row; of more, their number.
_NAMED = 3


def tell_evaluated_after_end(
    organizations: Sequence[Organization],
    rows: Mapping[str, OrganizationDraft],
    evaluations: Sequence[Evaluation],
    evaluation_rows: Mapping[str, EvaluationDraft],
    today: date,
) -> None:
    """Warn at each row of this import whose organization was evaluated after its end.

    ``organizations`` and ``evaluations`` are the planned and the stored ones, ``rows`` and
    ``evaluation_rows`` the rows of this import by record id.
    """
    by_owner: dict[str, list[Evaluation]] = defaultdict(list)
    for evaluation in evaluations:
        by_owner[evaluation.organization_id].append(evaluation)
    for organization in organizations:
        if organization.legal_status not in ENDED:
            continue
        end = ended_on(organization.remarks, organization.legal_status, today)
        late = [e for e in by_owner[organization.id] if _is_late(e, end, today)]
        row = rows.get(organization.id)
        for evaluation in late:
            draft = evaluation_rows.get(evaluation.id)
            if draft is not None:
                _tell_evaluation(draft, evaluation, organization, end, row)
        if late and row is not None:
            _tell_organization(row, organization, end, late, evaluation_rows)


def _is_late(evaluation: Evaluation, end: PartialDate | None, today: date) -> bool:
    """Return whether an evaluation in force certainly, or without ``end`` likely, came too late."""
    evaluated = evaluation.evaluated_on
    if evaluated is None or not evaluation.valid:
        return False
    if end is not None:
        return first_day(evaluated) > last_day(end)
    return age_in_months(evaluated, today) < RECENT_MONTHS


def _tell_evaluation(
    draft: EvaluationDraft,
    evaluation: Evaluation,
    organization: Organization,
    end: PartialDate | None,
    row: OrganizationDraft | None,
) -> None:
    where = "目录中已登记" if row is None else place_zh(row.draft.place)
    day = evaluation.evaluated_on
    status, unstated = _status(organization), _unstated(organization)
    if end is not None:
        clash = f"{status}（{where}），{ENDED[organization.legal_status]}日期 {end}，"
        clash += f"这条评价的日期 {day} 在其后，两者矛盾。{_WAY_OUT}"
    else:
        clash = f"{status}（{where}），{unstated}，而这条评价的日期 {day} "
        clash += f"就在最近 {RECENT_MONTHS} 个月内，疑似矛盾。{_WAY_OUT}"
    draft.reader.tell("evaluated_on", warn("EVALUATED_AFTER_END", f"“{organization.name}”{clash}"))


def _tell_organization(
    row: OrganizationDraft,
    organization: Organization,
    end: PartialDate | None,
    late: Sequence[Evaluation],
    evaluation_rows: Mapping[str, EvaluationDraft],
) -> None:
    named = "；".join(_named(e, evaluation_rows.get(e.id)) for e in late[:_NAMED])
    named += f"等 {len(late)} 条" if len(late) > _NAMED else ""
    status, unstated = _status(organization), _unstated(organization)
    if end is not None:
        clash = f"{status}，{ENDED[organization.legal_status]}日期 {end}，"
        clash += f"其后却有评价：{named}，两者矛盾。{_WAY_OUT}"
    else:
        clash = f"{status}，{unstated}，而最近 {RECENT_MONTHS} 个月内有评价：{named}，疑似矛盾。"
        clash += _WAY_OUT
    stated = not is_blank(row.reader.raw("legal_status"))
    row.reader.tell("legal_status" if stated else "remarks", warn("EVALUATED_AFTER_END", clash))


_WAY_OUT = (
    "两处都已保留，没有改动；请核对登记状态和评价日期，改正写错的一处后再导入。"
    "改正之前，该组织不进入推荐。"
)


def _status(organization: Organization) -> str:
    return f"登记状态为“{organization.legal_status.value}”"


def _unstated(organization: Organization) -> str:
    word = ENDED[organization.legal_status]
    return f"备注没有写明{word}日期（如“2025年3月{word}”）"


def _named(evaluation: Evaluation, draft: EvaluationDraft | None) -> str:
    if draft is not None:
        return f"{place_zh(draft.draft.place)}（{evaluation.evaluated_on}）"
    project = f"“{evaluation.project}”" if evaluation.project else ""
    return f"目录中已有的{project}评价（{evaluation.evaluated_on}）"
