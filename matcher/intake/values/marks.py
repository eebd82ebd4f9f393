"""Words that make a figure uncertain: 约, 近, 余, 左右, 以上 …; kept as the remark of the value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .synonyms import by_spelling

#: As written → as noted. One word for one meaning, so that equal remarks compare equal.
_BEFORE = by_spelling(
    {
        "约": "大约 大概",
        "近": "将近 接近",
        "预计": "",
        "不超过": "不高于 至多 最多 最高 ≤ <=",
        "不少于": "不低于 至少 最少 ≥ >=",
        "超过": "超 >",
    }
)
_BEHIND = by_spelling(
    {
        "余": "",
        "多": "来 几",
        "以上": "+",
        "左右": "上下",
        "以内": "之内 内",
        "以下": "",
        "不等": "",
        "起": "",
        "不超过": "封顶",
    }
)


def _words(table: Mapping[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))


_FRONT = re.compile(rf"^({_words(_BEFORE)})[:为]?")
_BACK = re.compile(rf"({_words(_BEHIND)})$")
_INSIDE = re.compile(
    r"(?<=[0-9一二两三四五六七八九十百千万])([余多来几])(?=[万千百十元人户场次个名位小])"
)


def take_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a compact text without its marks of uncertainty, and the marks."""
    marks: list[str] = []
    front = _FRONT.search(text)
    if front:
        marks.append(_BEFORE[front.group(1)])
        text = text[front.end() :]
    inside = _INSIDE.search(text)
    if inside:
        marks.append(_BEHIND[inside.group(1)])
        text = text[: inside.start()] + text[inside.end() :]
    back = _BACK.search(text)
    if back and back.start() > 0:
        marks.append(_BEHIND[back.group(1)])
        text = text[: back.start()]
    return text, tuple(marks)
