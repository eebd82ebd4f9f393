"""Unified social credit codes (统一社会信用代码): normalised, checked, never silently corrected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..cells import CellValue
from ..issues import Finding, Parsed
from .findings import ask, error, info, warn
from .text import is_empty, is_undecided, normal_text, quote, squeezed

#: GB 32100-2015, 4.6: digits and capital letters without I, O, S, V, Z.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
#: GB 11714-1997: all letters, A = 10 … Z = 35.
_ORGANIZATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_FORM = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
_LABEL = re.compile(r"^(?:统一)?(?:社会)?信用代码(?:证?号)?[:：]?")
_NOISE = re.compile(r"[\s'’‘`\"“”·._‐‑‒–—―−-]")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+")
_LOOK_ALIKE = str.maketrans("OIZSV", "0125U")


@dataclass(frozen=True, slots=True)
class UsccValue:
    """A code that passed its check (or None) and the cell as written."""

    code: str | None = None
    as_written: str = ""


def uscc_check_character(first17: str) -> str:
    """Return the 18th character for the first 17 (GB 32100-2015, 5.2; modulus 31).

    Raises ``ValueError`` for another length or a character outside the alphabet.
    """
    if len(first17) != 17:
        raise ValueError("expected 17 characters")
    total = sum(ALPHABET.index(c) * w for c, w in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def organization_check_character(first8: str) -> str:
    """Return the ninth character of an organization code (GB 11714-1997; 10 → X, 11 → 0).

    Raises ``ValueError`` for another length or a character outside the alphabet.
    """
    if len(first8) != 8:
        raise ValueError("expected 8 characters")
    pairs = zip(first8, _ORGANIZATION_WEIGHTS, strict=True)
    remainder = 11 - sum(_ORGANIZATION_ALPHABET.index(c) * w for c, w in pairs) % 11
    return {10: "X", 11: "0"}.get(remainder, str(remainder))


def is_valid_uscc(code: str) -> bool:
    """Return whether ``code`` is a well-formed code with the right last character.

    The weights are powers of 3 modulo the prime 31, so every single wrong character is detected.
    The inner organization code (characters 9–17) is not demanded: see :func:`parse_uscc`.
    """
    return _FORM.fullmatch(code) is not None and uscc_check_character(code[:17]) == code[17]


def _inner_ok(code: str) -> bool:
    return organization_check_character(code[8:16]) == code[16]


def parse_uscc(v: CellValue) -> Parsed[UsccValue]:
    """Return the code of a cell: spaces, full width and lower case folded, nothing else changed.

    Letter O for 0 and the like, or one wrong check character, give a proposal; a code with lost
    digits is refused. When the last character fits but the organization code inside does not
    (GB 11714), the code is taken with a hint.
    """
    if v is None or isinstance(v, (bool, date)):
        as_written = normal_text(v)
        found = () if v is None else (_refused(v, "不是信用代码"),)
        return Parsed(UsccValue(None, as_written), found)
    if isinstance(v, (int, float)):
        return _number(v)
    text = normal_text(v).upper()
    bare = _NOISE.sub("", text)
    if is_empty(bare) or is_undecided(bare.lower()):
        return Parsed(UsccValue())
    if _SCIENTIFIC.fullmatch(text.replace(" ", "")):
        return Parsed(UsccValue(None, squeezed(v)), (_lost(v),))
    code = _LABEL.sub("", bare)
    if is_valid_uscc(code):
        return _accepted(v, code)
    return Parsed(UsccValue(None, squeezed(v)), (_refusal(v, code),))


def _accepted(v: str, code: str) -> Parsed[UsccValue]:
    found: list[Finding] = []
    if code != v.strip():
        found.append(info("USCC_NORMALISED", f"信用代码{quote(v)}规整为 {code}。"))
    if not _inner_ok(code):
        message = f"信用代码 {code} 的第 9–17 位（组织机构代码）校验位不符，请与登记证书核对。"
        found.append(warn("USCC_ORGANIZATION_CODE", message))
    return Parsed(UsccValue(code, squeezed(v)), tuple(found))


def _number(v: float) -> Parsed[UsccValue]:
    """Refuse a number cell: 18 digits do not fit into one (IEEE 754, 15 digits are kept)."""
    long = abs(v) >= 10**11
    as_written = f"{v:.15g}".upper() if isinstance(v, float) else normal_text(v)
    finding = _lost(as_written) if long else _refused(v, "是数字，位数不对")
    return Parsed(UsccValue(None, as_written), (finding,))


def _lost(v: CellValue) -> Finding:
    message = (
        f"信用代码{quote(v)}被表格软件存成了科学计数的数字，后几位已经丢失，无法恢复，没有采用；"
        "请把该列设为“文本”格式后重新填写。组织按“代码待补”登记。"
    )
    return error("USCC_SCIENTIFIC", message)


def _refused(v: CellValue, why_zh: str) -> Finding:
    return error("USCC_INVALID", f"{quote(v)}{why_zh}，没有采用；请按登记证书填写 18 位代码。")


def _refusal(v: str, code: str) -> Finding:
    if re.search(r"[\u4e00-\u9fff]", code):
        return error(
            "USCC_OTHER_NUMBER",
            f"{quote(v)}像是登记证号或文字说明，不是统一社会信用代码，没有采用；请填写 18 位代码。",
        )
    if len(code) == 9 and re.fullmatch("[0-9A-Z]{9}", code):
        return error("USCC_OTHER_NUMBER", f"{quote(v)}像是旧的组织机构代码（9 位），没有采用。")
    if len(code) != 18:
        return error(
            "USCC_LENGTH",
            f"信用代码{quote(v)}有 {len(code)} 位，应为 18 位，没有采用，也不补位；请核对。",
        )
    repaired = code.translate(_LOOK_ALIKE)
    if repaired != code and is_valid_uscc(repaired):
        pairs = enumerate(zip(code, repaired, strict=True), start=1)
        swapped = "、".join(f"第 {i} 位“{a}”应为“{b}”" for i, (a, b) in pairs if a != b)
        message = f"信用代码{quote(v)}不合法：{swapped}。建议 {repaired}，请核对后确认。"
        return ask("USCC_LOOK_ALIKE", message, repaired)
    return _wrong_check(v, code)


def _wrong_check(v: str, code: str) -> Finding:
    if not _FORM.fullmatch(code):
        strange = [c for c in dict.fromkeys(code) if c not in ALPHABET]
        why = f"含有代码中不会出现的“{'”“'.join(strange)}”" if strange else "第 3–8 位应为数字"
        return error("USCC_INVALID", f"信用代码{quote(v)}{why}，没有采用；请按登记证书核对。")
    if not _inner_ok(code):
        message = f"信用代码{quote(v)}校验不通过（不止末位有误），没有采用；请按登记证书核对。"
        return error("USCC_INVALID", message)
    right = uscc_check_character(code[:17])
    message = (
        f"信用代码{quote(v)}校验位不符：末位应为 {right}，建议 {code[:17]}{right}，请核对后确认。"
    )
    return ask("USCC_CHECK_CHARACTER", message, code[:17] + right)
