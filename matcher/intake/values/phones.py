"""Telephone numbers: written one way, and masked wherever people see them (PIPL 51).

No message here quotes a number.
"""

from __future__ import annotations

import re
from datetime import date

from ..cells import CellValue
from ..issues import Finding, Parsed
from .findings import error, info, warn
from .text import is_empty, is_undecided, join_notes, normal_text

_EXTENSION = re.compile(
    r"(?:转|分机号?|ext\.?|#|x)[:：]?\s*([0-9]{1,6})$|(?<=[0-9]{7})-([0-9]{1,6})$"
)
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")
_AREA = re.compile(r"(?:(?:\+|00)?86)?(0?10|0?2[0-9]|0?[3-9][0-9]{2})([2-9][0-9]{6,7})")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_SERVICE = re.compile(r"(400|800)([0-9]{3})([0-9]{4})")
_SHORT = re.compile(r"(?:1[0-9]{2}|1[0-9]{4}|9[0-9]{4,5})")
_MASKED = re.compile(r"[0-9]{0,4}-?[0-9]{0,4}\*{2,}[0-9]{0,4}(?:-[0-9]{1,6})?")
_RUN = re.compile(r"(?<![0-9*])\+?[0-9](?:[\s\-–—－()]{0,2}[0-9]){6,}(?![0-9*])")


def parse_phone(v: CellValue) -> Parsed[str]:
    """Return the numbers of a cell as ``010-00000000-8`` or ``13800138000``, joined by 、.

    A mobile number is personal data and gets a finding; a masked number is kept as it stands.
    """
    text = normal_text(v)
    if isinstance(v, (bool, date)):
        return Parsed("", (_unreadable(),))
    if is_empty(text) or is_undecided(text):
        return Parsed("")
    numbers: list[str] = []
    findings: list[Finding] = []
    for piece in _pieces(text):
        number = _one(piece)
        if not number:
            findings.append(_unreadable())
            continue
        numbers.append(number)
        if _MOBILE.fullmatch(number):
            findings.append(info("PHONE_MOBILE", "个人手机，显示和导出时遮盖。"))
        elif _LOCAL.fullmatch(number):
            findings.append(warn("PHONE_NO_AREA", "电话没有区号，按原样保留，请补充区号。"))
    if not numbers and not findings:
        findings.append(_unreadable())
    joined = "、".join(dict.fromkeys(numbers))
    return Parsed(joined, tuple(dict.fromkeys(findings)))


def _unreadable() -> Finding:
    message = "联系电话读不懂，没有采用；请写成“010-12345678”或 11 位手机号。"
    return error("PHONE_UNREADABLE", message)


def _pieces(text: str) -> list[str]:
    parts = [part for part in re.split(r"[、,;；/|]|或", text) if part.strip()]
    found: list[str] = []
    for part in parts:
        words = [word for word in part.split() if re.search("[0-9]", word)]
        whole = len(words) > 1 and all(len(re.sub("[^0-9]", "", w)) >= 7 for w in words)
        found += words if whole else [part]
    return found


def _one(piece: str) -> str:
    """Return one number in its usual writing, or ``""``."""
    text = re.sub(r"^[^0-9+*(]+", "", piece.strip())
    if _MASKED.fullmatch(text.replace(" ", "")):
        return text.replace(" ", "")
    found = _EXTENSION.search(re.sub(r"[\s()]", "", text).lower())
    bare = re.sub(r"[\s()]", "", text).lower()
    extension = ""
    if found is not None:
        extension = f"-{found.group(1) or found.group(2)}"
        bare = bare[: found.start()]
    digits = re.sub(r"[^0-9+]", "", bare)
    if re.search(r"[^0-9+\-–—－.·]", bare):
        return ""
    if mobile := _MOBILE.fullmatch(digits):
        return mobile.group(1)
    if service := _SERVICE.fullmatch(digits):
        return "-".join(service.groups()) + extension
    if area := _AREA.fullmatch(digits) if _has_area(digits, bare) else None:
        code = area.group(1)
        return f"{code if code.startswith('0') else '0' + code}-{area.group(2)}{extension}"
    if zero := re.fullmatch(r"(0[0-9]{2,3})([0-9]{7,8})", digits):
        three = digits.startswith(("01", "02"))
        code, number = (digits[:3], digits[3:]) if three else zero.groups()
        return f"{code}-{number}{extension}"
    if _LOCAL.fullmatch(digits) or _SHORT.fullmatch(digits):
        return digits + extension
    return ""


def _has_area(digits: str, bare: str) -> bool:
    return digits.startswith(("0", "+86", "86")) or re.match(r"[0-9]{2,3}[-–—－]", bare) is not None


def mask_phone(s: str) -> str:
    """Return ``s`` with every telephone number masked: ``138****8000``, ``010-****0000-8``.

    Masking a masked text changes nothing; short service numbers (12345) stay.
    """
    return _RUN.sub(lambda match: _masked(match.group()), normal_text(s))


def _masked(written: str) -> str:
    digits = re.sub(r"[^0-9]", "", written)
    mobile = _MOBILE.fullmatch(digits)
    if mobile is not None:
        return f"{mobile.group(1)[:3]}****{digits[-4:]}"
    parts = re.fullmatch(r"(0[0-9]{2,3})-([0-9]{7,8})(-[0-9]{1,6})?", written)
    if parts is not None:
        return join_notes(f"{parts[1]}-****{parts[2][-4:]}{parts[3] or ''}")
    head = digits[:3] if digits.startswith("0") else ""
    return f"{head}****{digits[-4:]}"
