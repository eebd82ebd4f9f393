"""What keeps a need from being published, each ground by itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from matcher.model import Labelled, Money, Need, NeedStatus, Period
from matcher.publication import publication_blocks

NEED = Need(
    id="n",
    code="XQ-2026-901",
    title="独居长者每周探访",
    description="每周上门看望独居长者，记录身体情况，发现问题及时联系家人。",
    service_types=("为老服务",),
    beneficiaries=(Labelled("老年人"),),
    budget=Money(Decimal("60000.00"), Decimal("60000.00")),
    period=Period(months=12),
)


def test_a_complete_need_may_be_published():
    assert publication_blocks(NEED) == ()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"status": NeedStatus.WITHDRAWN}, "撤销"),
        ({"service_types": ()}, "服务类型"),
        ({"beneficiaries": ()}, "受益群众"),
        ({"budget": Money(note="待定")}, "待定"),
        ({"budget": Money(Decimal(0), Decimal(0))}, "预算为 0"),
        ({"period": Period(open_ended=True)}, "长期"),
        ({"period": Period(months=37)}, "37 个月"),
        ({"description": "承接机构须在本区注册。每周上门看望独居长者。"}, "注册"),
        ({"description": "坚持党建引领，推动共建共治共享。"}, "空泛"),
    ],
)
def test_T41b_each_ground_blocks_and_says_so(change, word):
    (block,) = publication_blocks(replace(NEED, **change))
    assert word in block


@pytest.mark.parametrize(
    "change",
    [
        {"period": Period(months=36)},
        {"period": Period()},
        {"budget": Money(Decimal("50000"), Decimal("80000"))},
        {"description": "承接机构能在本街道提供服务，项目负责人具备社工证。每周看望独居长者。"},
    ],
)
def test_neutral_look_alikes_pass(change):
    assert publication_blocks(replace(NEED, **change)) == ()
