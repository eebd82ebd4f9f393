"""Values of the guiding directories (指导性目录, 四(三)): items, versions, all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from . import references


@dataclass(frozen=True, slots=True)
class Conditions:
    """The three conditions of 四(三) that an item must meet to be bought from organizations."""

    government_duty: bool = True
    marketable: bool = True
    social_able: bool = True

    @property
    def missing_zh(self) -> tuple[str, ...]:
        """Return the names of the conditions that the directory says are not met."""
        named = (
            (self.government_duty, "属于政府职责范围"),
            (self.marketable, "适合采取市场化方式提供"),
            (self.social_able, "社会组织能够承担"),
        )
        return tuple(name for met, name in named if not met)


@dataclass(frozen=True, slots=True)
class Item:
    """One item as its version writes it.

    ``types`` are codes of the working taxonomy, ``categories`` codes of the lexicon;
    ``in_principle_social``: 五(三) 原则上由社会组织承接; ``successors`` are references
    (``"2022 A0402"``) to other versions. ``level`` is 1 to 4, ``parent`` "" for the first.
    """

    code: str
    parent: str
    level: int
    name: str
    note: str = ""
    types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    conditions: Conditions = Conditions()
    burden_reduction: bool = False
    in_principle_social: bool = False
    successors: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Return code and name as offices write them together."""
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class Directory:
    """One version of one scheme; both ends of the period count, ``effective_to`` None: in force."""

    scheme: str
    version: str
    effective_from: date
    effective_to: date | None
    note: str
    items: tuple[Item, ...]
    file: str = ""

    def covers(self, day: date) -> bool:
        """Return whether the version is in force on ``day``."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    def item(self, code: str) -> Item | None:
        """Return the first item with this code, or None."""
        return next((item for item in self.items if item.code == code), None)

    def ancestors(self, item: Item) -> tuple[str, ...]:
        """Return the codes above ``item``, nearest first; stops where a parent is missing."""
        found: list[str] = []
        above = self.item(item.parent)
        while above is not None and above.code not in found:
            found.append(above.code)
            above = self.item(above.parent)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item and the version that it stands in."""

    item: Item
    directory: Directory


@dataclass(frozen=True, slots=True)
class Directories:
    """Every version, in the order of scheme and period."""

    versions: tuple[Directory, ...]

    def in_force(self, as_of: date) -> tuple[Directory, ...]:
        """Return the versions in force on ``as_of``, one per scheme where the folder is sound."""
        return tuple(version for version in self.versions if version.covers(as_of))

    def find(self, reference: str, as_of: date) -> Entry | None:
        """Return the item that a cell means: a code, a name or both, with or without version.

        What is in force on ``as_of`` goes first, then the newest version. A code with another
        item's name is no item: None.
        """
        wanted = references.parse(reference, [(v.scheme, v.version) for v in self.versions])
        # sorted() is stable, also in reverse: equal dates keep the folder's order.
        newest = sorted(self.versions, key=lambda v: v.effective_from, reverse=True)
        for version in sorted(newest, key=lambda v: not v.covers(as_of)):
            if wanted.allows(version.scheme, version.version):
                code = references.resolve(wanted, [(i.code, i.name) for i in version.items])
                item = None if code is None else version.item(code)
                if item is not None:
                    return Entry(item, version)
        return None

    def successors(self, entry: Entry, as_of: date) -> tuple[Entry, ...]:
        """Return the items in force that took the place of ``entry``; () if it is in force itself.

        Chains over several versions are followed; a circle ends where it began. T43b.
        """
        found: list[Entry] = []
        seen = {(entry.directory.version, entry.item.code)}
        waiting = [] if entry.directory.covers(as_of) else [entry]
        while waiting:
            for reference in waiting.pop(0).item.successors:
                following = self.find(reference, as_of)
                if following is None:
                    continue
                key = (following.directory.version, following.item.code)
                if key in seen:
                    continue
                seen.add(key)
                (found if following.directory.covers(as_of) else waiting).append(following)
        return tuple(found)
