"""Tables of a page whose first column is written by hand and whose other columns are computed.

A comment ``<!-- kind argument -->`` above a table names what computes it, so that a page shows what
the program does and cannot fall behind it.
"""

import re

_MARKER = re.compile(r"<!-- ([a-z_]+)(?: (\S+))? -->")
_BAR = re.compile(r"(?<!\\)\|")


def cells_of(line):
    """Return the cells of a table line, trimmed, with ``\\|`` read as a bar."""
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(line.strip())[1:-1]]


def line_of(cells):
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "⏎") for cell in cells) + " |"


def marked_rows(text):
    """Yield (line number, kind, argument, cells) of every data row under a marker."""
    marker, rows = None, 0
    for number, line in enumerate(text.splitlines()):
        found = _MARKER.fullmatch(line.strip())
        if found is not None:
            marker, rows = found.groups(), 0
        elif marker is not None and line.startswith("|"):
            rows += 1
            if rows > 2:  # title and rule
                yield number, marker[0], marker[1] or "", cells_of(line)
        elif rows:
            marker = None


def refreshed(text, compute):
    """Return ``text`` with every marked row replaced by ``compute(kind, argument, cells)``."""
    lines = text.splitlines()
    for number, kind, argument, cells in marked_rows(text):
        lines[number] = line_of(compute(kind, argument, cells))
    return "\n".join(lines) + "\n"
