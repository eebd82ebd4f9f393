"""What a remark says that belongs into a field: status, former names, registers, supports.

Words are taken only where the remark states them of the organization itself; a negation in front
(未列入, 不可代签) turns them off. The remark itself is kept as written.
"""

from __future__ import annotations

import re
from datetime import date

from ...model import CreditList, CreditState, FederationSupport, LegalStatus, PartialDate
from ..values import normal_text, parse_date

_FORMER = re.compile(r"(?:曾用名|原名|前身)(?:为|是)?\s*[:：]?\s*([^,，。;；\s)）]+)")
_FORMER_IN_NAME = re.compile(r"[（(]\s*(?:原|原名|曾用名|前身)\s*[:：]\s*([^)）]+)[)）]")
_NOT = r"(?<!未)(?<!没有)(?<!不)(?<!非)(?<!无)"

_STATUS = (
    (re.compile(_NOT + r"(?:已|被|自行)注销|登记状态[:：]?注销"), LegalStatus.DISSOLVED),
    (re.compile(_NOT + r"(?:已|被)吊销"), LegalStatus.REVOKED),
    (re.compile(_NOT + r"(?:已|被)撤销(?:登记)?"), LegalStatus.CANCELLED),
    (re.compile(r"(?:正在)?筹备(?:中|登记)"), LegalStatus.PREPARING),
    (re.compile(r"(?:街道|社区|乡镇|镇|乡)备案|备案(?:组织|团队)"), LegalStatus.FILED),
    (re.compile(r"未(?:办理)?登记|尚未登记"), LegalStatus.UNREGISTERED),
)

#: Registration states after which there is no organization any more, with the word for the end.
ENDED = {
    LegalStatus.DISSOLVED: "注销",
    LegalStatus.CANCELLED: "撤销",
    LegalStatus.REVOKED: "吊销",
}
_CLAUSE_END = re.compile(r"[,，。;；]")
_DATE = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}"
    r"(?:年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?|[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?)"
    r"(?![0-9])"
)

_REGISTERS = (
    (re.compile(r"活动异常(?:名录)?"), CreditList.ABNORMAL),
    (re.compile(r"政府采购严重违法失信"), CreditList.PROCUREMENT),
    (re.compile(r"(?<!政府采购)严重违法失信"), CreditList.SERIOUS),
    (re.compile(r"失信被执行人"), CreditList.DEFAULTER),
)
_OFF_LIST = re.compile(
    r"(?:未|没有|不曾|不)(?:被)?(?:列入|在)|移出|移除|非|无$|无(?=活动|严重|失信)"
)

_SUPPORTS = (
    (r"孵化|培育", FederationSupport.INCUBATION),
    (r"规范管理", FederationSupport.MANAGEMENT),
    (r"代管|资金托管", FederationSupport.FUND_HOLDING),
    (r"代签", FederationSupport.SIGNING),
    (r"服务代理|代理服务", FederationSupport.AGENCY),
)

_DISPUTED = re.compile(r"(?<!无)(?<!没有)(?:异议|争议|申诉|复核中)")
_SETTLED = re.compile(r"(?:异议|争议|申诉)(?:已|不成立|撤回)|(?:无|没有)(?:任何)?(?:异议|争议)")
_TIED = re.compile(r"同一(?:负责人|法定代表人|法人)|利益冲突|利害关系|关联关系|关联机构")
_UNTIED = re.compile(r"(?:无|没有|不存在|未发现|非)\S{0,4}$")


def former_names(remark: str) -> tuple[str, ...]:
    """Return the names that ``remark`` calls former (``曾用名：…``), in order, each once."""
    found = (part for m in _FORMER.finditer(remark) for part in m.group(1).split("、"))
    return tuple(dict.fromkeys(part for part in found if part))


def split_former(name: str) -> tuple[str, tuple[str, ...]]:
    """Return ``name`` without a ``（原：…）`` and the former names that stood in it."""
    found = [part for m in _FORMER_IN_NAME.finditer(name) for part in m.group(1).split("、")]
    return _FORMER_IN_NAME.sub("", name).strip(), tuple(p.strip() for p in found if p.strip())


def legal_status(remark: str) -> LegalStatus | None:
    """Return the registration state that ``remark`` states, or None."""
    return next((status for pattern, status in _STATUS if pattern.search(remark)), None)


def ended_on(remark: str, status: LegalStatus, today: date) -> PartialDate | None:
    """Return when the registration ended (``已于2025年3月注销``), or None where it is not stated.

    The date must be the only one in the clauses that name the end. Years have four digits, so
    ``today`` only serves the rule for date cells.
    """
    word = ENDED.get(status)
    if word is None:
        return None
    clauses = [c for c in _CLAUSE_END.split(normal_text(remark.replace("\n", ";"))) if word in c]
    found = {text for clause in clauses for text in _DATE.findall(clause)}
    return parse_date(found.pop(), today).value.value if len(found) == 1 else None


def credit_entries(remark: str) -> tuple[tuple[CreditList, CreditState], ...]:
    """Return the registers that ``remark`` names with the state it gives (三(一))."""
    entries = []
    for pattern, register in _REGISTERS:
        hit = pattern.search(remark)
        if hit is None:
            continue
        clause_start = max(remark.rfind(mark, 0, hit.start()) for mark in "，,。；;") + 1
        clause_end = min(
            (end for mark in "，,。；;" if (end := remark.find(mark, hit.end())) >= 0),
            default=len(remark),
        )
        off = _OFF_LIST.search(remark[clause_start : hit.start()]) or _OFF_LIST.search(
            remark[hit.end() : clause_end]
        )
        entries.append((register, CreditState.OUT if off else CreditState.IN))
    return tuple(entries)


def supports(remark: str) -> tuple[FederationSupport, ...]:
    """Return the federation supports that ``remark`` grants, in the order of 三(二)."""
    return tuple(
        support
        for pattern, support in _SUPPORTS
        if re.search(rf"(?<!不)(?<!不可)(?<!不能)(?<!未)(?:{pattern})", remark)
    )


def is_disputed(remark: str) -> bool:
    """Return whether ``remark`` says that the result is disputed and not settled (五(七))."""
    return bool(_DISPUTED.search(remark)) and not _SETTLED.search(remark)


def has_conflict(remark: str) -> bool:
    """Return whether ``remark`` ties the evaluator to the evaluated (条例第18条)."""
    hit = _TIED.search(remark)
    return hit is not None and not _UNTIED.search(remark[: hit.start()])
