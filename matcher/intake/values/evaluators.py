"""Who judged (评价主体): the six kinds that the ranking weighs differently (五(七))."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ...model import EvaluatorType
from ...text import simplified
from ..cells import CellValue
from ..issues import Finding, Parsed
from .findings import ask, warn
from .synonyms import by_spelling
from .text import compact, is_empty, is_undecided, quote

_NAMES: Mapping[str, str] = by_spelling(
    {
        EvaluatorType.THIRD_PARTY: (
            "third_party 第三方机构 第三方单位 第三方评估 第三方评价 第三方评估机构 第三方评价机构"
            " 评估机构 评价机构 专业评估机构"
        ),
        EvaluatorType.FINANCE: "finance 财政局 财政部门 财政所 财政科 财政评价",
        EvaluatorType.DEPARTMENT: (
            "department 部门评价 主管部门 业务主管部门 业务主管单位 行业主管部门 民政部门 民政局"
            " 区民政局 民政"
        ),
        EvaluatorType.BUYER: (
            "buyer 购买主体 购买单位 购买人 采购人 采购方 采购单位 甲方 委托方 需求方 街道 街道办"
            " 街道办事处 乡镇 镇政府 街镇"
        ),
        EvaluatorType.BENEFICIARY: (
            "beneficiary 服务对象评价 受益人 受益群众 受益对象 受益人群 群众 居民 居民代表 社区居民"
        ),
        EvaluatorType.SELF: (
            "self 自我评价 自我评估 单位自评 机构自评 组织自评 承接方自评 项目自评 自查 本机构"
            " 本单位 承接方 承接主体 承接单位"
        ),
    }
)
_SEPARATORS = re.compile(r"[/、,;+&|()\[\]【】〔〕]|和|与|及|兼")


def parse_evaluator(v: CellValue) -> Parsed[EvaluatorType | None]:
    """Return the kind of evaluator; traditional characters are folded.

    ``第三方（自评）`` contradicts itself: asked about, and held as 自评, the least weight, until
    answered. Other mixtures and unknown words give None and a question; empty is to be supplied.
    """
    text = compact(v)
    if is_empty(text) or is_undecided(text):
        message = "缺评价主体，列入待补；补齐前这条评价不参与评分（五(七)）。"
        return Parsed(None, (warn("EVALUATOR_MISSING", message),))
    if isinstance(v, (bool, int, float, date)):
        return Parsed(None, (_unknown(v),))
    kinds = _kinds(text)
    if None in kinds:
        kinds = _kinds(simplified(text))
    if not kinds or (None in kinds and len(kinds) == 1):
        return Parsed(None, (_unknown(v),))
    known = tuple(kind for kind in kinds if kind is not None)
    if len(known) == 1 and None not in kinds:
        return Parsed(known[0])
    if EvaluatorType.SELF in known:
        message = f"评价主体{quote(v)}自相矛盾，暂按自评处理，请确认是谁评的。"
        return Parsed(EvaluatorType.SELF, (ask("EVALUATOR_CONTRADICTION", message, "自评"),))
    if len(known) > 1:
        message = f"评价主体{quote(v)}写了两个主体，拆不开，没有采用；请只填一个，或分成两行。"
        return Parsed(None, (ask("EVALUATOR_SEVERAL", message),))
    return Parsed(known[0])  # 第三方（某某评估中心）: the remark names the evaluator


def _kinds(text: str) -> tuple[EvaluatorType | None, ...]:
    """Return the kinds that the parts of ``text`` name, each once (None: a part names none)."""
    whole = _NAMES.get(text)
    if whole is not None:
        return (EvaluatorType(whole),)
    named = (_NAMES.get(part) for part in _SEPARATORS.split(text) if part)
    return tuple(dict.fromkeys(None if name is None else EvaluatorType(name) for name in named))


def _unknown(v: CellValue) -> Finding:
    listed = "、".join(kind.value for kind in EvaluatorType)
    message = f"评价主体{quote(v)}不在可选值中，没有采用；请选：{listed}。"
    return ask("EVALUATOR_UNKNOWN", message)
