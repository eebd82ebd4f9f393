"""Which school and class a child is in (个人信息保护法 28: minors; docs/import-rules.md).

A school alone stays (在实验小学开展活动) unless the sentence says that a child goes there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .spans import Found

_KIND = "school"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_GRADE = rf"(?:[小初高]?{_N}年级|[初高小][一二三四五六1-6]|{_N}年)"
_CLASS = (
    rf"(?:{_GRADE}[ 第]?[(]?{_N}[)]?班|{_N}[(]{_N}[)]班|"
    rf"(?<=[小学中校])[一二三四五六1-6][.·-]?{_N}班|"
    r"(?:[大中小]|学前|托)[一二三四五六七八九\d(]{0,2}[)]?班)"
)
_SCHOOL = (
    r"(?:小学(?:校|部)?|中学|附小|附中|实小|幼儿园|学校|"
    r"[一二三四五六七八九十]{1,3}[小中](?!学)|分校|校区)"
)
_SCHOOL_CLASS = re.compile(
    rf"(?P<name>[\u4e00-\u9fff\d]{{0,12}}?{_SCHOOL})(?:的)?[( ]?(?P<class>{_CLASS})[)]?"
)
_CLASS_ALONE = re.compile(
    rf"(?:{_GRADE}[第 ]?[(]?{_N}[)]?班|(?<![\d第]){_N}[(]{_N}[)]班|(?<![\d第]){_N}[.·]{_N}班)"
    r"(?!级|次)"
)
_CHILD = (
    r"(?:孩子|儿子|女儿|孙子|孙女|外孙女?|娃|[男女]孩|学生|侄[子女]|外甥女?|老[大二]|"
    r"弟弟|妹妹|哥哥|姐姐)"
)
#: 就读于…小学, 孩子在…中学, 学校:…; no 家长学校, no 辖区小学.
_PUPIL = re.compile(
    rf"(?:就读于?|就读学校|(?:所在|毕业)?学校(?:名称)?[:是]|"
    rf"{_CHILD}[^,。;\n]{{0,8}}?(?:[在上读念](?!的)))[: ]{{0,2}}"
    r"(?!家长|社区|市民|老年|社会|各|多|本|该|哪|辖区|周边|附近|全|公立|民办|街道|同)"
    rf"(?P<value>[\u4e00-\u9fff\d]{{1,12}}?{_SCHOOL}(?:的?{_GRADE})?)(?![门附旁周路前])"
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


def find_schools(text: str) -> Iterator[Found]:
    """Yield the schools and classes of children in ``text`` (folded)."""
    for match in _SCHOOL_CLASS.finditer(text):
        start = _school_start(text, match.start(), match.end("name"))
        yield Found(start, match.end(), _KIND)
    for match in _PUPIL.finditer(text):
        yield Found(*match.span("value"), _KIND)
    for match in _CLASS_ALONE.finditer(text):
        yield Found(*match.span(), _KIND)
