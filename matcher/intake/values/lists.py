"""List cells: values split at any of the separators people use, never inside brackets or 《》."""

from __future__ import annotations

import re

from ...model import Labelled
from ..cells import CellValue
from ..issues import Finding, Parsed
from .findings import info, warn
from .text import is_empty, join_notes, light_text, normal_text, quote, squeezed

_SEPARATORS = frozenset("、，,；;／/|｜＋+\n\r\t")
_NOTE_OPEN = dict(zip("（([【〔［{｛", "）)]】〕］}｝", strict=True))
_TITLE_OPEN = dict(zip("《“「『〈", "》”」』〉", strict=True))
_NUMBERING = re.compile(r"(?:^|(?<=[\s;；。]))[0-9０-９]{1,2}[.．、)）](?![0-9０-９])|[①-⑳]")
#: Words that end in 等 as a part of the word.
_NOT_AND_SO_ON = re.compile(r"(?:平|同|高|中|初|优|劣|对|相|均|上|下|一|二|三)等$")


def split_list(v: CellValue) -> Parsed[tuple[Labelled, ...]]:
    """Return the values of a list cell in order, each once; what stood in brackets is its remark.

    Separators are 、，,；;／/＋+｜, line breaks and spaces. A bracket that is never closed ends
    with its value and is reported.
    """
    if not isinstance(v, str):
        text = normal_text(v)
        return Parsed(() if is_empty(text) else (Labelled(text),))
    if is_empty(normal_text(v).replace(" ", "")):
        return Parsed(())
    pieces, unclosed = _pieces(_NUMBERING.sub(" ", v))
    items: list[Labelled] = []
    for label_text, note in pieces:
        label, more = _without_and_so_on(normal_text(label_text))
        if not label:
            if note and items:
                items[-1] = Labelled(items[-1].label, join_notes(items[-1].note, note))
            elif note:
                items.append(Labelled(note))
            continue
        if not is_empty(label):
            items.append(Labelled(label, join_notes(note, more)))
    kept = tuple({item.label: item for item in reversed(items)}.values())[::-1]
    return Parsed(kept, _findings(v, len(items) - len(kept), unclosed))


def _without_and_so_on(label: str) -> tuple[str, str]:
    for ending in ("等人群", "等群体", "等对象", "等"):
        if label.endswith(ending) and len(label) > len(ending) + 1:
            if _NOT_AND_SO_ON.search(label):
                break
            return label.removesuffix(ending), "等"
    return label, ""


def _pieces(text: str) -> tuple[list[tuple[str, str]], bool]:
    """Return (label, remark) of each piece of ``text``, and whether a bracket stayed open."""
    pieces: list[tuple[str, str]] = []
    label: list[str] = []
    note: list[str] = []
    stack: list[tuple[str, bool]] = []  # (closing mark, whether it holds a remark)
    for char in text:
        in_note = any(is_note for _, is_note in stack)
        if stack and char == stack[-1][0]:
            _, is_note = stack.pop()
            if not (is_note and not any(n for _, n in stack)):
                (note if in_note else label).append(char)
        elif char in _NOTE_OPEN:
            stack.append((_NOTE_OPEN[char], True))
            if in_note:
                note.append(char)
            elif note:
                note.append("；")
        elif char in _TITLE_OPEN:
            stack.append((_TITLE_OPEN[char], False))
            (note if in_note else label).append(char)
        elif not stack and (char in _SEPARATORS or char.isspace()):
            if label or note:
                pieces.append(("".join(label), light_text("".join(note))))
            label, note = [], []
        else:
            (note if in_note else label).append(char)
    if label or note:
        pieces.append(("".join(label), light_text("".join(note))))
    return pieces, bool(stack)


def _findings(v: str, repeated: int, unclosed: bool) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if unclosed:
        message = f"{quote(squeezed(v))}的括号或书名号没有配对，其后的内容没有拆分，请核对。"
        found.append(warn("LIST_UNCLOSED", message))
    if repeated:
        found.append(info("LIST_REPEATED", f"有 {repeated} 个值重复，只登记一次。"))
    return tuple(found)
