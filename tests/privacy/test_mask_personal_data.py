"""Forms of personal data one by one, what must stay, and the properties of masking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.model import Need, Organization, Service
from matcher.privacy import MARK, mask_personal_data, mask_record


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("手机13800138000", "phone", "13800138000"),
        ("手机138 0013 8000", "phone", "138 0013 8000"),
        ("手机138-0013-8000", "phone", "138-0013-8000"),
        ("手机１３８００１３８０００", "phone", "１３８００１３８０００"),
        ("手机一三八零零一三八零零零", "phone", "一三八零零一三八零零零"),
        ("手机幺三八〇〇幺三八〇〇〇", "phone", "幺三八〇〇幺三八〇〇〇"),
        ("座机010-65123456转802", "phone", "010-65123456转802"),
        ("手机138****8000", "phone", "138****8000"),
        ("证号11010519491231002X", "identity", "11010519491231002X"),
        ("证号110105491231002", "identity", "110105491231002"),
        ("证号110105 19491231 002x", "identity", "110105 19491231 002x"),
        ("微信号：abc_12345", "account", "abc_12345"),
        ("加V：hello2024", "account", "hello2024"),
        ("QQ 123456789", "account", "123456789"),
        ("邮箱li.ming@example.com", "email", "li.ming@example.com"),
        ("卡号6222 0212 3456 7890", "card", "6222 0212 3456 7890"),
        ("车牌京A·12345", "plate", "京A·12345"),
        ("车牌京AD12345", "plate", "京AD12345"),
        ("家住3号楼2单元501室", "home", "3号楼2单元501室"),
        ("读育才小学三年级2班", "school", "育才小学三年级2班"),
        ("联系人：王建国", "name", "王建国"),
        ("王某某来过", "name", "王某某"),
        ("张阿姨来过", "name", "张阿姨"),
        ("欧阳先生来过", "name", "欧阳先生"),
        ("老王来过", "name", "老王"),
    ],
)
def test_form_is_masked(text, kind, piece):
    masked = mask_personal_data(text)
    assert masked.text == text.replace(piece, MARK)
    assert masked.kinds == (kind,)
    assert [text[start:end] for start, end in masked.spans] == [piece]


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345、110、120、96156",
        "预算125,000.00元，2026年3月5日前",
        "信用代码52110105MJ0012345X",
        "京财综〔2022〕1537号",
        "75岁以上老人300人次",
        "XQ-2026-001",
        "王府井、石景山、江苏、东四、和平里",
        "老人、老旧小区、小区、阿姨们、白领、马路、金融、方便、常态、张贴、明确、党建",
        "朝阳门内大街288号",
    ],
)
def test_what_is_no_personal_data_stays(text):
    assert mask_personal_data(text).text == text


def test_line_breaks_and_widths_are_kept_around_the_mark():
    masked = mask_personal_data("一、走访\n　电话：１３８ ００１３ ８０００\n二、建档")
    assert masked.text == f"一、走访\n　电话：{MARK}\n二、建档"


@given(st.text(max_size=60))
def test_any_text_is_masked_once_and_for_all(text):
    masked = mask_personal_data(text)
    assert mask_personal_data(masked.text).text == masked.text
    assert masked.count == len(masked.spans)
    assert all(0 <= start < end <= len(text) for start, end in masked.spans)


@given(
    st.lists(
        st.sampled_from("王建国张阿姨老李某138001380004室单元3号楼，。：电话联系人小 1X京A"),
        max_size=40,
    )
)
def test_texts_made_of_cues_reach_a_fixed_point(parts):
    masked = mask_personal_data("".join(parts))
    assert mask_personal_data(masked.text).text == masked.text


def test_free_text_of_records_is_masked_and_counted():
    need = Need(id="1", code="", title="陪诊", description="联系张阿姨13800138000", remarks="老王")
    masked, count = mask_record(need)
    assert masked.description == f"联系{MARK}{MARK}"
    assert masked.remarks == MARK
    assert count == 3
    service = Service(id="1", organization_id="2", title="助浴", description="每月两次")
    assert mask_record(service) == (service, 0)
    organization = Organization(id="2", name="星光", contact_phone="13800138000")
    assert mask_record(organization)[0].contact_phone == "13800138000"
