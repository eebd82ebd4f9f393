"""供给目录.xlsx rows 6–64: what expected.md says of each cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planning.case import ASK, ERROR, INFO, WARN, cases, field, says, skipped

from matcher.intake.values import mask_phone
from matcher.model import AnnualCheck, LegalStatus, Organization, ServiceArea
from matcher.parts.column import NEUTRAL
from matcher.parts.rating import value as neutral

AS_OF = date(2026, 1, 15)


def price(low, high=None, unit="", note=""):
    def check(view, case):
        read = view.service(case.row).price
        assert (read.low, read.high) == (Decimal(low), Decimal(high or low))
        assert read.unit == unit
        assert note in read.note

    return check


def no_price(note):
    def check(view, case):
        read = view.service(case.row).price
        assert (read.low, read.high, read.note) == (None, None, note)

    return check


def two_services(first_row, title="骨干培训服务"):
    """Check one organization for the merged rows ``first_row`` and the next, with two services."""

    def check(view, case):
        organization = view.organization(first_row)
        assert not view.has(Organization, case.sheet, first_row + 1)
        services = view.services_of(organization)
        assert len(services) == 2
        assert services[1].title == title
        assert services[1].meta.source.row == first_row + 1
        names = [o.name for o in view.records(Organization)]
        assert names.count(organization.name) == 1
        assert not view.pairs(case.sheet, first_row + 1)

    return check


def grade(expected, **validity):
    def check(view, case):
        rating = view.organization(case.row).rating
        assert rating.grade == expected
        for name, value in validity.items():
            assert getattr(rating, name) == value

    return check


def founded(expected, note=""):
    def check(view, case):
        organization = view.organization(case.row)
        assert organization.registered_on == expected
        assert note in organization.registered_on_note
        assert expected not in (view.service(case.row).description, view.service(case.row).title)

    return check


def code(expected):
    return field("organization", uscc=expected, uscc_as_written="")


def refused_code(as_written):
    """Check that the code was not taken and not corrected silently; the organization stays."""

    def check(view, case):
        organization = view.organization(case.row)
        assert organization.uscc is None
        assert as_written in organization.uscc_as_written
        assert organization.legal_status is LegalStatus.NORMAL
        assert view.services_of(organization)

    return check


def annual(*checks):
    def check(view, case):
        read = view.organization(case.row).annual_checks
        for expected in checks:
            assert AnnualCheck(*expected) in read
        assert len(read) == len({(c.year, c.kind) for c in read})

    return check


def staff(full, part=None, note=""):
    def check(view, case):
        organization = view.organization(case.row)
        assert (organization.staff_full, organization.staff_part) == (full, part)
        assert note in organization.staff_note

    return check


def area(scope, *districts):
    def check(view, case):
        read = view.service(case.row).area
        assert (read.scope, read.districts) == (scope, districts)

    return check


def expired_but_neutral(view, case):
    rating = view.organization(case.row).rating
    assert rating.grade == "5A"
    assert rating.valid_from == "2019"
    assert neutral(rating, AS_OF) == NEUTRAL


def hidden_phone(view, case):
    organization = view.organization(case.row)
    assert organization.contact_phone == "13800138000"
    assert mask_phone(organization.contact_phone) == "138****8000"
    shown = [i.read for i in view.issues(case.sheet, case.row, "T")]
    assert shown
    assert all("13800138000" not in text for text in shown)


def unanswered_area(view, case):
    assert view.service(case.row).area == ServiceArea("区", note="除远郊区外")


def unrated(view, case):
    rating = view.organization(case.row).rating
    assert rating.grade is None
    assert neutral(rating, AS_OF) == NEUTRAL


CASES = cases(
    "供给目录",
    (6, "R 参考报价", price("30", "50", "小时")),
    (7, "B6:B7", two_services(6)),
    (8, "G 等级", grade("5A")),
    (
        9,
        "C 统一社会信用代码",
        refused_code("5211O105MJYL00043B"),
        says(ASK, "52110105MJYL00043B", proposal="52110105MJYL00043B"),
    ),
    (9, "F 成立日期", founded("2010-06")),
    (10, "J 2024", annual((2024, "年检", "合格")), says(INFO, "√")),
    (11, "F 成立日期", founded("2012-05-16")),
    (11, "Q 服务区域", area("全市")),
    (12, "G 等级", grade("5A")),
    (13, "C 统一社会信用代码", code("51440104MJYL00086X")),
    (13, "K 专职人数", staff(None, note="若干")),
    (14, "F 成立日期", founded("2014-03")),
    (15, "G 等级", expired_but_neutral, says(WARN, "已过有效期")),
    (15, "T 联系电话", hidden_phone),
    (16, "R 参考报价", no_price("面议")),
    (17, "J 2024", annual((2024, "年检", "合格"))),
    (18, "C 统一社会信用代码", refused_code("5.2"), says(ERROR, "科学计数")),
    (18, "F 成立日期", founded("2015")),
    (19, "G 等级", grade("4A")),
    (20, "R 参考报价", price("150", unit="人次")),
    (21, "K 专职人数", staff(5)),
    (21, "L 持证社工", field("organization", social_workers=9), says(WARN, "9", "5")),
    (22, "F 成立日期", founded("2016-09-01")),
    (23, "G 等级", grade("3A", valid_from="2024-12")),
    (24, "C 统一社会信用代码", refused_code("5.21101E+17"), says(ERROR, "科学计数")),
    (24, "Q 服务区域", area("全国")),
    (25, "J 2024", annual((2024, "年报", "已报送"))),
    (26, "R 参考报价", price("12000", unit="项目")),
    (27, "B26:B27", two_services(26)),
    (28, "F 成立日期", founded("1998-12-01")),
    (29, "G 等级", unrated),
    (30, "K 专职人数", staff(8)),
    (31, "C 统一社会信用代码", code("51110101MJYL002544")),
    (32, "F 成立日期", founded("2011", note="约")),
    (33, "Q 服务区域", area("区", "东城", "西城", "朝阳")),
    (34, "G 等级", unrated, says(ASK, "A5")),
    (35, "T 联系电话", field("organization", contact_phone="010-00000000-8")),
    (36, "C 统一社会信用代码", code("52110106MJYL0030X7")),
    (37, "F 成立日期", founded("2013-07-01")),
    (38, "G 等级", grade("4A", valid_to="2027-06")),
    (40, "J 2024", annual((2023, "年检", "合格"), (2024, "年检", "合格"))),
    (41, "R 参考报价", price("800", unit="场", note="10场起")),
    (42, "C 统一社会信用代码", refused_code("51110105MJYL00369"), says(ERROR, "17")),
    (43, "G 等级", unrated),
    (45, "K 专职人数", staff(10, 5)),
    (46, "Q 服务区域", unanswered_area, says(ASK, "除远郊区外")),
    (47, "整行", skipped("合计")),
    (
        48,
        "C 统一社会信用代码",
        refused_code("51320106MJYL004146"),
        says(ASK, "校验", proposal="51320106MJYL004145"),
    ),
    (49, "G 等级", grade("3A")),
    (53, "B52:B53", two_services(52)),
    (
        54,
        "C 统一社会信用代码",
        refused_code("52I10108MJYL00465M"),
        says(ASK, "52110108MJYL00465M", proposal="52110108MJYL00465M"),
    ),
    (57, "R 参考报价", price("0")),
    (59, "C 统一社会信用代码", says(ERROR, "信用代码")),
    (61, "K 专职人数", staff(None), says(ERROR, "-3")),
    (64, "G 等级", unrated),
)
