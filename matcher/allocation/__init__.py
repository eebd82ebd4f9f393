"""Who gets which need when many needs are answered at once: a yearly list, a fair."""

from .allocate import allocate
from .solver import Solver
from .values import (
    Allocation,
    Asking,
    Batch,
    BudgetLine,
    Choice,
    Given,
    LineUse,
    NeedAllocation,
    Newcomers,
    Rules,
)

__all__ = [
    "Allocation",
    "Asking",
    "Batch",
    "BudgetLine",
    "Choice",
    "Given",
    "LineUse",
    "NeedAllocation",
    "Newcomers",
    "Rules",
    "Solver",
    "allocate",
]
