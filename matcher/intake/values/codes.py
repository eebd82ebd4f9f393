"""Need codes and the two short vocabularies of a need: purchase mode, funding source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ..cells import CellValue
from ..issues import Parsed
from .findings import info, unreadable, warn
from .synonyms import by_spelling
from .text import compact, is_empty, is_undecided, light_text, normal_text, quote

_CODE = re.compile(r"([A-Z]{1,8})([-_]?)((?:19|20)[0-9]{2})([-_]?)([0-9]{1,6})")
_MAX_CODE = 40

#: 政府采购法第26条, 五(四), and what streets use below the thresholds.
_MODE_NAMES = by_spelling(
    {
        "公开招标": "公开 公开招投标",
        "邀请招标": "邀标",
        "竞争性磋商": "磋商 竞争磋商",
        "竞争性谈判": "谈判 竞争谈判",
        "询价": "询价采购",
        "单一来源": "单一来源采购",
        "比选": "竞争性比选 公开比选",
        "直接委托": "委托 定向委托 直接购买",
        "公益创投": "创投 公益创投项目",
        "差额购买": "差额",
    }
)
#: 五(二) and what street budgets draw on.
_SOURCE_NAMES = by_spelling(
    {
        "社会建设资金": (
            "市对区转移支付社会建设资金 市对区转移支付的社会建设资金 社会建设专项资金 社建资金"
        ),
        "社区公益事业补助资金": (
            "社区公益金 社区公益事业专项补助资金 公益事业补助资金 社区公益事业补助"
        ),
        "部门预算": "部门预算资金 预算资金",
        "福彩公益金": "福利彩票公益金 彩票公益金 福彩金",
        "自筹": "自筹资金 自有资金",
        "社会捐赠": "捐赠 社会捐赠资金",
        "街道财政资金": "街道财政",
        "区级财政资金": "区级财政",
        "市级财政资金": "市级财政",
    }
)
_JOINED = re.compile(r"[、,;/+]")


def parse_need_code(v: CellValue) -> Parsed[str]:
    """Return the need code in upper case and half width; ``XQ2026037`` gets its hyphens back.

    Empty gives ``""`` with a hint: the plan makes a temporary code. A code of another scheme stays
    as written, folded.
    """
    text = compact(v).upper()
    if isinstance(v, (bool, date)):
        found = unreadable("CODE_UNREADABLE", "需求编号", v, "“XQ-2026-001”")
        return Parsed("", (found,))
    if is_empty(text) or is_undecided(text.lower()):
        message = "缺需求编号，生成临时编号，不与其他行合并；请补正式编号。"
        return Parsed("", (warn("CODE_MISSING", message),))
    match = _CODE.fullmatch(text)
    code = text if match is None else f"{match.group(1)}-{match.group(3)}-{match.group(5)}"
    if len(code) > _MAX_CODE:
        found = unreadable("CODE_UNREADABLE", "需求编号", v, "“XQ-2026-001”")
        return Parsed("", (found,))
    written = v if isinstance(v, str) else text
    if match is not None and not (match.group(2) and match.group(4)):
        message = f"需求编号{quote(v)}少连字符，规整为 {code}，请核对。"
        return Parsed(code, (warn("CODE_HYPHENS", message),))
    if code != written:
        return Parsed(code, (info("CODE_NORMALISED", f"需求编号规整为 {code}。"),))
    return Parsed(code)


def parse_purchase_mode(v: CellValue) -> Parsed[str]:
    """Return the purchase mode in its usual name (五(四), 政府采购法第26条); unknown ones stay."""
    return _listed(v, "购买方式", _MODE_NAMES)


def parse_funding_source(v: CellValue) -> Parsed[str]:
    """Return the funding source in its usual name (五(二)); unknown ones stay as written."""
    return _listed(v, "资金来源", _SOURCE_NAMES)


def _listed(v: CellValue, what_zh: str, names: Mapping[str, str]) -> Parsed[str]:
    text = normal_text(v)
    known = tuple(dict.fromkeys(names.values()))
    if isinstance(v, (bool, date)):
        return Parsed("", (unreadable("UNKNOWN_VALUE", what_zh, v, f"“{known[0]}”"),))
    if is_empty(compact(v)):
        return Parsed("")
    parts = [p.strip() for p in _JOINED.split(text) if p.strip()]
    usual = [names.get(p, p) for p in parts]
    strange = [p for p in usual if p not in known]
    if strange or not usual:
        message = f"{what_zh}{quote(v)}不在常用名称中，按原文保留；常用：{'、'.join(known)}。"
        kept = light_text(v) if isinstance(v, str) else text
        return Parsed(kept, (warn("UNKNOWN_VALUE", message),))
    joined = "、".join(dict.fromkeys(usual))
    if usual != parts:
        return Parsed(joined, (info("VALUE_NORMALISED", f"{what_zh}{quote(v)}登记为“{joined}”。"),))
    return Parsed(joined)
