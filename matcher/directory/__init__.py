"""Guiding directories (指导性目录) as versioned data: look-up, suggestions, gaps (四(三), 二)."""

from .answer import Fit, Statement, Suggestion, Suggestions
from .check import ItemCheck, ItemState, check_item, check_items
from .crosswalk import Crosswalk, crosswalk
from .gaps import GapGroup, GapNeed, GapReport, gaps
from .lint import DirectoryFinding, lint
from .load import SHIPPED_DIRECTORIES, load_directories
from .suggest import FLOOR, suggest, suggest_text
from .values import Conditions, Directories, Directory, Entry, Item

__all__ = [
    "FLOOR",
    "SHIPPED_DIRECTORIES",
    "Conditions",
    "Crosswalk",
    "Directories",
    "Directory",
    "DirectoryFinding",
    "Entry",
    "Fit",
    "GapGroup",
    "GapNeed",
    "GapReport",
    "Item",
    "ItemCheck",
    "ItemState",
    "Statement",
    "Suggestion",
    "Suggestions",
    "check_item",
    "check_items",
    "crosswalk",
    "gaps",
    "lint",
    "load_directories",
    "suggest",
    "suggest_text",
]
