"""The text of a cell, before any rule looks at its meaning (docs/import-rules.md).

Cells come with full-width digits, three kinds of spaces and a dozen kinds of dashes; every rule
works on one folded form, so that a rule is written once.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from ...privacy import mask_personal_data
from ..cells import CellValue

_DASHES = re.compile(r"[‐‑‒–—―−─━⁃﹣〜∼⁓~-]+")
_OPEN = "([{【〔〖（［｛"
_CLOSE = ")]}】〕〗）］｝"
_EMPTY = frozenset(("", "-", "/", "\\", ".", "无", "暂无", "没有", "空", "略", "n/a", "na", "null"))
_UNDECIDED = re.compile(
    r"(?:待|未)(?:定|核定|确定|补充|补|确认|协商|商定|测算|批复|统计|落实)|(?:另|再)(?:行)?(?:定|议|商|通知|商定)"
    r"|面议|协商|议定|视情况(?:而定)?|根据.{0,12}(?:确定|而定|议定)|不详|未知|不清楚|tbd"
)
_SHOWN = 30
_READ = 200
#: No sheet holds a whole number of more bits; ``str`` refuses to write much longer ones.
_MAX_BITS = 256


def normal_text(v: CellValue) -> str:
    """Return the text of a cell: NFKC, trimmed, white space squeezed, whole numbers without .0.

    Dates become ISO 8601 (midnight is left out), ``True`` 是, NaN and None ``""``. Invisible
    control and format characters are dropped.
    """
    if v is None:
        return ""
    if isinstance(v, bool):
        return "是" if v else "否"
    if isinstance(v, datetime):
        midnight = (v.hour, v.minute, v.second, v.microsecond) == (0, 0, 0, 0)
        return v.date().isoformat() if midnight else v.isoformat(sep=" ", timespec="minutes")
    if isinstance(v, date):
        return v.isoformat()
    if isinstance(v, int):
        return str(v) if v.bit_length() <= _MAX_BITS else ""
    if isinstance(v, float):
        return f"{Decimal(format(v, '.15g')):f}" if math.isfinite(v) else ""
    return squeezed(unicodedata.normalize("NFKC", v))


def squeezed(text: str) -> str:
    """Return ``text`` on one line: ends trimmed, runs of white space as one space."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or not _invisible(c))
    return " ".join("".join(kept).split())


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")


def compact(v: CellValue) -> str:
    """Return :func:`normal_text` without any space, in lower case, with one kind of dash."""
    return _DASHES.sub("-", normal_text(v).replace(" ", "").lower())


def light_text(text: str) -> str:
    """Return ``text`` squeezed, with only letters and digits folded to half width.

    Remarks and labels are shown to people: their Chinese punctuation stays.
    """
    folded = (unicodedata.normalize("NFKC", c) if "\uff10" <= c <= "\uff5a" else c for c in text)
    return squeezed("".join(c if c.isalnum() else o for c, o in zip(folded, text, strict=True)))


def is_empty(text: str) -> bool:
    """Return whether a compact text stands for an empty cell (``-``, ``/``, 无 …)."""
    return text.casefold() in _EMPTY


def is_undecided(text: str) -> bool:
    """Return whether a compact text says that the value is not known yet (待定, 面议 …)."""
    return _UNDECIDED.fullmatch(text) is not None


def split_notes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` without its brackets, and what stood in them, outermost level only.

    A bracket that is never closed ends with the text.
    """
    outside: list[str] = []
    notes: list[list[str]] = []
    depth = 0
    for char in text:
        if char in _OPEN:
            depth += 1
            if depth == 1:
                notes.append([])
                continue
        elif char in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                continue
        (notes[-1] if depth else outside).append(char)
    found = ("".join(note).strip() for note in notes)
    return "".join(outside).strip(), tuple(note for note in found if note)


def split_cell(v: CellValue) -> tuple[str, tuple[str, ...]]:
    """Return the compact text of a cell outside its brackets, and its remarks as written."""
    outside, folded = split_notes(compact(v))
    if not isinstance(v, str) or not folded:
        return outside, folded
    return outside, split_notes(light_text(v))[1]


def join_notes(*notes: str) -> str:
    """Return the remarks as one text, each once, in order."""
    return "；".join(dict.fromkeys(note for note in notes if note))


def quote(v: CellValue) -> str:
    """Return a cell as a message may show it: personal data masked (PIPL 28), then shortened."""
    text = mask_personal_data(normal_text(v)[:_READ]).text
    return f"“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"
