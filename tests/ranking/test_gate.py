"""Who is out, with which code; E-codes in the order of the table."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from support.records import TODAY, federation, listed, need, organization, service

from matcher.catalog import Catalog
from matcher.gate import gate
from matcher.model import (
    CreditList,
    CreditState,
    FederationSupport,
    LegalStatus,
    OrganizationType,
    PartialDate,
    ServiceArea,
)


def codes(*records, wanted=None, as_of=TODAY):
    catalog = Catalog.build(records)
    found = gate(wanted or need(), catalog, as_of)
    assert int(found.allowed.sum()) + len(found.exclusions) == len(catalog)
    return {e.organization_id: e.code for e in found.exclusions}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"legal_status": LegalStatus.UNREGISTERED}, "E01"),
        ({"legal_status": LegalStatus.FILED}, "E01"),
        ({"type": OrganizationType.FILED_GROUP}, "E01"),
        ({"legal_status": LegalStatus.DISSOLVED}, "E02"),
        ({"legal_status": LegalStatus.CANCELLED}, "E02"),
        ({"legal_status": LegalStatus.REVOKED}, "E02"),
        ({"legal_status": LegalStatus.PREPARING}, "E02"),
        ({"concurrent_projects": 3, "max_concurrent": 3}, "E11"),
        ({"type": OrganizationType.INSTITUTION_1}, "E12"),
        ({"type": OrganizationType.MASS_ORGANIZATION}, "E12"),
        ({"paused": True}, "E15"),
    ],
)
def test_t31a_facts_of_the_organization(changes, code):
    assert codes(organization(**changes), service()) == {"o1": code}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"type": OrganizationType.ENTERPRISE},
        {"type": OrganizationType.INSTITUTION_2},
        {"concurrent_projects": 3, "max_concurrent": 4},
        {"concurrent_projects": 3},
    ],
)
def test_nothing_known_against_it(changes):
    assert codes(organization(**changes), service()) == {}


@pytest.mark.parametrize(
    ("register", "code"),
    [
        (CreditList.SERIOUS, "E03"),
        (CreditList.ABNORMAL, "E04"),
        (CreditList.DEFAULTER, "E05"),
        (CreditList.PROCUREMENT, "E06"),
        (CreditList.PENALTY, "E06"),
    ],
)
def test_t31a_a_register_excludes_and_removal_restores(register, code):
    entry = listed(register=register)
    assert codes(organization(), entry) == {"o1": code}
    removed = listed(register=register, days_ago=2, state=CreditState.OUT)
    assert codes(organization(), entry, removed) == {}
    assert codes(organization(), entry, replace(removed, state=CreditState.UNKNOWN)) == {"o1": code}


def test_a_listing_has_its_time():
    entry = listed(listed_from=PartialDate("2025-02"), listed_to=PartialDate("2026-02"))
    assert codes(organization(), entry) == {}
    assert codes(organization(), entry, as_of=TODAY - timedelta(days=5)) == {"o1": "E03"}
    assert codes(organization(), entry, as_of=TODAY - timedelta(days=60)) == {}


def test_a_small_or_old_penalty_is_no_major_offence():
    small = listed(register=CreditList.PENALTY, fine_amount=Decimal(5000))
    old = listed(register=CreditList.PENALTY, listed_from=PartialDate("2022-01"))
    large = listed(register=CreditList.PENALTY, fine_amount=Decimal(2000000))
    assert codes(organization(), small) == {}
    assert codes(organization(), old) == {}
    assert codes(organization(), large) == {"o1": "E06"}


@pytest.mark.parametrize("drafter", ["o1", "乐邻o1社会工作服务中心", "老名字（旧）"])
def test_a_drafter_is_out(drafter):
    one = organization(former_names=("老名字(旧)",))
    assert codes(one, organization("o2"), wanted=need(drafters=(drafter,))) == {"o1": "E07"}


def test_F11_the_head_of_a_drafter_heads_no_rival():
    """条例第18条: units with one person in charge do not take part in one procurement."""
    drafter = organization("o1", legal_representative="某 甲")
    twin = organization("o2", legal_representative="某甲")
    other = organization("o3", legal_representative="某乙")
    unknown = organization("o4", legal_representative="")
    records = (drafter, twin, other, unknown)
    wanted = need(drafters=("o1",))
    assert codes(*records, wanted=wanted) == {"o1": "E07", "o2": "E08"}
    assert codes(*records) == {}


def test_F11_the_ground_names_the_drafter_and_no_person():
    one = organization("o1", legal_representative="某甲")
    records = (one, organization("o2", legal_representative="某甲"))
    found = gate(need(drafters=("o1",)), Catalog.build(records), TODAY)
    related = next(e for e in found.exclusions if e.code == "E08")
    assert one.name in related.ground_zh
    assert "某甲" not in related.ground_zh


def test_area_excludes_only_when_all_services_do():
    wanted = need(street="海淀区花园路街道")
    far = service(area=ServiceArea("区", ("朝阳",)))
    near = service(id="s2", area=ServiceArea("区", ("海淀区",)))
    assert codes(organization(), far, wanted=wanted) == {"o1": "E09"}
    assert codes(organization(), far, near, wanted=wanted) == {}
    assert codes(organization(), far, wanted=need(street="某某街道")) == {}
    assert codes(organization(), replace(far, active=False), wanted=wanted) == {}
    found = gate(wanted, Catalog.build([organization(), far, near]), TODAY)
    assert found.services.tolist() == [False, True]


def test_a_required_licence_must_be_listed():
    wanted = need(required_licences=("食品 经营许可证",))
    assert codes(organization(), service(), wanted=wanted) == {"o1": "E10"}
    assert codes(organization(), service(licences=("食品经营许可证",)), wanted=wanted) == {}


def filed(**changes):
    return organization("filed", type=OrganizationType.FILED_GROUP, **changes)


def lead(**changes):
    return organization("fed", type=OrganizationType.FEDERATION, **changes)


def route_of(*records, wanted=None):
    catalog = Catalog.build(records)
    found = gate(wanted or need(), catalog, TODAY)
    return found.routes.get(catalog.organization_row["filed"])


@pytest.mark.parametrize("member", [True, False])
def test_t32a_a_filed_group_goes_through_its_federation_never_prime(member):
    group = filed() if member else filed(federation="乐邻fed社会工作服务中心")
    route = route_of(group, lead(), federation(members=("filed",) if member else ()))
    assert (route.kind, route.via) == ("federation", "乐邻fed社会工作服务中心")


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([lead(), federation(members=())], "E01"),
        ([lead(), federation(supports=(FederationSupport.MANAGEMENT,))], "E01"),
        ([lead(), federation(streets=("甲街道",))], "E01"),
        ([lead(), federation(), listed("fed")], "E01"),
        ([lead(legal_status=LegalStatus.FILED), federation()], "E13"),
        ([lead(legal_status=LegalStatus.DISSOLVED), federation()], "E13"),
    ],
)
def test_a_federation_that_cannot_sign(records, code):
    wanted = need(street="乙街道")
    assert codes(filed(), *records, wanted=wanted)["filed"] == code


def test_the_first_code_of_the_table_is_reported():
    bad = organization(
        legal_status=LegalStatus.DISSOLVED, paused=True, type=OrganizationType.INSTITUTION_1
    )
    assert codes(bad, listed(), wanted=need(drafters=("o1",))) == {"o1": "E02"}


def test_every_exclusion_has_ground_and_source_and_credit_its_date():
    catalog = Catalog.build([organization(), listed(), organization("o2", paused=True)])
    first, second = gate(need(), catalog, TODAY).exclusions
    assert "列入名录" in first.ground_zh
    assert (first.source, first.checked_on) == ("信用平台", TODAY - timedelta(days=10))
    assert second.ground_zh
    assert second.source == "组织申请"


def test_without_a_need_only_the_general_rules_apply():
    catalog = Catalog.build([organization(), service(area=ServiceArea("区", ("朝阳",)))])
    assert gate(None, catalog, TODAY).allowed.all()


def test_a_listing_from_a_later_day_is_not_in_force_yet():
    assert codes(organization(), listed(listed_from=PartialDate("2026-04"))) == {}


def test_an_area_that_offers_its_neighbours_is_not_excluded_next_door():
    near = service(area=ServiceArea("区", ("朝阳",), "可服务周边区"))
    assert codes(organization(), near, wanted=need(street="海淀区花园路街道")) == {}
    assert codes(organization(), near, wanted=need(street="延庆区某镇")) == {"o1": "E09"}
