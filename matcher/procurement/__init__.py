"""Lawful ways of purchase, split purchases, contract terms, 公益创投 (五(二), 五(四), 五(五))."""

from .admission import admit, check_cap
from .amounts import Budget, YearAmount, amount_zh, budget_of, years_of
from .ladder import Level, Method, price_share_zh
from .method import MethodHint, method_hint
from .record import APPLIED, MOVED, applied_detail, moved_detail, states_of
from .splitting import SplitGroup, SplitMember, split_groups, street_key
from .terms import Expiring, TermCheck, chain_of, expiring, months_of_contract, over_term
from .thresholds import (
    ProcurementRules,
    Thresholds,
    VentureRules,
    lint_rules,
    load_rules,
    rules_from_toml,
)
from .venture import (
    Stage,
    VentureApplication,
    VentureEvent,
    VentureState,
    advanced,
    folded,
    next_stages,
    opened,
    stage_named,
)
from .years import purchase_year, year_of

__all__ = [
    "APPLIED",
    "MOVED",
    "Budget",
    "Expiring",
    "Level",
    "Method",
    "MethodHint",
    "ProcurementRules",
    "SplitGroup",
    "SplitMember",
    "Stage",
    "TermCheck",
    "Thresholds",
    "VentureApplication",
    "VentureEvent",
    "VentureRules",
    "VentureState",
    "YearAmount",
    "admit",
    "advanced",
    "amount_zh",
    "applied_detail",
    "budget_of",
    "chain_of",
    "check_cap",
    "expiring",
    "folded",
    "lint_rules",
    "load_rules",
    "method_hint",
    "months_of_contract",
    "moved_detail",
    "next_stages",
    "opened",
    "over_term",
    "price_share_zh",
    "purchase_year",
    "rules_from_toml",
    "split_groups",
    "stage_named",
    "states_of",
    "street_key",
    "year_of",
    "years_of",
]
