"""The clause check: unlawful or contested conditions, and services that may not be purchased."""

from .find import find_contested, find_discriminatory
from .finding import ClauseFinding
from .negative import find_negative_list
from .negative_rules import negative_book
from .rules import Restriction, RuleBook, rule_book

__all__ = [
    "ClauseFinding",
    "Restriction",
    "RuleBook",
    "find_contested",
    "find_discriminatory",
    "find_negative_list",
    "negative_book",
    "rule_book",
]
