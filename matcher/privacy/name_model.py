"""How likely a stretch of text is a person's name: its characters, its neighbours, its sentence.

Surname and given-name characters carry rough natural-log costs (公安部 yearly name reports); the
name must read better than ordinary words do (:mod:`matcher.privacy.word_model`), with what stands
to the left (居民…, 由…) and to the right (…反映, …负责) counted in its favour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..wordlists import is_ordinary
from .name_lists import name_lists
from .spans import Found
from .word_model import Lattice, is_word, verbs

_KIND = "name"
_HANZI = re.compile(r"[\u4e00-\u9fff]")
#: A name among the tokens of running text, before any evidence; tuned on the open corpora.
_PRIOR = 6.0
_ONE_GIVEN, _TWO_GIVEN = 1.6, 0.25
_ROLE, _LINK, _EDGE, _LISTED, _PLACED = 5.0, 1.5, 1.0, 4.0, 8.0
_CALLED = 3.0
_STATED, _PREDICATE, _VERB, _BODY = 4.0, 1.5, 1.0, -12.0
_NEEDED = 0.0
#: A dictionary word (温馨, 高峰) must have stronger evidence.
_WORD, _RARE_WORD = 4.0, 2.0
_SEPARATORS = "、,，和与及/ ;；"


@dataclass(frozen=True, slots=True)
class Costs:
    """Natural-log costs of surnames (by string) and of given-name characters."""

    surname: dict[str, float]
    given: dict[str, float]
    common: frozenset[str]


@lru_cache(maxsize=1)
def costs() -> Costs:
    """Return the tables; later, commoner tiers overwrite."""
    lists = name_lists()
    surname = dict.fromkeys(lists.surnames_rare, 8.5)
    surname |= dict.fromkeys(lists.surnames, 7.3)
    surname |= dict.fromkeys(lists.compound, 7.5)
    surname |= dict.fromkeys(lists.plain, 6.2)
    surname |= dict.fromkeys(lists.surnames_common, 5.0)
    surname |= dict.fromkeys(lists.surnames_top, 3.7)
    given = dict.fromkeys(lists.given, 7.5)
    given |= dict.fromkeys(lists.given_usual, 6.0)
    given |= dict.fromkeys(lists.given_common, 4.8)
    return Costs(surname, given, lists.given_common | lists.given_usual)


#: A surname that words are made of: 高, 马, 水.
_DOUBT = 1.5
_RARE_GIVEN = 11.0
#: 建设, 援朝: words that were given as names.
_GIVEN_WORD = 9.5
#: 多多, 婷婷: one character, said twice.
_TWICE = 5.0


def name_cost(surname: str, given: str) -> float:
    """Return the cost of the name; infinite where ``surname`` is none."""
    tables = costs()
    if surname not in tables.surname:
        return float("inf")
    length = _ONE_GIVEN if len(given) == 1 else _TWO_GIVEN
    spent = sum(tables.given.get(c, _RARE_GIVEN) for c in given)
    if given in name_lists().given_words or (given[0] in "阿小" and len(given) == 2):
        spent = min(spent, _GIVEN_WORD)
    if len(given) == 2 and given[0] == given[1]:
        spent = min(spent, _TWICE + tables.given.get(given[0], _TWICE))
    return _PRIOR + tables.surname[surname] + length + spent


def _left(text: str, at: int) -> float:
    lists = name_lists()
    if at == 0 or not _HANZI.match(text[at - 1]):
        window = text[max(0, at - 12) : at]
        return _ROLE if lists.strong_label.search(window) else _EDGE
    sizes = [size for size in range(2, 7) if text[max(0, at - size) : at] in lists.roles]
    if sizes:
        # 彭师傅开锁: a role with a surname is the end of another name.
        used = text[max(0, at - min(sizes) - 1) : at - min(sizes)] in lists.plain
        return 0.0 if used and lists.title.fullmatch(text, at - min(sizes), at) else _ROLE
    if text[at - 1] == "叫":
        return _CALLED
    linked = any(text[max(0, at - size) : at] in lists.links for size in (1, 2, 3))
    return _LINK if linked else 0.0


def _right(text: str, end: int) -> float:
    lists = name_lists()
    if lists.body.match(text, end):
        return _BODY
    if lists.after.match(text, end):
        return _STATED
    if end >= len(text) or not _HANZI.match(text[end]):
        return _EDGE
    predicate = lists.predicate.match(text, end)
    # 在社区 follows a person; 家政服务中心, 心理咨询中心 make an organization of the name.
    if predicate and (len(predicate.group()) > 1 or not is_word(text[end : end + 2])):
        return _PREDICATE
    if any(text[end : end + size] in verbs() for size in (2, 3)):
        return _VERB
    if lists.organization.match(text, end):
        return _BODY
    return _VERB if text[end] in verbs() else 0.0


def _candidates(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield (start of the given name, end) of what could be a name at ``at``."""
    tables = costs()
    for size in (2, 1):
        if text[at : at + size] not in tables.surname or (size == 2 and at + 2 >= len(text)):
            continue
        for given in (2, 1):
            end = at + size + given
            if end <= len(text) and all(map(_HANZI.match, text[at + size : end])):
                yield at + size, end


def _score(text: str, lattice: Lattice, at: int, given: int, end: int) -> float:
    cost = name_cost(text[at:given], text[given:end])
    gain = lattice.gain(at, end, cost)
    if is_word(text[at:end]):
        gain -= _WORD if is_ordinary(text[at:end]) else _RARE_WORD
    if text[at : at + 2] in name_lists().roles:
        gain -= _WORD  # 孙子 is a grandson before he is a 孙
    left, right = _left(text, at), _right(text, end)
    plain = end - given == 2 and all(c in costs().common for c in text[given:end])
    if text[at] in name_lists().doubtful and max(left, right) < _STATED and not plain:
        gain -= _DOUBT
    if left == right == _EDGE:
        gain += _EDGE  # nothing else between two marks
    if text[end - 1] in name_lists().tails and left < _ROLE and right < _STATED:
        gain -= _WORD  # 安贞里, 黄寺: a place by its last character
    return gain + left + right


def find_likely_names(text: str) -> Iterator[Found]:
    """Yield the names that read better as names than as words, best first where they overlap."""
    lattice = Lattice(text)
    scored: list[tuple[float, int, int]] = []
    for at in range(len(text) - 1):
        for given, end in _candidates(text, at):
            score = _score(text, lattice, at, given, end)
            if score + _PLACED >= _NEEDED:
                scored.append((score, at, end))
    yield from _chosen(text, scored)


def _beside(text: str, at: int, end: int, taken: list[tuple[int, int]]) -> float:
    """Return what a name beside another in a list gains, more where it fills its whole place."""
    for start, other in taken:
        before = other + 1 == at and text[other] in _SEPARATORS
        if before or (end + 1 == start and text[end] in _SEPARATORS):
            mark = end if before else at - 1
            whole = not 0 <= mark < len(text) or not _HANZI.match(text[mark])
            return _PLACED if whole and text[at:end] not in name_lists().roles else _LISTED
    return 0.0


def _chosen(text: str, scored: list[tuple[float, int, int]]) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    for score, at, end in sorted(scored, key=lambda s: (-s[0], s[1], -s[2])):
        if any(at < other_end and start < end for start, other_end in taken):
            continue
        if score + _beside(text, at, end, taken) >= _NEEDED:
            taken.append((at, end))
            yield Found(at, end, _KIND)
