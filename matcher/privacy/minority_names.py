"""Names written in Chinese characters by their sound: 买买提·艾力, 古丽娜尔, 扎西次仁, 乌日娜.

Found by the elements such names are built of, so that slogans (书香·家园) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .name_lists import name_lists
from .spans import Found
from .word_model import is_word

_KIND = "name"
#: 2–8 characters, a middle dot, again, up to three parts.
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,10}(?: ?[·•‧・.] ?[\u4e00-\u9fff]{1,8}){1,3}")
_HANZI_AHEAD = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def _elements() -> re.Pattern[str]:
    ordered = sorted(name_lists().elements, key=lambda e: (-len(e), e))
    return re.compile(f"(?:{'|'.join(ordered)})+[尔提木拉尼娜买江汗孜]?")


def _sounds(part: str) -> float:
    """Return the share of ``part``'s characters that such names use."""
    sounds = name_lists().sounds
    return sum(c in sounds for c in part) / len(part)


def _dotted(text: str) -> Iterator[Found]:
    for match in _DOTTED.finditer(text):
        start, end = match.span()
        word = text[start:end]
        dots = [i for i, c in enumerate(word) if c in "·•‧・."]
        # Walk outwards from the first and last dot while the characters are of such names.
        left, right = start + dots[0], start + dots[-1] + 1
        right += text[right:end].startswith(" ")
        first, last = left, right
        while first > start and text[first - 1] in name_lists().sounds | {" "}:
            first -= 1
        while last < end and text[last] in name_lists().sounds:
            last += 1
        between = re.split(r"[·•‧・. ]+", text[left:right].strip("·•‧・. "))
        whole = all(_sounds(part) > 0.6 for part in between if part)
        if whole and left - first >= 2 and last - right >= 2:
            yield Found(first, last, _KIND)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened over characters of such names that begin or end no word."""
    core = name_lists().core_sounds
    while start > 0 and text[start - 1] in core and not is_word(text[start - 2 : start]):
        start -= 1
    while end < len(text) and text[end] in core and not is_word(text[end : end + 2]):
        end += 1
    return start, end


def _joined(text: str) -> Iterator[Found]:
    lists = name_lists()
    for match in _elements().finditer(text):
        start, end = _widened(text, *match.span())
        word = text[start:end]
        if len(word) < 3 and word not in lists.elements:
            continue
        role = any(text[max(0, start - size) : start] in lists.roles for size in range(2, 7))
        bare = start == 0 or not _HANZI_AHEAD.match(text[start - 1])
        stated = lists.after.match(text, end) or lists.predicate.match(text, end)
        pause = end >= len(text) or not _HANZI_AHEAD.match(text[end])
        if len(word) >= 4 or (role and len(word) >= 2) or (bare and (stated or pause)):
            title = lists.full_title.match(text, end)
            yield Found(start, title.end() if title else end, _KIND)


def find_minority_names(text: str) -> Iterator[Found]:
    """Yield names of Uyghur, Kazakh, Tibetan, Mongolian and foreign people in ``text``."""
    yield from _dotted(text)
    yield from _joined(text)
