"""Supply rows (供给目录) → organization and service drafts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from ...dates import first_day
from ...model import (
    AnnualCheck,
    CreditList,
    CreditState,
    FederationSupport,
    LegalStatus,
    Organization,
    OrganizationType,
    PartialDate,
    Rating,
)
from ..cells import CellRef, Table, TableRow
from ..values import (
    normal_text,
    parse_annual_checks,
    parse_count,
    parse_date,
    parse_phone,
    parse_rating,
    parse_staff,
    parse_uscc,
    split_list,
)
from .choices import parse_flag, parse_member
from .drafts import Draft, OrganizationDraft
from .reader import RowReader, is_blank
from .remarks import credit_entries, former_names, legal_status, split_former, supports
from .report import Report, info, warn
from .services import read_service

_TYPE_NAMES: Mapping[str, OrganizationType] = {
    "社团": OrganizationType.ASSOCIATION,
    "民办非企业单位": OrganizationType.SERVICE,
    "民办非企业": OrganizationType.SERVICE,
    "民非": OrganizationType.SERVICE,
    "社服机构": OrganizationType.SERVICE,
    "备案组织": OrganizationType.FILED_GROUP,
    "备案社会组织": OrganizationType.FILED_GROUP,
    "社区社会组织": OrganizationType.FILED_GROUP,
    "备案团队": OrganizationType.FILED_GROUP,
    "联合会": OrganizationType.FEDERATION,
    "公益一类事业单位": OrganizationType.INSTITUTION_1,
    "公益二类事业单位": OrganizationType.INSTITUTION_2,
    "公司": OrganizationType.ENTERPRISE,
}
_STATUS_NAMES: Mapping[str, LegalStatus] = {
    "存续": LegalStatus.NORMAL,
    "已登记": LegalStatus.NORMAL,
    "已注销": LegalStatus.DISSOLVED,
    "已撤销": LegalStatus.CANCELLED,
    "已吊销": LegalStatus.REVOKED,
    "筹备中": LegalStatus.PREPARING,
    "已备案": LegalStatus.FILED,
}
_ANNUAL = re.compile(r"annual_check_(\d{4})$")


def read_organization(
    table: Table,
    row: TableRow,
    report: Report,
    answers: Mapping[CellRef, str],
    today: date,
) -> OrganizationDraft | None:
    """Return the draft of a supply row, or None (reported) when it names no organization."""
    reader = RowReader.of(table, row, report, answers)
    written = normal_text(reader.raw("name"))
    if not written:
        report.reject(reader.place, "缺组织名称，这一行没有导入。")
        return None
    name, formers = split_former(reader.name("name"))
    if not name:
        report.reject(reader.place, f"组织名称“{written}”只有曾用名，这一行没有导入。")
        return None
    remark = reader.free_text("remarks")
    organization = _facts(reader, name, formers, remark, today)
    return OrganizationDraft(
        draft=Draft(organization, frozenset(reader.unstated), reader.place),
        service=read_service(reader.sibling(), today),
        written_name=written,
        reader=reader,
        credit=_credit(reader, remark),
    )


def _credit(reader: RowReader, remark: str) -> tuple[tuple[CreditList, CreditState], ...]:
    entries = credit_entries(remark)
    listed = "、".join(register.value for register, state in entries if state is CreditState.IN)
    if listed:
        message = f"备注说明在“{listed}”内，按此登记；不进入推荐，仍列在排除清单中，请核验。"
        reader.tell("remarks", warn("CREDIT_LISTED", message))
    return entries


def _facts(
    reader: RowReader, name: str, formers: tuple[str, ...], remark: str, today: date
) -> Organization:
    founded = reader.take(
        "registered_on",
        partial(parse_date, today=today),
        ("registered_on", "registered_on_note"),
    )
    former = (*formers, *_names(reader, "former_names"), *former_names(remark))
    registered = _registration(reader, name, remark)
    _check_founded(reader, founded.value, registered.legal_status, today)
    return replace(
        _with_people(reader, registered),
        former_names=tuple(dict.fromkeys(former)),
        aliases=_names(reader, "aliases"),
        registered_on=founded.value,
        registered_on_note=founded.note,
        registrar=reader.text("registrar"),
        competent_authority=reader.text("competent_authority"),
        address=reader.text("address"),
        scope=reader.free_text("scope"),
        rating=_rating(reader, today),
        annual_checks=_annual_checks(reader, today),
        concurrent_projects=reader.take("concurrent_projects", parse_count),
        max_concurrent=reader.take("max_concurrent", parse_count),
        federation=reader.text("federation"),
        federation_supports=_supports(reader, name, registered.type, remark),
        filed_with=reader.text("filed_with"),
        party=reader.text("party"),
        brand=reader.text("brand"),
        paused=reader.take("paused", parse_flag),
        refuses_shortfall=reader.take("refuses_shortfall", parse_flag),
        remarks=remark,
    )


def _registration(reader: RowReader, name: str, remark: str) -> Organization:
    """Return a record with name, code, type and status, each read in the light of the others."""
    code, as_written = _code(reader)
    kind = reader.take("type", partial(parse_member, OrganizationType, _TYPE_NAMES))
    status = _status(reader, kind, remark)
    if kind is None and status is LegalStatus.FILED and code is None:
        kind = OrganizationType.FILED_GROUP
        reader.unstated.discard("type")
    kind = kind or OrganizationType.OTHER
    if code is None and not as_written and not reader.row.continued:
        _tell_missing_code(reader, kind)
    return Organization(
        id="",
        name=name,
        uscc=code,
        uscc_as_written=as_written,
        type=kind,
        legal_status=status,
    )


def _with_people(reader: RowReader, record: Organization) -> Organization:
    """Return ``record`` with staff and contacts; part-time staff may stand in either cell."""
    staff = reader.take("staff_full", parse_staff, ("staff_full", "staff_part", "staff_note"))
    part = reader.take("staff_part", parse_count)
    part = part if part is not None else staff.part
    if part is not None:
        reader.unstated.discard("staff_part")
    social_workers = reader.take("social_workers", parse_count)
    _check_staff(reader, staff.full, social_workers)
    return replace(
        record,
        staff_full=staff.full,
        staff_part=part,
        social_workers=social_workers,
        volunteers=reader.take("volunteers", parse_count),
        staff_note=staff.note,
        legal_representative=reader.text("legal_representative"),
        controller=reader.text("controller"),
        contact_name=reader.text("contact_name"),
        contact_phone=reader.take("contact_phone", parse_phone),
    )


def _code(reader: RowReader) -> tuple[str | None, str]:
    if reader.row.continued:
        parsed = parse_uscc(reader.raw("uscc"))
        reader.unstated.update(("uscc", "uscc_as_written"))
        return parsed.value.code, "" if parsed.value.code else parsed.value.as_written
    value = reader.take("uscc", parse_uscc, ("uscc", "uscc_as_written"))
    return value.code, "" if value.code is not None else value.as_written


def _tell_missing_code(reader: RowReader, kind: OrganizationType) -> None:
    if kind is OrganizationType.FILED_GROUP:
        reader.tell(
            "uscc", info("USCC_NOT_NEEDED", "备案社区社会组织没有统一社会信用代码，允许为空。")
        )
    else:
        reader.tell("uscc", warn("USCC_MISSING", "缺统一社会信用代码，记为“代码待补”。"))


def _status(reader: RowReader, kind: OrganizationType | None, remark: str) -> LegalStatus:
    stated = reader.take("legal_status", partial(parse_member, LegalStatus, _STATUS_NAMES))
    if stated is not None:
        return stated
    said = legal_status(remark)
    if said is None and kind is OrganizationType.FILED_GROUP:
        said = LegalStatus.FILED
    if said is None:
        return LegalStatus.NORMAL
    reader.unstated.discard("legal_status")
    if said is not LegalStatus.FILED:
        message = f"备注说明登记状态为“{said.value}”，按此登记；不会进入推荐。"
        reader.tell("remarks", warn("LEGAL_STATUS", message))
    return said


def _check_staff(reader: RowReader, staff: int | None, social_workers: int | None) -> None:
    if staff is not None and social_workers is not None and social_workers > staff:
        message = f"持证社工 {social_workers} 人多于专职 {staff} 人，请核对。"
        reader.tell("social_workers", warn("SOCIAL_WORKERS_EXCEED_STAFF", message))


def _check_founded(
    reader: RowReader, founded: PartialDate | None, status: LegalStatus, today: date
) -> None:
    """Tell a founding date to come, unless the organization is still being set up (筹备)."""
    if founded is None or first_day(founded) <= today or status is LegalStatus.PREPARING:
        return
    message = (
        f"成立日期 {founded} 晚于 {today.isoformat()}，是将来的日期，已按填写登记（不影响推荐）；"
        "请改正，尚在筹备的请把登记状态写为“筹备”。"
    )
    reader.tell("registered_on", warn("REGISTERED_IN_FUTURE", message))


def _check_years(
    reader: RowReader, column: str, checks: tuple[AnnualCheck, ...], today: date
) -> None:
    late = sorted({check.year for check in checks if check.year > today.year})
    if late:
        named = "、".join(str(year) for year in late)
        message = (
            f"年检（年报）年度 {named} 还没有到，已按填写登记，到该年度之前不采用；请核对年度。"
        )
        reader.tell(column, warn("CHECK_YEAR_IN_FUTURE", message))


def _rating(reader: RowReader, today: date) -> Rating:
    validity = reader.raw("rating_validity")
    return reader.take("rating", lambda v: parse_rating(v, validity, today))


def _annual_checks(reader: RowReader, today: date) -> tuple[AnnualCheck, ...]:
    checks: list[AnnualCheck] = []
    stated = False
    for column in reader.table.columns:
        match = _ANNUAL.match(column.field or "")
        if match is None or is_blank(reader.raw(str(column.field))):
            continue
        year = int(match.group(1))
        rule = partial(parse_annual_checks, year=year)
        found: tuple[AnnualCheck, ...] = reader.take(str(column.field), rule, ("annual_checks",))
        _check_years(reader, str(column.field), found, today)
        checks += found
        stated = True
    if not stated:
        reader.unstated.add("annual_checks")
    return tuple(sorted(dict.fromkeys(checks), key=lambda c: (c.year, c.kind, c.result)))


def _names(reader: RowReader, field: str) -> tuple[str, ...]:
    return tuple(item.label for item in reader.take(field, split_list))


def _supports(
    reader: RowReader, name: str, kind: OrganizationType, remark: str
) -> tuple[FederationSupport, ...]:
    """Return the supports given; only a federation can give them (三(二))."""
    written = normal_text(reader.raw("federation_supports"))
    federation = kind is OrganizationType.FEDERATION or name.endswith("联合会")
    found = frozenset((*supports(written), *(supports(remark) if federation else ())))
    if not found:
        reader.unstated.add("federation_supports")
    elif not written:
        listed = "、".join(s.value for s in FederationSupport if s in found)
        reader.tell("remarks", info("FEDERATION_SUPPORTS", f"登记联合会支持项：{listed}。"))
    return tuple(s for s in FederationSupport if s in found)
