"""Which items each category of the lexicon and each service type speaks for.

The lexicon's ``directory`` fields are the first table; what items list themselves (``categories``,
``types``) is the second. A retired item in the lexicon speaks for its successors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from embeddings.lexicon import Lexicon

from .values import Directories, Entry

#: What an item is worth to a category that it lists; that the lexicon puts first, second, further
#: down; that shares its service type, where the item lists no categories at all.
LISTED = 1.0
IN_LEXICON = (1.0, 0.8, 0.6)
BY_TYPE = 0.7


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """``entries`` in force; ``weights[row of category]`` maps the index of an entry to (0, 1].

    ``tied``: the indexes of the entries that some category speaks for.
    """

    entries: tuple[Entry, ...]
    weights: tuple[Mapping[int, float], ...]
    tied: frozenset[int]


def crosswalk(directories: Directories, lexicon: Lexicon, as_of: date) -> Crosswalk:
    """Return the items in force on ``as_of`` and what each category means for them."""
    entries = tuple(
        Entry(item, version) for version in directories.in_force(as_of) for item in version.items
    )
    places = {(e.directory.file, e.item.code): index for index, e in enumerate(entries)}
    resolved: dict[str, tuple[int, ...]] = {}
    weights = []
    for category in lexicon.categories:
        found: dict[int, float] = {}
        for index, entry in enumerate(entries):
            if category.code in entry.item.categories:
                found[index] = LISTED
            elif not entry.item.categories and category.type in entry.item.types:
                found[index] = BY_TYPE
        for rank, reference in enumerate(category.directory):
            if reference not in resolved:
                resolved[reference] = tuple(
                    places[entry.directory.file, entry.item.code]
                    for entry in _in_force(reference, directories, as_of)
                )
            weight = IN_LEXICON[min(rank, len(IN_LEXICON) - 1)]
            for index in resolved[reference]:
                found[index] = max(found.get(index, 0.0), weight)
        weights.append(found)
    return Crosswalk(entries, tuple(weights), frozenset(i for found in weights for i in found))


def _in_force(reference: str, directories: Directories, as_of: date) -> tuple[Entry, ...]:
    entry = directories.find(reference, as_of)
    if entry is None:
        return ()
    if entry.directory.covers(as_of):
        return (entry,)
    return directories.successors(entry, as_of)
