"""The clause check: unlawful preferences and services that may not be purchased."""

from .find import ClauseFinding, find_discriminatory, find_negative_list
from .rules import Rule, RuleBook, rule_book

__all__ = [
    "ClauseFinding",
    "Rule",
    "RuleBook",
    "find_discriminatory",
    "find_negative_list",
    "rule_book",
]
