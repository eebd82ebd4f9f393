"""The negative list as data: who does what is told by classes of words and by frames of classes.

Source: 政府购买服务管理办法 (财政部令第102号) Art. 10. Each ground of ``negative_list`` in
``data/clauses.json`` has ``words`` (class → words, each a pattern on folded text) and ``frames``.
A frame is a row of classes with the most characters that may lie between two of them:
``acquire ~12 goods`` inside one comma part, ``advance ~~30 repay`` inside one sentence. Frames are
grouped by what lifts them besides negation and talk (``negative_roles``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from .rules import Pattern

_STEP = re.compile(r"(?:(~~?)(\d+) )?(\w+)")


@dataclass(frozen=True, slots=True)
class Step:
    """A class of words, at most ``reach`` characters behind the step before.

    ``across`` lets commas lie between.
    """

    name: str
    reach: int
    across: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Classes in the order of the text, and the names of the roles that lift the match."""

    steps: tuple[Step, ...]
    lifted_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground, ``NEG1`` … ``NEG6``, with its sentence for users and its frames.

    A comma part that one of the grounds ``yields_to`` claims too is told once, under that one:
    goods bought for the staff itself are outside government duty first.
    """

    kind: str
    ground_zh: str
    yields_to: frozenset[str]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class NegativeBook:
    """All grounds, and the pattern of each class (one name space)."""

    classes: Mapping[str, Pattern]
    grounds: tuple[Ground, ...]


@lru_cache(maxsize=1)
def negative_book() -> NegativeBook:
    """Return the bundled negative list."""
    data = resources.files("matcher") / "data" / "clauses.json"
    rows: list[dict[str, Any]] = json.loads(data.read_text(encoding="utf-8"))["negative_list"]
    classes = {name: _class(words) for row in rows for name, words in row["words"].items()}
    return NegativeBook(MappingProxyType(classes), tuple(_ground(row) for row in rows))


def _class(words: list[str]) -> Pattern:
    # Longer words first, so that 消防设施 is not read as 消防.
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(f"(?:{word})" for word in ordered), re.I)


def _ground(row: dict[str, Any]) -> Ground:
    frames: dict[str, list[str]] = row["frames"]
    return Ground(
        str(row["code"]),
        str(row["ground"]),
        frozenset(row["yields_to"]),
        tuple(
            Frame(_steps(line), frozenset(lifts.split()))
            for lifts, lines in frames.items()
            for line in lines
        ),
    )


def _steps(line: str) -> tuple[Step, ...]:
    return tuple(
        Step(match[3], int(match[2] or 0), match[1] == "~~") for match in _STEP.finditer(line)
    )
