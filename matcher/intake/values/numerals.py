"""Numbers in Chinese numerals, plain or financial, mixed with digits as people mix them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_DIGIT_FORMS = (
    "零〇○◯",
    "一壹弌幺",
    "二贰貳两兩",
    "三叁參叄",
    "四肆",
    "五伍",
    "六陆陸",
    "七柒",
    "八捌",
    "九玖",
)
_FOLD = {
    **{ord(c): str(n) for n, forms in enumerate(_DIGIT_FORMS) for c in forms},
    **{ord(a): b for a, b in zip("拾佰仟萬億点點负", "十百千万亿..-", strict=True)},
}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,10})?")
_SCALED = re.compile(r"([0-9]{1,15}\.[0-9]{1,10}|[0-9]{2,15})([十百千])")
_STEP = re.compile(r"(0?)([1-9]?)([十百千]?)")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_WHOLE = re.compile(r"(-?)(?:([^亿]+)亿)?(?:0?([^万亿]+)万)?([^万亿]*)")


def without_thousands(text: str) -> str:
    """Return ``text`` without the commas that group digits by thousands."""
    return _THOUSANDS.sub("", text)


def chinese_number(text: str) -> Decimal | None:
    """Return the number that ``text`` writes, or None when it is not one number.

    Covers ``拾贰万伍仟``, ``九十二``, ``二〇一四`` (digit by digit), ``4万5千``, ``12.5万``,
    ``125,000``, ``九十二点五`` and the spoken short tails ``十二万五`` (125000), ``三百五`` (350).
    """
    folded = unicodedata.normalize("NFKC", text).replace(" ", "").translate(_FOLD)
    match = _WHOLE.fullmatch(without_thousands(folded))
    if match is None or not any(match.groups()[1:]):
        return None
    sign, hundred_millions, ten_thousands, rest = match.groups()
    total = Decimal(0)
    scale = 1  # of the unit just read, for a short tail
    for part, size in ((hundred_millions, 10**8), (ten_thousands, 10**4)):
        if part:
            value = _section(part)
            if value is None or (value % 1 and rest):
                return None
            total += value * size
            scale = size
    if rest:
        value = _tail(rest, scale)
        if value is None:
            return None
        total += value
    return -total if sign else total


def _tail(text: str, scale: int) -> Decimal | None:
    """Return what follows 万 or 亿: one bare digit counts the next lower unit."""
    if scale > 1 and re.fullmatch(r"[1-9]", text):
        return Decimal(int(text) * scale // 10)
    value = _section(text)
    return None if value is None or (scale > 1 and value >= scale) else value


def _section(text: str) -> Decimal | None:
    """Return a number below 万: digits, or 千 百 十 in falling order."""
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    scaled = _SCALED.fullmatch(text)
    if scaled:
        return Decimal(scaled.group(1)) * _SCALES[scaled.group(2)]
    if "." in text:
        whole, _, fraction = text.partition(".")
        value = _steps(whole)
        digits = re.fullmatch(r"[0-9]{1,10}", fraction)
        return None if value is None or digits is None else value + Decimal(f"0.{fraction}")
    return _steps(text)


def _steps(text: str) -> Decimal | None:
    total, position, ceiling = 0, 0, 10**4
    while position < len(text):
        match = _STEP.match(text, position)
        assert match is not None  # every group may be empty
        zero, digit, unit = match.groups()
        first = position == 0
        position = match.end()
        if not digit and not (unit == "十" and first):
            return None
        scale = _SCALES.get(unit, 1)
        if scale >= ceiling or (not unit and position < len(text)):
            return None
        if not unit and not zero and 100 <= ceiling < 10**4:
            scale = ceiling // 10  # 三百五 = 350
        total += int(digit or "1") * scale
        ceiling = scale
    return Decimal(total)
