"""Where a resident lives and which class a child is in (个人信息保护法 28; docs/import-rules.md).

A street address of an organization or an activity stays; a door number of a home does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .spans import Found

_N = r"(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,5}|[甲乙丙丁]\d{1,3})"
_LETTER = r"(?:[A-Za-z甲乙丙丁东西南北中]?)"
#: 3号楼2单元501室, 5栋1203, 12号院5号楼301: a building or a staircase, and a room.
_RESIDENT = r"[\u4e00-\u9fff]{1,3}(?:奶奶|爷爷|大爷|大妈|大娘|阿姨|先生|女士|老人|家|住户)"
_CHAIN = re.compile(
    rf"{_N}排[, -]?{_N}(?:号|户)(?!楼|院)|(?<!\d)(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[层楼][, -]?\d{{3,4}}(?:室|房|号)?(?=的?{_RESIDENT})|"
    rf"(?:{_N}(?:号院|院|巷|弄|条)[, ]?|\d+[区里])?"
    rf"(?:{_N}{_LETTER}(?:号楼|栋|幢|座|#楼|#|号|楼)[, -]?{_N}(?:单元|门)[, -]?(?:{_N}(?:层|"
    rf"楼)[, ]?)?{_LETTER}{_N}(?:室|房|号(?!楼|院)|户)?"
    rf"|{_N}{_LETTER}(?:号楼|栋|幢|#楼|#)[, -]?\d{{1,2}}-\d{{3,4}}(?:室|号|户)?"
    rf"|(?:{_N}{_LETTER}(?:号楼|栋|幢|#楼|座|#)|(?<![A-Za-z])[A-Za-z](?:座|栋|幢))[, -]?(?:{_N}(?:层|楼)[, ]?)?{_LETTER}(?:\d{{3,4}}|"
    rf"{_N}(?=室|号|户))(?:室|号(?!楼|院)|户)?"
    rf"|{_N}单元[, -]?(?:{_N}(?:层|楼)[, ]?)?{_LETTER}"
    rf"(?:{_N}(?:室|号(?!楼|院)|户|层|楼)|\d{{1,4}}))(?!\d|"
    r"[名人个位次场元年])"
)
_DASHED = re.compile(
    rf"(?:{_N}(?:号院|院|区|里))?(?<![\d\-.第])\d{{1,3}}-\d{{1,2}}-\d{{3,4}}(?:室|号)?(?![\d\-.条元])"
)
_LIVES = re.compile(
    r"(?:家住|住在|住址|(?<![挡堵拦守顶记抓困站留卡盖遮压])住|居住在|现住|家庭(?:住址|地址)|地址|家在|送到|门牌号?)(?:是|为|"
    r"[: ])*[^,。;!?\n]{0,18}?"
    rf"(?P<value>{_N}(?:号院|号楼|栋|弄)?(?:{_N}(?:号楼|单元|门|"
    rf"号))?(?:旁门)?(?:\d{{3,4}})?(?:号|室)(?!楼|院|线|地铁|服务|活动))"
)
_LIVES_DASHED = re.compile(
    r"(?:家住|住在|住址|住|地址|家在|送到|房号|门牌号?|业主|我家|楼号|房间号?)[^,。;!?\n\d]{0,18}(?P<value>\d{1,3}[-#]\d{1,2}[-#]?"
    r"\d{0,4}(?:室|号)?)(?![\d人名])"
)
_CLASS_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_GRADE = rf"(?:[小初高]?{_CLASS_N}年级|[初高小][一二三四五六1-6]|{_CLASS_N}年)"
_CLASS = (
    rf"(?:{_GRADE}[ 第]?[(]?{_CLASS_N}[)]?班|{_CLASS_N}[(]{_CLASS_N}[)]班|"
    rf"(?<=[小学中校])[一二三四五六1-6][.-]?{_CLASS_N}班|"
    r"(?:[大中小]|学前|托)[一二三四五六七八九\d(]{0,2}[)]?班)"
)
_SCHOOL = (
    r"(?:小学(?:校|部)?|中学|附小|附中|实小|幼儿园|学校|[一二三四五六七八九十]{1,3}[小中](?!学)|"
    r"分校|校区)"
)
_SCHOOL_CLASS = re.compile(
    rf"(?P<name>[\u4e00-\u9fff\d]{{0,12}}?{_SCHOOL})(?:的)?[( ]?(?P<class>{_CLASS})[)]?"
)
_CLASS_ALONE = re.compile(
    rf"(?:{_GRADE}[第 ]?[(]?{_CLASS_N}[)]?班|(?<![\d第]){_CLASS_N}[(]{_CLASS_N}[)]班)(?!级|次)"
)
#: A child's school without its class: 就读于…小学, 孩子在…中学, 学校:…
_CHILD = (
    r"(?:孩子|儿子|女儿|孙子|孙女|外孙女?|娃|[男女]孩|学生|侄[子女]|外甥女?|老[大二]|弟弟|妹妹|哥哥|姐姐)"
)
_PUPIL = re.compile(
    rf"(?:就读于?|就读学校|(?:所在|毕业)?学校(?:名称)?[:是]|{_CHILD}[^,。;\n]{{0,8}}?(?:[在上读念](?!的)))[: ]{{0,2}}"
    rf"(?P<value>[\u4e00-\u9fff\d]{{1,12}}?{_SCHOOL})(?![门附旁周路前])"
)
_LEADING = re.compile(
    r"^.*?(?:就读于|就读|在读|上学|孩子|孙子|孙女|女儿|儿子|现在|目前|学生|[在读上到去于是的为])"
)


def _school_start(text: str, start: int, end: int) -> int:
    """Return where the school's name starts: behind the last verb or word of the sentence."""
    begin = start
    cut = _LEADING.match(text[start:end])
    while cut is not None and cut.end() < end - start:
        begin = start + cut.end()
        start = begin
        cut = _LEADING.match(text[start:end])
    return begin


def find_homes(text: str) -> Iterator[Found]:
    """Yield door numbers and school classes in ``text`` (folded)."""
    for pattern in (_CHAIN, _DASHED):
        for match in pattern.finditer(text):
            if pattern is _DASHED and _is_date(match.group()):
                continue
            yield Found(*match.span(), "home")
    for pattern in (_LIVES, _LIVES_DASHED):
        for match in pattern.finditer(text):
            yield Found(*match.span("value"), "home")
    for match in _SCHOOL_CLASS.finditer(text):
        start = _school_start(text, match.start(), match.end("name"))
        yield Found(start, match.end(), "school")
    for match in _PUPIL.finditer(text):
        yield Found(*match.span("value"), "school")
    for match in _CLASS_ALONE.finditer(text):
        yield Found(*match.span(), "school")


def _is_date(word: str) -> bool:
    return re.fullmatch(r"\d{1,2}-\d{1,2}-(?:19|20)\d{2}", word) is not None
