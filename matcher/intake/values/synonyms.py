"""Tables of spellings: written as ``usual name → its other spellings``, looked up the other way."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def by_spelling(table: Mapping[str, str]) -> Mapping[str, str]:
    """Return spelling → usual name; spellings are separated by spaces, the name is one itself."""
    found = {name: name for name in table}
    for name, spellings in table.items():
        for spelling in spellings.split():
            found.setdefault(spelling, name)
    return MappingProxyType(found)
