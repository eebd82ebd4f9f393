"""Numbers that point at a person: telephones, identity numbers, cards, plates, accounts.

Sources: 个人信息保护法 4, 28; GB 11643-1999 (identity numbers); GA 36 (plates);
docs/import-rules.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .folding import with_digits
from .spans import Found

#: Between two digits of one number: at most three spaces, dashes, dots or brackets.
_GAP = r"[ \t\-–—‐‑‒−_.·•()/]{0,3}"
_LEFT = r"(?<![0-9A-Za-z])"
_EXTENSION = r"(?:[ ,(-]{0,2}(?:转|分机|ext\.?|#)[ :]{0,2}\d{1,6}\)?|-\d{1,5}(?!\d))?"
_MOBILE = re.compile(
    rf"(?<![0-9A-Za-z.])(?:[(]?(?:\+|00)?86{_GAP})?[(]?1{_GAP}[3-9](?:{_GAP}\d){{9}}"
    r"(?![0-9A-Za-z])"
)
#: 150,1234,5678: groups that no amount has.
_MOBILE_GROUPED = re.compile(
    r"(?<![0-9A-Za-z.])(?<!\d,)1[3-9]\d[,、]\d{4}[,、]\d{4}(?![0-9A-Za-z])(?!,\d)"
)
_MOBILE_HIDDEN = re.compile(
    rf"(?<![0-9A-Za-z])1[3-9]\d{_GAP}[*xX×.…]{{4,8}}(?:{_GAP}\d{{1,4}})?(?![0-9])"
)
_TAIL = re.compile(
    r"(?:尾号|尾数|[后末][四4]位)(?:数字?|号码?)?[是为:: ]{0,3}(?P<value>\d{3}[\dXx])(?!\d)"
)
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
_FIXED = re.compile(
    rf"(?<![0-9A-Za-z.])(?:[(]?(?:\+|00)?86{_GAP})?(?:\({_AREA}\)|{_AREA}|(?<=86.)(?:10|2\d)){_GAP}"
    rf"[2-9](?:{_GAP}\d){{6,7}}(?![0-9A-Za-z]){_EXTENSION}"
)
_LOCAL = re.compile(
    rf"(?<![0-9A-Za-z.\-])[2-8](?:{_GAP}\d){{7}}(?![0-9A-Za-z元万%.年月]){_EXTENSION}"
)
_LOCAL_CUE = re.compile(
    r"(?:电话|座机|固话|热线|联系方式|致电|拨打|拨|来电|打|tel|传真|家里|咨询|号码|"
    r"联系)[^\d,。;\n]{0,8}$|"
    r"(?:大姐|先生|女士|师傅|阿姨|大爷|老师|主任|经理)[,、: (]{1,3}$",
    re.I,
)
_LOCAL_CUE_BEHIND = re.compile(
    r"[)]?(?:[这那][个部]|是|的|为)?(?:家里|单位|办公室?)?(?:座机|固话|电话)"
)
_IDENTITY = re.compile(
    rf"{_LEFT}[1-8](?:{_GAP}\d){{5}}{_GAP}(?:1{_GAP}[89]|2{_GAP}0)(?:{_GAP}\d){{2}}{_GAP}"
    rf"(?:0{_GAP}[1-9]|1{_GAP}[0-2]){_GAP}(?:[0-2]{_GAP}\d|"
    rf"3{_GAP}[01])(?:{_GAP}\d){{3}}{_GAP}[\dXx×](?![0-9A-Za-z])"
)
_IDENTITY_OLD = re.compile(
    rf"{_LEFT}[1-8]\d{{5}}{_GAP}\d{{2}}(?:0[1-9]|1[0-2])(?:[0-2]\d|"
    rf"3[01]){_GAP}\d{{3}}(?![0-9A-Za-z])"
)
_IDENTITY_HIDDEN = re.compile(
    rf"{_LEFT}[1-8]\d{{2,9}}[*×]{{6,14}}\d{{0,4}}[\dXx](?![0-9A-Za-z])"
    rf"|{_LEFT}[1-8]\d{{9,13}}[*×]{{4,8}}[\dXx]{{0,4}}(?![0-9A-Za-z])"
)
_IDENTITY_LABELLED = re.compile(
    r"(?:身份证(?:件)?(?:号码?)?|证件号码?|公民身份号码|护照(?:号码?)?|"
    r"残疾证(?:号码?)?)[为是:: ]{0,3}"
    rf"(?P<value>[A-Za-z]?\d(?:{_GAP}[\dXx*]){{6,20}})"
)
_CARD = re.compile(rf"{_LEFT}(?:62|60|4\d|5[1-5]|3[57]|9[58])(?:[ \-]?\d){{14,17}}(?![0-9A-Za-z])")
_CARD_LABELLED = re.compile(
    r"(?:银行卡|储蓄卡|社保卡|工资卡|卡号|银行账[号户]|账号|帐号|存折)(?:号码?)?[^\d,。;\n]{0,10}"
    r"(?P<value>\d(?:[ \-]?\d){8,24})"
)
_CODE_CUE = re.compile(r"(?:信用代码|代码|文号|编号|单号|批次)[^,。;\n]{0,6}$")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?"
    r"[A-Za-z][ ·.•・-]{0,3}(?=(?:[A-Za-z0-9*] ?){0,5}\d)(?:[A-Za-z0-9]{4,5}[挂学警港澳]|"
    r"(?:[A-Za-z0-9*] ?){4,5}[A-Za-z0-9])(?![0-9A-Za-z])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+ ?@ ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,6}"
)
_ACCOUNT = re.compile(
    r"(?:(?:微|威|薇|围|徽|V|v) ?信|加 ?微|[vVwW][xX]|WeChat|wechat|(?<![A-Za-z])[vV](?=[:: 号])|"
    r"[加+]我?[vVqQ]|[qQ] ?[qQ]|(?<![A-Za-z])[qQ](?=[:: 号])|扣扣|企鹅|抖音|快手|小红书|"
    r"微博|支付宝|钉钉|飞书|[Ss]kype)"
    r"(?:同号|账号|帐号|账户|号码|名|ID|id|Id|是|为|号|加|我|的|就|[::=/() ])*"
    r"(?P<value>[A-Za-z0-9][A-Za-z0-9_-]{4,24})(?![A-Za-z0-9])"
)
_PHONE_KIND, _IDENTITY_KIND, _CARD_KIND = "phone", "identity", "card"


def _telephones(text: str) -> Iterator[Found]:
    for pattern in (_MOBILE, _MOBILE_GROUPED, _MOBILE_HIDDEN, _FIXED):
        for match in pattern.finditer(text):
            # (138 0013 8000): the bracket belongs to the sentence, (138)0013 to the number.
            opened = match.group().startswith("(") and ")" not in match.group()
            yield Found(match.start() + opened, match.end(), _PHONE_KIND)
    for match in _TAIL.finditer(text):
        yield Found(*match.span("value"), _PHONE_KIND)
    for match in _LOCAL.finditer(text):
        before = _LOCAL_CUE.search(text, max(0, match.start() - 16), match.start())
        if before or _LOCAL_CUE_BEHIND.match(text, match.end()):
            yield Found(*match.span(), _PHONE_KIND)


def _identities(text: str) -> Iterator[Found]:
    for pattern in (_IDENTITY, _IDENTITY_OLD, _IDENTITY_HIDDEN):
        for match in pattern.finditer(text):
            if not _CODE_CUE.search(text, max(0, match.start() - 12), match.start()):
                yield Found(*match.span(), _IDENTITY_KIND)
    for match in _IDENTITY_LABELLED.finditer(text):
        yield Found(*match.span("value"), _IDENTITY_KIND)


def _luhn(digits: str) -> bool:
    doubled = [int(d) * 2 if i % 2 else int(d) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _cards(text: str) -> Iterator[Found]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        cue = _CODE_CUE.search(text, max(0, match.start() - 12), match.start())
        if not cue and (digits.startswith("62") or _luhn(digits)):
            yield Found(*match.span(), _CARD_KIND)
    for match in _CARD_LABELLED.finditer(text):
        yield Found(*match.span("value"), _CARD_KIND)


def find_numbers(text: str) -> Iterator[Found]:
    """Yield the numbers in ``text`` (folded by :func:`matcher.privacy.folding.folded`)."""
    # Twice, because 第一13800138000 must not read as one number 113800138000.
    spoken = with_digits(text)
    for form in (text, spoken) if spoken != text else (text,):
        yield from _telephones(form)
        yield from _identities(form)
    yield from _cards(text)
    for match in _PLATE.finditer(text):
        yield Found(*match.span(), "plate")
    for match in _EMAIL.finditer(text):
        yield Found(*match.span(), "email")
    for match in _ACCOUNT.finditer(text):
        yield Found(*match.span("value"), "account")
