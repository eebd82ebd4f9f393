"""Empty official phrases and stuffed keyword lists (docs/ranking.md: neither may raise a match).

The phrases are data (``data/lexemes.json``), so a street office can add its own without code.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from .folding import fold_with_map, normalise

Span = tuple[int, int]

#: A bare list of this many service keywords is stuffing; the encoded text keeps one fewer.
STUFFED_FROM = 6
_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
_SEPARATOR = re.compile(r"[、,;/|\s·+&。]+")
_PART = re.compile(r"[^,。;!?\n]+")
_KEYWORD = re.compile(r"[\u4e00-\u9fff]{2,8}")


@dataclass(frozen=True, slots=True)
class Lexemes:
    """Compiled word lists of ``data/lexemes.json``."""

    phrases: re.Pattern[str]
    generic: re.Pattern[str]
    doing: re.Pattern[str]


@lru_cache(maxsize=1)
def lexemes() -> Lexemes:
    """Return the compiled word lists."""
    data = resources.files("matcher") / "data" / "lexemes.json"
    raw = json.loads(data.read_text(encoding="utf-8"))
    generic = sorted(raw["generic_words"], key=lambda word: (-len(word), word))
    return Lexemes(
        re.compile("|".join(f"(?:{pattern})" for pattern in raw["official_phrases"])),
        re.compile("|".join(map(re.escape, generic))),
        re.compile(raw["doing_words"]),
    )


def find_official_phrases(text: str) -> tuple[Span, ...]:
    """Return the spans without content in ``text`` (folded): official phrases and what frames them.

    A part between two commas or stops that holds a phrase and otherwise only generic words
    (推动共建共治共享) goes as a whole; elsewhere the phrase alone goes.
    """
    found = lexemes()
    spans: list[Span] = []
    for part in _PART.finditer(text):
        phrases = [m.span() for m in found.phrases.finditer(part.group()) if m.group()]
        if not phrases:
            continue
        rest = found.generic.sub("", found.phrases.sub("", part.group()))
        if _LETTERS.search(rest) is None:
            spans.append(part.span())
        else:
            spans += [(part.start() + start, part.start() + end) for start, end in phrases]
    return tuple(spans)


def is_vague(text: str) -> bool:
    """Whether ``text`` consists of official phrases only and names nothing concrete.

    An empty text is not vague (it is missing, which is another finding).
    """
    folded = normalise(text)
    found = lexemes()
    if not _LETTERS.search(folded) or not found.phrases.search(folded):
        return False
    rest = found.generic.sub("", found.phrases.sub("。", folded))
    return len(_LETTERS.findall(rest)) <= 2


def _keywords(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for match in [*_SEPARATOR.finditer(text), None]:
        end = len(text) if match is None else match.start()
        if end > start:
            spans.append((start, end))
        start = len(text) if match is None else match.end()
    return spans


def _is_keyword(word: str) -> bool:
    if _KEYWORD.fullmatch(word) is None:
        return False
    # 心理服务, 送餐服务 are labels; 为老服务 is a label although 为 is a doing word.
    body = re.sub(r"^(?:为老|帮困|帮教|送餐|讲座|送教|培训)", "", word)
    return lexemes().doing.search(re.sub(r"(?:服务|活动|项目|工作|培训)$", "", body)) is None


def find_stuffing(text: str) -> tuple[Span, ...]:
    """Return the spans of items beyond the cap when ``text`` (folded) is a bare keyword list."""
    if lexemes().phrases.search(text):
        return ()  # a sentence of official phrases is vague, not stuffed
    items = _keywords(text)
    keywords = [span for span in items if _is_keyword(text[slice(*span)])]
    if len(keywords) < STUFFED_FROM or len(keywords) < len(items):
        return ()
    return tuple(keywords[STUFFED_FROM - 1 :])


def is_stuffed(text: str) -> bool:
    """Whether ``text`` is a bare list of six or more service keywords without a sentence."""
    return bool(find_stuffing(fold_with_map(text).text))
