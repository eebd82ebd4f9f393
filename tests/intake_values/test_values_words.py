import pytest

from matcher.intake.issues import Severity
from matcher.intake.values import (
    mask_phone,
    parse_area,
    parse_evaluator,
    parse_funding_source,
    parse_need_code,
    parse_phone,
    parse_purchase_mode,
)
from matcher.model import EvaluatorType, ServiceArea


def codes(parsed):
    return [(f.code, f.severity.value) for f in parsed.findings]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("第三方", EvaluatorType.THIRD_PARTY),
        ("第三方評估機構", EvaluatorType.THIRD_PARTY),
        ("第三方（某评估中心）", EvaluatorType.THIRD_PARTY),
        ("财政局", EvaluatorType.FINANCE),
        ("主管部门", EvaluatorType.DEPARTMENT),
        ("购买方", EvaluatorType.BUYER),
        (" 街道办事处 ", EvaluatorType.BUYER),
        ("服务對象", EvaluatorType.BENEFICIARY),
        ("自评", EvaluatorType.SELF),
    ],
)
def test_evaluators(cell, kind):
    parsed = parse_evaluator(cell)
    assert parsed.value is kind
    assert parsed.findings == ()


def test_contradicting_evaluators_are_asked_about():
    both = parse_evaluator("第三方（自评）")
    assert both.value is EvaluatorType.SELF
    assert codes(both) == [("EVALUATOR_CONTRADICTION", "ask")]
    two = parse_evaluator("购买方/第三方")
    assert (two.value, codes(two)) == (None, [("EVALUATOR_SEVERAL", "ask")])
    none = parse_evaluator("")
    assert (none.value, codes(none)) == (None, [("EVALUATOR_MISSING", "warn")])
    assert "列入待补" in none.findings[0].message_zh
    assert codes(parse_evaluator("隔壁老王")) == [("EVALUATOR_UNKNOWN", "ask")]


@pytest.mark.parametrize(
    ("cell", "scope", "districts", "note"),
    [
        ("全市", "全市", (), ""),
        ("本市各街道", "全市", (), ""),
        ("北京市", "全市", (), ""),
        ("", "全市", (), ""),
        (None, "全市", (), ""),
        ("全国", "全国", (), ""),
        ("海淀", "区", ("海淀",), ""),
        ("北京市海淀区", "区", ("海淀",), ""),
        ("东城、西城；朝阳", "区", ("东城", "西城", "朝阳"), ""),
        ("东城西城", "区", ("东城", "西城"), ""),
        ("怀柔区和密云区", "区", ("怀柔", "密云"), ""),
        (110108.0, "区", ("海淀",), ""),
        ("110103", "区", ("东城",), ""),
        ("110104、110228", "区", ("西城", "密云"), ""),
        ("110108001", "区", ("海淀",), ""),
        ("宣武区", "区", ("西城",), ""),
        ("城六区", "区", ("东城", "西城", "朝阳", "海淀", "丰台", "石景山"), ""),
        ("海淀区及周边", "区", ("海淀",), "周边"),
        ("海淀（周边可协商）", "区", ("海淀",), "周边可协商"),
    ],
)
def test_areas(cell, scope, districts, note):
    parsed = parse_area(cell)
    assert parsed.value == ServiceArea(scope, districts, note)
    assert all(f.severity is Severity.INFO for f in parsed.findings)


@pytest.mark.parametrize("cell", ["除远郊区外", "和平里街道", "不含延庆", "海淀、廊坊", 7.0])
def test_an_area_in_doubt_is_unknown_not_the_whole_city(cell):
    parsed = parse_area(cell)
    assert (parsed.value.scope, parsed.value.districts) == ("区", ())
    assert [f.severity for f in parsed.findings] == [Severity.ASK]


@pytest.mark.parametrize(
    ("cell", "number", "masked"),
    [
        ("010-0000 0000 转 8", "010-00000000-8", "010-****0000-8"),
        ("(010)64001234", "010-64001234", "010-****1234"),
        ("01064001234", "010-64001234", "010-****1234"),
        ("0311-87654321", "0311-87654321", "0311-****4321"),
        ("13900139000", "13900139000", "139****9000"),
        (13900139000.0, "13900139000", "139****9000"),
        ("139-0013-9000", "13900139000", "139****9000"),
        ("+86 139 0013 9000", "13900139000", "139****9000"),
        ("139****9000", "139****9000", "139****9000"),
        ("13900139000/010-64001234", "13900139000、010-64001234", "139****9000、010-****1234"),
        ("400-810-1234", "400-810-1234", "****1234"),
        ("12345", "12345", "12345"),
        ("", "", ""),
    ],
)
def test_phones(cell, number, masked):
    assert parse_phone(cell).value == number
    assert mask_phone(number) == masked
    assert mask_phone(masked) == masked
    assert parse_phone(number).value == number


def test_phone_findings_never_quote_the_number():
    mobile = parse_phone("13900139000")
    assert codes(mobile) == [("PHONE_MOBILE", "info")]
    assert "遮盖" in mobile.findings[0].message_zh
    broken = parse_phone("1390013900x")
    assert (broken.value, codes(broken)) == ("", [("PHONE_UNREADABLE", "error")])
    messages = [f.message_zh for parsed in (mobile, broken) for f in parsed.findings]
    assert not any("9001" in message for message in messages)


@pytest.mark.parametrize(
    ("cell", "code", "found"),
    [
        ("XQ-2026-006", "XQ-2026-006", None),
        (" xq-2026-006 ", "XQ-2026-006", "CODE_NORMALISED"),
        ("ＸＱ－２０２６－００９", "XQ-2026-009", "CODE_NORMALISED"),
        ("XQ—2026—006", "XQ-2026-006", "CODE_NORMALISED"),
        ("XQ2026037", "XQ-2026-037", "CODE_HYPHENS"),
        ("2026-15", "2026-15", None),
        (7.0, "7", None),
        ("", "", "CODE_MISSING"),
        ("待补", "", "CODE_MISSING"),
        ("长" * 50, "", "CODE_UNREADABLE"),
    ],
)
def test_need_codes(cell, code, found):
    parsed = parse_need_code(cell)
    assert parsed.value == code
    assert [f.code for f in parsed.findings] == ([] if found is None else [found])
    assert parse_need_code(code).value == code


def test_modes_and_sources_get_their_usual_names():
    assert parse_purchase_mode("直接委托").value == "直接委托"
    assert parse_purchase_mode("磋商").value == "竞争性磋商"
    assert parse_purchase_mode("公益创投，差额购买").value == "公益创投、差额购买"
    assert parse_funding_source("福利彩票公益金").value == "福彩公益金"
    assert parse_funding_source("社会建设资金+自筹资金").value == "社会建设资金、自筹"
    assert parse_funding_source("").findings == ()
    for parsed in (parse_purchase_mode("抽签"), parse_funding_source("银行贷款")):
        assert parsed.value in ("抽签", "银行贷款")
        assert codes(parsed) == [("UNKNOWN_VALUE", "warn")]
