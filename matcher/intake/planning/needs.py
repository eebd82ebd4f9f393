"""Need rows (需求目录) → need drafts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from ...clauses import find_discriminatory, find_negative_list
from ...model import Labelled, Money, Need, NeedStatus, Period
from ...text import is_vague
from ..cells import CellRef, CellValue, Table, TableRow
from ..issues import Finding, Parsed
from ..values import (
    normal_text,
    parse_count,
    parse_funding_source,
    parse_money,
    parse_need_code,
    parse_period,
    parse_purchase_mode,
    parse_quantity,
    parse_references,
)
from .choices import parse_flag
from .drafts import Draft, NeedDraft
from .lists import read_beneficiaries, read_labels, read_service_types
from .reader import RowReader, is_blank
from .report import Report, info, warn

_WITHDRAWN = re.compile(r"^[（(【\[]\s*(?:已)?(?:撤销|撤回|取消|作废)\s*[)）】\]]\s*")
_WITHDRAWN_WORDS = re.compile(r"^(?:已)?(?:撤销|撤回|取消|作废)$|^withdrawn$")
_COMPONENTS = re.compile(r"[+＋]")
_SEPARATE = re.compile(r"[、，,；;／/＋+\s]+")
_SHORTEST_TITLE = 4
#: 五(五): the conditions for a term above one year, in the order of ``continuity_conditions``.
CONDITIONS = ("内容固定", "连续性强", "价格稳定", "经费有保障")


def read_need(
    table: Table,
    row: TableRow,
    report: Report,
    answers: Mapping[CellRef, str],
    today: date,
) -> NeedDraft | None:
    """Return the draft of a need row, or None (reported) when it has no title."""
    reader = RowReader.of(table, row, report, answers)
    written = reader.free_text("title").replace("\n", " ")
    title = _WITHDRAWN.sub("", written)
    if not title:
        report.reject(reader.place, "缺需求名称，这一行没有导入。")
        return None
    status = _status(reader, withdrawn=title != written)
    description = reader.free_text("description")
    _check_texts(reader, title, description)
    record = _record(reader, title, description, status, today)
    return NeedDraft(Draft(record, frozenset(reader.unstated), reader.place), reader)


def _record(
    reader: RowReader, title: str, description: str, status: NeedStatus, today: date
) -> Need:
    period = _period(reader, today)
    return Need(
        id="",
        code=_code(reader),
        title=title,
        description=description,
        street=reader.text("street"),
        communities=read_labels(reader, "communities"),
        service_types=_types(reader),
        directory_items=reader.take("directory_items", parse_references),
        beneficiaries=_beneficiaries(reader),
        beneficiary_count=reader.take("beneficiary_count", parse_quantity),
        required_staff=reader.take("required_staff", parse_count),
        required_certified=reader.take("required_certified", parse_count),
        required_licences=read_labels(reader, "required_licences"),
        budget=_budget(reader),
        budget_public=_amount(reader, "budget_public"),
        self_raised_ratio=reader.take("self_raised_ratio", _ratio),
        funding_source=reader.take("funding_source", parse_funding_source),
        purchase_mode=reader.take("purchase_mode", parse_purchase_mode),
        period=period,
        continuous=reader.take("continuous", parse_flag),
        continuity_conditions=_continuity(reader, period),
        collection_round=reader.text("collection_round"),
        channels=read_labels(reader, "channels"),
        request_count=reader.take("request_count", _requests),
        drafters=read_labels(reader, "drafters"),
        remarks=reader.free_text("remarks"),
        status=status,
    )


def _continuity(reader: RowReader, period: Period) -> tuple[bool, bool, bool, bool]:
    conditions = reader.take("continuity_conditions", _conditions)
    if not period.open_ended and 12 < (period.months or 0) <= 36 and not all(conditions):
        message = (
            "服务期限超过 12 个月，须同时满足四项条件：" + "、".join(CONDITIONS) + "（五(五)）。"
        )
        reader.tell("period", warn("CONTINUITY_CONDITIONS", message))
    return conditions


def _code(reader: RowReader) -> str:
    """Return the code; a blank one is told by the plan, together with the temporary code."""
    if is_blank(reader.raw("code")):
        reader.unstated.add("code")
        return ""
    return reader.take("code", parse_need_code)


def _status(reader: RowReader, *, withdrawn: bool) -> NeedStatus:
    stated = reader.text("status").casefold()
    reader.unstated.discard("status")
    if withdrawn or _WITHDRAWN_WORDS.match(stated):
        field = "title" if withdrawn else "status"
        message = "标为“已撤销”，不作为有效需求，状态记为撤销。"
        reader.tell(field, info("WITHDRAWN", message))
        return NeedStatus.WITHDRAWN
    return NeedStatus.ACTIVE


def _check_texts(reader: RowReader, title: str, description: str) -> None:
    if len(title) < _SHORTEST_TITLE:
        message = f"需求名称“{title}”过短（少于 {_SHORTEST_TITLE} 字），请写清要做什么。"
        reader.tell("title", warn("TITLE_SHORT", message))
    if not description:
        reader.tell("description", warn("DESCRIPTION_MISSING", "缺需求描述，只能按名称匹配。"))
    elif is_vague(description):
        message = "描述空泛，没有具体内容，不得作为匹配依据；请补充要做什么、为谁做、做多少。"
        reader.tell("description", warn("VAGUE", message))
    for field, text in (("title", title), ("description", description)):
        for clause in find_discriminatory(text):
            message = (
                f"“{clause.text}”可能构成差别或歧视待遇（{_stop(clause.ground_zh)}），"
                f"未修改不得发布。{clause.neutral_zh}"
            )
            reader.tell(field, warn(f"CLAUSE_{clause.kind.upper()}", message))
        for item in find_negative_list(text):
            message = f"“{item.text}”疑似负面清单事项（{_stop(item.ground_zh)}），请核实。"
            reader.tell(field, warn(f"NEGATIVE_{item.kind.upper()}", message))


def _stop(sentence: str) -> str:
    return sentence.rstrip("。")


def _budget(reader: RowReader) -> Money:
    unit = reader.table.unit("budget")
    budget = reader.take("budget", lambda v: parse_money(v, unit))
    if budget.high is not None and budget.high == 0:
        reader.tell("budget", warn("BUDGET_ZERO", "预算为 0：无预算不得采购（五(二)）。"))
    elif budget.low is None and is_blank(reader.raw("budget")):
        reader.tell("budget", warn("BUDGET_MISSING", "缺预算，先有预算后购买（五(二)）。"))
    return budget


def _amount(reader: RowReader, field: str) -> Decimal | None:
    unit = reader.table.unit(field)
    return reader.take(field, lambda v: parse_money(v, unit)).high


def _period(reader: RowReader, today: date) -> Period:
    period = reader.take("period", partial(parse_period, today=today))
    remark = normal_text(reader.raw("period_note"))
    if remark and remark not in period.note:
        reader.unstated.discard("period")
        note = f"{period.note}；{remark}" if period.note else remark
        return replace(period, note=note)
    return period


def _types(reader: RowReader) -> tuple[str, ...]:
    types = read_service_types(reader)
    if len(types) > 1 and _COMPONENTS.search(str(reader.raw("service_types"))):
        message = f"含 {len(types)} 个服务成分（{'、'.join(types)}），可由多家联合承接。"
        reader.tell("service_types", info("COMPONENTS", message))
    return types


def _beneficiaries(reader: RowReader) -> tuple[Labelled, ...]:
    groups = read_beneficiaries(reader)
    if not groups:
        message = "缺受益群众，列入待补；补齐前不得发布（四(一)）。"
        reader.tell("beneficiaries", warn("BENEFICIARIES_MISSING", message))
    return groups


def _requests(value: CellValue) -> Parsed[int]:
    parsed = parse_count(value)
    return Parsed(1 if parsed.value is None else max(1, parsed.value), parsed.findings)


def _ratio(value: CellValue) -> Parsed[Decimal | None]:
    """Read ``10%``, ``0.1`` or ``10`` as 0.1; above one half is not a self-raised share here."""
    text = normal_text(value).replace("％", "%").strip()
    if not text:
        return Parsed(None)
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(%?)", text)
    ratio = None if match is None else Decimal(match.group(1))
    if match is not None and ratio is not None and (match.group(2) or ratio > 1):
        ratio /= 100
    if ratio is None or ratio > Decimal("0.5"):
        return Parsed(None, (_bad_ratio(text),))
    return Parsed(ratio.normalize() if ratio else Decimal(0))


def _bad_ratio(text: str) -> Finding:
    return warn("RATIO", f"自筹比例“{text}”不在 0–50% 之间，没有采用，请核对。")


def _conditions(value: CellValue) -> Parsed[tuple[bool, bool, bool, bool]]:
    text = normal_text(value)
    if parse_flag(value).value or text in ("全部满足", "均满足", "四项均满足"):
        return Parsed((True, True, True, True))
    parts = _SEPARATE.split(text)
    if len(parts) == 4 and set(parts) <= {"是", "否"}:
        a, b, c, d = (part == "是" for part in parts)
        return Parsed((a, b, c, d))
    a, b, c, d = (any(part in (name, name[:2]) for part in parts) for name in CONDITIONS)
    return Parsed((a, b, c, d))
