"""Budgets whose unit a person should look at again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from matcher.amount_checks import unit_in_doubt
from matcher.intake.values import parse_money
from matcher.model import Money


@pytest.mark.parametrize(
    ("low", "high", "doubt"),
    [
        ("5000", "5000", False),
        ("4999.99", "4999.99", True),
        ("5000000", "5000000", False),
        ("5000000.01", "5000000.01", True),
        ("3000", "20000", True),
        ("500000", "20000000", True),
        ("50000", "80000", False),
        ("12", "12", True),
        ("1200000000", "1200000000", True),
        ("0", "0", False),
        ("0", "50000", True),
        (None, None, False),
        (None, "50000", False),
        (None, "4000", True),
    ],
)
def test_W17_bounds_of_a_budget(low, high, doubt):
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert unit_in_doubt(Money(*ends)) is doubt


@pytest.mark.parametrize(
    ("cell", "unit", "doubt"),
    [
        ("12.5", "万元", False),
        ("90000万元", "", True),
        ("12元", "", True),
        ("3000元", "", True),
        ("待定", "", False),
        ("", "万元", False),
    ],
)
def test_W17_of_what_a_person_confirmed(cell, unit, doubt):
    assert unit_in_doubt(parse_money(cell, unit).value) is doubt
