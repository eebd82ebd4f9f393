"""What is encoded of needs and services (F1–F5): the barred fields never reach the text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.model import Need, Organization, PartialDate, Service
from matcher.text import RECIPE, descriptive_name, free_text, need_text, service_text

NEED = Need(
    id="n", code="XQ-2026-900", title="海淀区独居老人助餐", description="中午送到家，不含食材采购。"
)
ORGANIZATION = Organization(
    id="o", name="北京市东城区星光社会工作事务所", scope="老年人社会工作服务"
)
SERVICE = Service(
    id="s", organization_id="o", title="午间送餐", description="为西城区高龄老人送餐到家。"
)


def test_need_text_is_title_and_description():
    encoded = need_text(NEED)
    assert encoded.text == "独居老人助餐。中午送到家"
    assert [piece.field for piece in encoded.pieces] == ["title", "description"]
    assert RECIPE == "2"


def test_service_text_holds_service_descriptive_name_and_scope():
    encoded = service_text(ORGANIZATION, SERVICE)
    assert encoded.text == "午间送餐。为高龄老人送餐到家。星光社会工作。老年人社会工作服务"
    assert [piece.field for piece in encoded.pieces] == ["title", "description", "name", "scope"]


def test_locate_gives_the_field_and_the_original_span():
    encoded = need_text(NEED)
    start = encoded.text.index("老人")
    field, first, last = encoded.locate(start, start + 2)
    assert (field, NEED.title[first:last]) == ("title", "老人")
    start = encoded.text.index("送到家")
    field, first, last = encoded.locate(start, start + 3)
    assert (field, NEED.description[first:last]) == ("description", "送到家")
    across = encoded.text.index("。")
    assert encoded.locate(across - 1, across + 2) is None


def test_empty_fields_have_no_piece():
    encoded = need_text(replace(NEED, title="海淀区", description=""))
    assert encoded.text == ""
    assert encoded.pieces == ()
    assert free_text("想找人陪老人看病").text == "想找人陪老人看病"


barred = st.text(alphabet="北京海淀民政局甲乙丙12345", max_size=12)


@given(barred, barred, barred, barred, barred, st.sampled_from([None, "52110105MJ0012345X"]))
def test_barred_fields_never_change_the_text(address, registrar, authority, party, brand, uscc):
    changed = replace(
        ORGANIZATION,
        address=address,
        registrar=registrar,
        competent_authority=authority,
        party=party,
        brand=brand,
        uscc=uscc,
        legal_representative="王建国",
        registered_on=PartialDate("2001-01"),
    )
    assert service_text(changed, SERVICE) == service_text(ORGANIZATION, SERVICE)


@pytest.mark.parametrize("place", ["北京市朝阳区", "上海市浦东新区", "广东省", "成都市武侯区", ""])
def test_registration_place_in_the_name_never_changes_the_text(place):
    named = replace(ORGANIZATION, name=f"{place}星光社会工作事务所")
    assert service_text(named, SERVICE).text == service_text(ORGANIZATION, SERVICE).text


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("北京市东城区星光社会工作事务所", "星光社会工作"),
        ("星光社会工作事务所（通州区）", "星光社会工作"),
        ("海淀区晨曦老年心理服务中心", "晨曦老年心理"),
        ("广州市越秀区助残志愿者协会", "助残志愿者"),
        ("北京协会", "协会"),
    ],
)
def test_descriptive_name(name, left):
    assert descriptive_name(name) == left
