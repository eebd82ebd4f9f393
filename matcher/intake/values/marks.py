"""Words that make a figure uncertain: 约, 近, 余, 左右, 以上 …; kept as the remark of the value."""

from __future__ import annotations

import re

#: As written → as noted. One word for one meaning, so that equal remarks compare equal.
_BEFORE = {
    "大约": "约", "大概": "约", "约": "约", "预计": "预计", "将近": "近", "接近": "近", "近": "近",
    "不超过": "不超过", "不高于": "不超过", "至多": "不超过", "最多": "不超过", "最高": "不超过", "≤": "不超过",
    "<=": "不超过", "不少于": "不少于", "不低于": "不少于", "至少": "不少于", "最少": "不少于", "≥": "不少于",
    ">=": "不少于", "超过": "超过", "超": "超过", ">": "超过",
}  # fmt: skip
_BEHIND = {
    "余": "余", "多": "多", "来": "多", "几": "多", "+": "以上", "左右": "左右", "上下": "左右", "以上": "以上",
    "以内": "以内", "之内": "以内", "内": "以内", "以下": "以下", "不等": "不等", "起": "起", "封顶": "不超过",
}  # fmt: skip


def _words(table: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))


_FRONT = re.compile(rf"^({_words(_BEFORE)})[:为]?")
_BACK = re.compile(rf"({_words(_BEHIND)})$")
_INSIDE = re.compile(r"(?<=[0-9一二两三四五六七八九十百千万])([余多来几])(?=[万千百十元人户场次个名位小])")


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
