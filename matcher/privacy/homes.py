"""Where a resident lives (个人信息保护法 28; docs/import-rules.md).

A street address of an organization or an activity stays; a door number of a home does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .spans import Found

_KIND = "home"
_N = r"(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,5}|[甲乙丙丁]\d{1,3})"
_LETTER = r"(?:[A-Za-z甲乙丙丁东西南北中]?)"
_GAP = "[, -]?"
_BUILDING = r"(?:号楼|栋|幢|#楼|#)"
_ROOM = r"(?:室|号(?!楼|院)|户)"
_FLOOR = rf"(?:{_N}(?:层|楼)[, ]?)?"
_RESIDENT = r"[\u4e00-\u9fff]{1,3}(?:奶奶|爷爷|大爷|大妈|大娘|阿姨|先生|女士)"
#: 3号楼2单元501室, 5栋1203, 12号院5号楼301: a building or a staircase, and a room.
_CHAIN = re.compile(
    rf"(?:{_N}(?:号院|院|巷|弄|条)[, ]?|\d+[区里])?(?:"
    rf"{_N}{_LETTER}(?:{_BUILDING}|座|号|楼){_GAP}{_N}(?:单元|门){_GAP}{_FLOOR}{_LETTER}{_N}"
    rf"(?:房|层|{_ROOM})?"
    rf"|{_N}{_LETTER}{_BUILDING}{_GAP}\d{{1,2}}-\d{{3,4}}{_ROOM}?"
    rf"|(?:{_N}{_LETTER}(?:{_BUILDING}|座)|(?<![A-Za-z])[A-Za-z](?:座|栋|幢)){_GAP}"
    rf"{_FLOOR}{_LETTER}(?:\d{{3,4}}|{_N}(?=室|号|户)){_ROOM}?"
    rf"|{_N}单元{_GAP}{_FLOOR}{_LETTER}(?:{_N}(?:{_ROOM}|层|楼)|\d{{1,4}})"
    r")(?!\d|[名人个位次场元年])"
)
_ROW = re.compile(rf"{_N}排{_GAP}{_N}(?:号|户)(?!楼|院)")
#: 三层301秦奶奶, 12号的裘大爷: only where a resident follows.
_RESIDENTS = re.compile(
    rf"(?:(?<!\d)(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[层楼]{_GAP}\d{{3,4}}(?:室|房|号)?|"
    rf"\d{{1,4}}号院?(?!楼))(?=的?{_RESIDENT})"
)
_DASHED = re.compile(
    rf"(?:{_N}(?:号院|院|区|里))?(?<![\d\-.第])\d{{1,3}}-\d{{1,2}}-\d{{3,4}}(?:室|号)?"
    r"(?![\d\-.条元])"
)
_LIVES = re.compile(
    r"(?:家住|住在|住址|(?<![挡堵拦守顶记抓困站留卡盖遮压])住|居住在|现住|家庭(?:住址|地址)|地址|"
    r"家在|送到|门牌号?)(?:是|为|[: ])*[^,。;!?\n]{0,18}?"
    rf"(?P<value>{_N}(?:号院|号楼|栋|弄)?(?:{_N}(?:号楼|单元|门|号))?(?:旁门)?(?:\d{{3,4}})?"
    r"(?:号|室)(?!楼|院|线|地铁|服务|活动))"
)
_LIVES_DASHED = re.compile(
    r"(?:家住|住在|住址|住|地址|家在|送到|房号|门牌号?|业主|我家|楼号|房间号?)"
    r"[^,。;!?\n\d]{0,18}(?P<value>\d{1,3}[-#]\d{1,2}[-#]?\d{0,4}(?:室|号)?)(?![\d人名])"
)
_DATE = re.compile(r"\d{1,2}-\d{1,2}-(?:19|20)\d{2}")


def find_homes(text: str) -> Iterator[Found]:
    """Yield the door numbers of homes in ``text`` (folded)."""
    for pattern in (_CHAIN, _ROW, _RESIDENTS, _DASHED):
        for match in pattern.finditer(text):
            if pattern is not _DASHED or _DATE.fullmatch(match.group()) is None:
                yield Found(*match.span(), _KIND)
    for pattern in (_LIVES, _LIVES_DASHED):
        for match in pattern.finditer(text):
            yield Found(*match.span("value"), _KIND)
