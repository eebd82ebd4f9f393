"""What makes a lexicon good, as rules a machine can check (docs/lexicon.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ..folding import fold
from .model import OUT_OF_SCOPE, VOICES, Category, Lexicon

#: Fewest everyday phrases of a category, and of those that are only there to be refused.
PHRASES, PHRASES_OUT_OF_SCOPE = 60, 40
PER_VOICE = 5
LENGTH = (4, 30)
#: Two phrases of a category that share more of their character pairs than this say one thing.
TOO_ALIKE = 0.7
_SHARED = 6
_PERSONAL = re.compile(r"\d{7,}|[\w.]+@[\w.]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: ``where`` (code of category or group) and a Chinese sentence."""

    where: str
    message_zh: str


def lint(lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return every finding, in the order of the lexicon; empty when all rules are kept."""
    found: list[Finding] = []
    codes = {category.code for category in lexicon.categories}
    groups = {group.code for group in lexicon.groups}
    owner: dict[str, str] = {}
    for category in lexicon.categories:
        found += [Finding(category.code, text) for text in _size(category)]
        found += [Finding(category.code, text) for text in _wording(category)]
        found += [Finding(category.code, text) for text in _references(category, codes, groups)]
        found += [Finding(category.code, text) for text in _repeated(category, owner)]
    for group in lexicon.groups:
        if len(set(group.names)) != len(group.names):
            found.append(Finding(group.code, "名称有重复。"))
        if len(group.everyday) < 10:
            found.append(
                Finding(group.code, f"日常称呼只有 {len(group.everyday)} 个，至少 10 个。")
            )
    return tuple(found)


def shared_sixgrams(lexicon: Lexicon, texts: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Return (phrase, key of the text, shared characters) for wordings that copy from ``texts``.

    A wording copies when six characters in a row, punctuation left out, stand in a text. Formal
    names of groups are left out: nobody can say a term of law (精神障碍患者) otherwise.
    """
    grams: dict[str, str] = {}
    for key in sorted(texts):
        for gram in _grams(texts[key]):
            grams.setdefault(gram, key)
    wordings = [
        wording
        for category in lexicon.categories
        for wording in (*category.wordings, *(item.phrase for item in category.lookalikes))
    ] + [name for group in lexicon.groups for name in group.everyday]
    return tuple(
        (wording, grams[gram], gram)
        for wording in wordings
        for gram in _grams(wording)
        if gram in grams
    )


def _grams(text: str) -> Iterator[str]:
    plain = "".join(char for char in fold(text) if char.isalnum())
    for start in range(len(plain) - _SHARED + 1):
        yield plain[start : start + _SHARED]


def _size(category: Category) -> Iterator[str]:
    least = PHRASES_OUT_OF_SCOPE if category.type == OUT_OF_SCOPE else PHRASES
    if len(category.phrases) < least:
        yield f"日常说法只有 {len(category.phrases)} 条，至少 {least} 条。"
    for voice in VOICES:
        count = len(category.voices.get(voice, ()))
        if count < PER_VOICE:
            yield f"{voice} 一栏只有 {count} 条，至少 {PER_VOICE} 条。"
    if len(category.synonyms) < 6:
        yield f"正式说法只有 {len(category.synonyms)} 个，至少 6 个。"
    if category.in_scope and not category.offers:
        yield "缺少 offers（组织如何介绍这类服务）。"
    if category.in_scope and not category.directory:
        yield "缺少 directory（指导性目录项）。"


def _wording(category: Category) -> Iterator[str]:
    shortest, longest = LENGTH
    for phrase in category.phrases:
        if not shortest <= len(phrase) <= longest:
            yield f"“{phrase}”应为 {shortest}–{longest} 字。"
    for text in (*category.wordings, *(item.phrase for item in category.lookalikes)):
        if _PERSONAL.search(text):
            yield f"“{text}”含电话、证号或邮箱。"
    for first, second in _alike(category.phrases):
        yield f"“{first}”与“{second}”几乎一样，请换一种说法。"


def _references(category: Category, codes: set[str], groups: set[str]) -> Iterator[str]:
    for code in category.groups:
        if code not in groups:
            yield f"人群代码“{code}”不存在。"
    for item in category.lookalikes:
        if item.belongs not in codes | {"none"} or item.belongs == category.code:
            yield f"“{item.phrase}”应归入的分类“{item.belongs}”不对。"


def _repeated(category: Category, owner: dict[str, str]) -> Iterator[str]:
    """Yield phrases that stand twice; ``owner`` remembers where each was seen first."""
    for phrase in category.phrases:
        first = owner.setdefault(fold(phrase), category.code)
        if first != category.code or category.phrases.count(phrase) > 1:
            yield f"“{phrase}”重复（另见 {first}）。"


def _alike(phrases: Iterable[str]) -> Iterator[tuple[str, str]]:
    pairs = [(phrase, _pairs(phrase)) for phrase in phrases]
    for index, (first, left) in enumerate(pairs):
        for second, right in pairs[index + 1 :]:
            if first != second and len(left & right) > TOO_ALIKE * len(left | right):
                yield first, second


def _pairs(phrase: str) -> frozenset[str]:
    plain = [char for char in fold(phrase) if char.isalnum()]
    return frozenset(a + b for a, b in pairwise(plain))
