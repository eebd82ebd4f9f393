"""Whether a need may be published, as a pure function of the need.

Grounds: type and beneficiaries are required (四(一)); budget before purchase (五(二)); a term of at
most 36 months (五(五)); no differential or discriminatory treatment (实施条例第20条); a description
that says what is to be done (docs/import-rules.md).
"""

from __future__ import annotations

from .clauses import find_discriminatory
from .model import Need, NeedStatus
from .text import is_vague

#: Longest term of a purchase in months (五(五)).
LONGEST_TERM = 36


def publication_blocks(need: Need) -> tuple[str, ...]:
    """Return the Chinese sentences of everything that keeps ``need`` from being published."""
    blocks = [
        *_withdrawn(need),
        *(["缺服务类型，请补充后再发布（四(一)）。"] if not need.service_types else []),
        *(["缺受益群众，请补充后再发布（四(一)）。"] if not need.beneficiaries else []),
        *_budget_blocks(need),
        *_term_blocks(need),
        *_text_blocks(need),
    ]
    return tuple(blocks)


def purchase_blocks(need: Need) -> tuple[str, ...]:
    """Return the Chinese sentences of what keeps a contract for ``need`` from being signed.

    Withdrawn, or without a budget: 先有预算后购买 (五(二)). The contract has a term of its own.
    """
    return (*_withdrawn(need), *_budget_blocks(need))


def _withdrawn(need: Need) -> list[str]:
    return ["需求已撤销。"] if need.status is NeedStatus.WITHDRAWN else []


def _budget_blocks(need: Need) -> list[str]:
    if need.budget.high is None:
        note = f"（{need.budget.note}）" if need.budget.note else ""
        return [f"预算未定{note}，先有预算后购买（五(二)）。"]
    return ["预算为 0，无预算不得采购（五(二)）。"] if need.budget.high == 0 else []


def _term_blocks(need: Need) -> list[str]:
    if need.period.open_ended:
        return [f"服务期限为“长期”，最长 {LONGEST_TERM} 个月，请写明起止（五(五)）。"]
    if need.period.months is not None and need.period.months > LONGEST_TERM:
        return [f"服务期限 {need.period.months} 个月，超过 {LONGEST_TERM} 个月（五(五)）。"]
    return []


def _text_blocks(need: Need) -> list[str]:
    found = [*find_discriminatory(need.title), *find_discriminatory(need.description)]
    blocks = [f"“{clause.text}”可能构成差别或歧视待遇：{clause.ground_zh}" for clause in found]
    if need.description and is_vague(need.description):
        blocks.append("描述空泛，没有具体内容，请补充要做什么、为谁做。")
    return blocks
