"""Names of persons in running text, found by what stands around them.

Chinese names have no mark of their own, so a name is taken only with evidence: a label, a title,
a form of address, 某, a role before it, a statement behind it, or a common surname with two
characters that given names use. Ordinary words and places are never names (docs/import-rules.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..wordlists import is_ordinary
from .minority_names import find_minority_names
from .name_lists import name_lists
from .name_model import find_likely_names
from .spans import Found
from .word_model import is_common, is_word, verbs

_HANZI = re.compile(r"[\u4e00-\u9fff]")
_KIND = "name"
#: Characters that may follow a name directly in a sentence.
_FOLLOWS = (
    "的说是和与及等在住男女因患先家来也都又为有去把被跟给还想要不就已老今每从年电手同本自独一"
    "带教帮陪送讲学参报申求希愿负介很最太特"
)
_SURNAMED = re.compile(r"(?<!百)姓(?P<name>[\u4e00-\u9fff])(?=[^\u4e00-\u9fff]|$|的|，)")
_WORDLIKE = frozenset("路康米包车房曲水项游管苗花尚强龙毛解温连汤谷阳居封古焦查")
_PAUSE = re.compile(
    r"(?:[^\u4e00-\u9fff]|$|[说的家他她今又也和跟就是在住有去来没想头两这]|儿子|老伴|女儿|腿|一个)"
)


def _surname(text: str, at: int) -> int:
    """Return the length of the surname at ``at``: 2, 1 or 0 for none."""
    lists = name_lists()
    if text[at : at + 2] in lists.compound:
        return 2
    return 1 if text[at : at + 1] in lists.surnames else 0


def _is_word_at(text: str, at: int, *, edge: bool = True) -> bool:
    """Whether a word or a place starts at ``at`` or, with ``edge``, spans its left edge."""
    lists = name_lists()
    pair, triple = text[at : at + 2], text[at : at + 3]
    if is_ordinary(pair) or is_ordinary(triple) or pair in lists.places or triple in lists.places:
        return True
    across = text[max(0, at - 1) : at + 1] if edge else ""
    return len(across) == 2 and is_ordinary(across) and _HANZI.match(across) is not None


def _closed(text: str, end: int) -> bool:
    """Whether a name may end at ``end``."""
    if end >= len(text) or not _HANZI.match(text[end]):
        return True
    return text[end] in _FOLLOWS or name_lists().after.match(text, end) is not None


def _given_length(text: str, at: int, *, strict: bool) -> int:
    """Return the length of the given name at ``at``: 2, 1 or 0.

    ``strict`` asks for characters that given names use.
    """
    given = name_lists().given
    first, second = text[at : at + 1], text[at + 1 : at + 2]
    if not _HANZI.match(first or " "):
        return 0
    two = bool(_HANZI.match(second or " "))
    if (
        two
        and first in given
        and second in given
        and not (
            _closed(text, at + 1)
            and not _closed(text, at + 2)
            and (second in "和与及的" or is_ordinary(text[at + 1 : at + 3]))
        )
    ):
        return 2
    if (
        two
        and not strict
        and _closed(text, at + 2)
        and not (first in given and _closed(text, at + 1))
    ):
        return 2
    if first in given or not strict:
        return 1 if _closed(text, at + 1) or is_ordinary(text[at + 1 : at + 3]) else 0
    return 0


def _name_end(text: str, at: int, *, strict: bool) -> int:
    """Return the end of the name that starts at ``at``, or ``at`` when none does."""
    length = _surname(text, at)
    if length == 0:
        return at
    found = _given_length(text, at + length, strict=strict)
    return at + length + found if found else at


#: 韩 梅 in a form.
_SPACED = re.compile(r"(?P<surname>[\u4e00-\u9fff])[ ]{1,3}[\u4e00-\u9fff](?![\u4e00-\u9fff])")


def _labelled(text: str) -> Iterator[Found]:
    for match in name_lists().label.finditer(text):
        at = match.end()
        colon = ":" in match.group("sep")
        spaced = _SPACED.match(text, at) if colon else None
        if spaced and spaced.group("surname") in name_lists().surnames:
            yield Found(*spaced.span(), _KIND)
            continue
        end = _name_end(text, at, strict=False)
        if end > at and colon and not is_ordinary(text[at:end]):
            yield Found(at, end, _KIND)
            yield from _listed(text, end)


def _listed(text: str, end: int) -> Iterator[Found]:
    """Yield the names that follow another one in a list: 王建国、李秀英和张伟."""
    while end < len(text) and text[end] in "、,和与及/ ":
        at = end + 1
        stop = _name_end(text, at, strict=True)
        if stop == at or _is_word_at(text, at):
            return
        yield Found(at, stop, _KIND)
        end = stop


_HIDDEN = re.compile(
    r"(?P<surname>[\u4e00-\u9fff])(?:某(?:某|(?P<given>[\u4e00-\u9fff]))?|"
    r"[×xX*＊]{1,2}(?P<behind>[\u4e00-\u9fff])?(?![A-Za-z0-9区路街市县镇乡村小社]))"
)


def _hidden(text: str) -> Iterator[Found]:
    for match in _HIDDEN.finditer(text):
        start = match.start()
        compound = text[max(0, start - 1) : start + 1] in name_lists().compound
        if compound:
            start -= 1
        if (compound or match.group("surname") in name_lists().surnames) and not (
            is_ordinary(text[max(0, start - 1) : start + 1]) and start > 0
        ):
            yield Found(start, _hidden_end(text, match), _KIND)


def _hidden_end(text: str, match: re.Match[str]) -> int:
    """Return the end of 朱某芳, or of 王某 where the next character begins a word (王某生病)."""
    given, end = match.group("given") or match.group("behind"), match.end()
    if given and (given not in name_lists().given or is_ordinary(text[end - 1 : end + 1])):
        return end - 1
    return end


_NICK_END = re.compile(r"头儿?(?![疼痛晕发皮上顶脑昏])|爷子|太太|[哥姐妹弟叔婶姨爷奶嫂](?!们)")
_ADDRESSED = re.compile(r"[老小阿]([\u4e00-\u9fff])")
_CHILD = re.compile(r"小(?:明|红|芳|强|刚|丽|军|伟|亮|宇|轩|梅|娟|燕|玲|杰|雨|涵|涛)")


_KINSHIP = re.compile(r"姐妹|兄弟|兄妹|姐弟|[妈爸]|奶奶|爷爷|同学|父母|家长")


def _addressed(text: str) -> Iterator[Found]:
    lists = name_lists()
    for match in _ADDRESSED.finditer(text):
        surname, end = match.group(1), match.end()
        before = text[max(0, match.start() - 1) : match.start() + 1]
        blocked = surname in _WORDLIKE and is_ordinary(match.group())
        if surname not in lists.surnames or blocked or (len(before) == 2 and is_ordinary(before)):
            continue
        onward = text[end - 1 : end + 1]
        if is_ordinary(onward) and onward[1:] not in "家头" and not lists.title.match(text, end):
            continue
        if (
            is_ordinary(text[match.start() : end + 1])
            or text[match.start() : end + 1] in lists.places
        ):
            continue
        if text[end - 1 : end + 2] in lists.places:
            continue  # 老张家口
        doubtful = surname in lists.doubtful or surname not in lists.plain
        verb = any(text[end : end + size] in verbs() for size in (1, 2))
        if doubtful and not (verb or _PAUSE.match(text, end) or lists.title.match(text, end)):
            continue
        title = lists.full_title.match(text, end) or _NICK_END.match(text, end)
        yield Found(match.start(), title.end() if title else end, _KIND)
    for match in _CHILD.finditer(text):
        if (
            _PAUSE.match(text, match.end())
            or _KINSHIP.match(text, match.end())
            or lists.predicate.match(text, match.end())
            or lists.after.match(text, match.end())
        ):
            yield Found(*match.span(), _KIND)


_SHORT_TITLE_END = re.compile(r"[^\u4e00-\u9fff]|$|[说的家他她今又也和跟就是在住有去来没想]")


def _titled(text: str) -> Iterator[Found]:
    """Yield 张阿姨, 欧阳先生, 王建国老人: surname or full name, and a title behind it."""
    lists = name_lists()
    for match in lists.title.finditer(text):
        title, at = match.group(), match.start()
        if "某" in title:
            continue
        short = len(title) == 1
        if short and (
            title in "工总导老爷奶叔姨" and not _SHORT_TITLE_END.match(text, match.end())
        ):
            continue
        for length in (4, 3, 2, 1):
            start = at - length
            if start < 0 or not _fits(text, start, at, alone=length == 1, short=short):
                continue
            yield Found(start, match.end(), _KIND)
            break


_SURE_TITLE = re.compile(r"女士|先生|小姐|阿姨|大爷|大妈|大娘|奶奶|爷爷|师傅")


def _fits(text: str, start: int, end: int, *, alone: bool, short: bool) -> bool:
    lists = name_lists()
    length = _surname(text, start)
    if length == 0 or length > end - start or (length == 2 and end - start == 3 and alone):
        return False
    rest = text[start + length : end]
    if len(rest) > 2 or any(c not in lists.given for c in rest):
        return False
    across = text[max(0, start - 1) : start + 1]
    if start > 0 and is_ordinary(across):
        return False
    if short and (rest or is_word(text[start : end + 1])):
        return False
    if short and text[start] not in lists.plain:
        linked = start == 0 or text[start - 1] in lists.links or not _HANZI.match(text[start - 1])
        if text[start] in lists.doubtful or not linked:
            return False
    if not rest:
        # 家长孙女士: an unmistakable title outweighs 孙女.
        return _SURE_TITLE.match(text, end) is not None or not is_ordinary(text[start : end + 1])
    return length == 2 or not (_is_word_at(text, start) or is_ordinary(text[start:end]))


#: 孙女朵朵, 保姆小翠: pet names behind a role; 翠芬婶子: a given name with a title.
_PET = re.compile(r"(?P<twice>[\u4e00-\u9fff])(?P=twice)|小[\u4e00-\u9fff]")


_KIN = re.compile(
    r"[哥姐叔婶姨爷奶嫂伯](?![\u4e00-\u9fff])|[哥姐叔婶姨爷奶嫂伯](?=[在说您你来的把给])"
)


#: 强叔, 霞姨, not 表姐, 空姐, 二叔.
_SHORT_KIN = re.compile(
    r"(?<![\u4e00-\u9fff])[强霞刚芳梅兰英红玉军伟娟燕丽艳萍华敏静娜琴秀珍琳云霜凤勇磊涛斌杰亮辉明华平][叔婶姨嫂哥姐伯]"
)


def _familiar(text: str) -> Iterator[Found]:
    lists = name_lists()
    for match in _PET.finditer(text):
        at, end = match.span()
        role = any(text[max(0, at - size) : at] in lists.roles for size in (2, 3, 4))
        twice = match.group("twice") is not None
        known = match.group()[-1] in lists.given and not is_ordinary(match.group())
        if role and (not is_common(match.group()) if twice else known):
            yield Found(at, end, _KIND)
    for match in (*lists.full_title.finditer(text), *_KIN.finditer(text)):
        if _SHORT_KIN.match(text, match.start() - 1):
            yield Found(match.start() - 1, match.end(), _KIND)
        at = match.start() - 2
        bare = at == 0 or (at > 0 and not _HANZI.match(text[at - 1]))
        if (
            bare
            and all(c in lists.given for c in text[at : at + 2])
            and not is_common(text[at : at + 2])
        ):
            yield Found(at, match.end(), _KIND)


_ANY_SPACED = re.compile(
    r"[:] ?(?P<surname>[\u4e00-\u9fff])[ ]{1,3}(?P<given>[\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)


def _all_rules(text: str) -> Iterator[Found]:
    for match in _ANY_SPACED.finditer(text):
        lists = name_lists()
        if match.group("surname") in lists.plain and match.group("given") in lists.given:
            yield Found(match.start("surname"), match.end(), _KIND)
    for match in _SURNAMED.finditer(text):
        if match.group("name") in name_lists().surnames | name_lists().surnames_rare:
            yield Found(*match.span("name"), _KIND)
    for rule in (
        _labelled,
        _hidden,
        _addressed,
        _titled,
        _familiar,
        find_likely_names,
        find_minority_names,
    ):
        yield from rule(text)


def find_names(text: str) -> Iterator[Found]:
    """Yield names of persons in ``text`` (folded); public figures (学雷锋) stay."""
    public = name_lists().public
    pieces = [
        found
        for found in _all_rules(text)
        if not any(
            text.startswith(p, found.start) and found.end - found.start <= len(p) for p in public
        )
    ]
    yield from pieces
    # A name known from one place of the text is one everywhere in it.
    known = {text[found.start : found.end] for found in pieces if found.end - found.start > 2}
    for name in sorted(known):
        for match in re.finditer(re.escape(name), text):
            yield Found(*match.span(), _KIND)
