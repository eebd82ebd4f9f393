"""A sheet as plain cells with their places; what every format is turned into first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..cells import CellValue

Row = tuple[CellValue, ...]

#: Merged range: first row, first column, last row, last column; 0-based, ends included.
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of one sheet. ``rows[i]`` is row ``first + i`` for people; rows may differ in length.

    An empty cell, and a cell of nothing but white space, is None. ``hidden`` sheets are not read
    as data: a forgotten draft must not be imported unseen.
    """

    sheet: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    first: int = 1

    def cell(self, row: int, column: int) -> CellValue:
        """Return the cell at 0-based ``row``, ``column``; None outside the sheet."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    @property
    def width(self) -> int:
        """Return the number of columns of the longest row."""
        return max((len(row) for row in self.rows), default=0)


def make_grid(
    sheet: str,
    rows: Iterable[Sequence[CellValue]],
    merges: Iterable[Merge] = (),
    *,
    hidden: bool = False,
    first: int = 1,
) -> Grid:
    """Return a grid with blank text made None and empty ends cut off."""
    clean = [_trimmed(row) for row in rows]
    while clean and not clean[-1]:
        clean.pop()
    return Grid(sheet, tuple(clean), tuple(sorted(merges)), hidden, first)


def _trimmed(row: Sequence[CellValue]) -> Row:
    cells = [None if isinstance(c, str) and not c.strip() else c for c in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def column_letter(index: int) -> str:
    """Return the letters of the 0-based column ``index`` (``0`` → ``A``, ``26`` → ``AA``)."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
