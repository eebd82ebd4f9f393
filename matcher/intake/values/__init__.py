"""Value rules of messy cells: one pure function per kind of value, ``(cell, context) → Parsed``.

A rule never raises on a cell, never guesses and never loses what was written: what it changed,
doubts or refuses is a finding with the way out (docs/import-rules.md).
"""

from __future__ import annotations

from .annual_checks import parse_annual_checks
from .areas import parse_area
from .codes import parse_funding_source, parse_need_code, parse_purchase_mode
from .counts import Staff, parse_count, parse_quantity, parse_sample, parse_staff
from .dates import DateValue, parse_date
from .evaluators import parse_evaluator
from .grades import GRADE_SCORES, grade_agrees
from .lists import split_list
from .money import parse_money
from .numerals import chinese_number
from .periods import parse_period
from .phones import mask_phone, parse_phone
from .prices import parse_price
from .ratings import parse_rating
from .references import parse_references
from .satisfaction import parse_satisfaction
from .scores import ScoreValue, parse_score
from .text import normal_text
from .uscc import (
    UsccValue,
    is_valid_uscc,
    organization_check_character,
    parse_uscc,
    uscc_check_character,
)

__all__ = [
    "GRADE_SCORES",
    "DateValue",
    "ScoreValue",
    "Staff",
    "UsccValue",
    "chinese_number",
    "grade_agrees",
    "is_valid_uscc",
    "mask_phone",
    "normal_text",
    "organization_check_character",
    "parse_annual_checks",
    "parse_area",
    "parse_count",
    "parse_date",
    "parse_evaluator",
    "parse_funding_source",
    "parse_money",
    "parse_need_code",
    "parse_period",
    "parse_phone",
    "parse_price",
    "parse_purchase_mode",
    "parse_quantity",
    "parse_rating",
    "parse_references",
    "parse_sample",
    "parse_satisfaction",
    "parse_score",
    "parse_staff",
    "parse_uscc",
    "split_list",
    "uscc_check_character",
]
