"""Rows among and below the data that are none: totals, statistics, notes, repeated headers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ..cells import CellValue, SkipReason

_TOTAL = re.compile(r"(?:.{0,10}[^\w]?)?(?:小计|合计|总计|共计|累计)(?:\(.*\))?:?")
_TOTAL_ALONE = re.compile(r"(?:本页|本表|以上|年度|全部)?(?:小计|合计|总计|共计|累计)(?:\(.*\))?:?")
_STATISTIC = re.compile(
    r"(?:本页|本表|年度|总)?(?:平均分|平均值|平均|均分|均值|最高分|最低分|最大值|最小值|中位数|标准差"
    r"|优秀率|优良率|合格率)(?:\(.*\))?:?"
)
_NOTE = re.compile(r"\(?(?:注|备注|附注|说明|填表说明|填报说明|注意事项)\)?(?:\d*[:.、]|$)|[※*]")
_FOOTER = re.compile(
    r"(?:填表|制表|填报|审核|复核|经办|统计|报送|单位|主管|分管)"
    r"(?:人|单位|负责人|领导|日期|时间|部门)?(?:\(?(?:签字|签名|签章|盖章|公章)\)?)*:"
    r"|(?:负责人|联系人|联系电话|日期|盖章|(?:单位|街道)\(?(?:盖章|公章)\)?)\)?:"
)
_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")


def skip_reason(
    cells: Sequence[CellValue],
    headers: Sequence[Sequence[CellValue]],
    counters: frozenset[int],
    data_columns: frozenset[int],
) -> SkipReason | None:
    """Return why a raw row (merged cells not filled down) is no data, or None for data.

    ``headers`` are the rows of the sheet down to the end of the header; ``counters`` the columns
    of running numbers; ``data_columns`` those with a field. A pre-numbered row with nothing else
    is empty; a lone text where no field is, is a note.
    """
    texts = {i: _plain(cell) for i, cell in enumerate(cells) if cell is not None}
    uncounted = {i: t for i, t in texts.items() if not (i in counters and _NUMBER.fullmatch(t))}
    if not any(uncounted.values()):
        return SkipReason.EMPTY
    if _repeats_header(texts, headers):
        return SkipReason.HEADER
    reason = _summary(texts)
    if reason:
        return reason
    first = next(text for text in texts.values() if text)
    few = len([text for text in texts.values() if text]) <= 4
    if few and _FOOTER.match(first):
        return SkipReason.FOOTER
    alone = len(texts) == 1
    if alone and (_NOTE.match(first) or not data_columns.intersection(texts)):
        return SkipReason.NOTE
    return None


def _summary(texts: dict[int, str]) -> SkipReason | None:
    """Return TOTAL or STATISTIC when a label says so and the rest of the row is figures only."""
    words = [text for text in texts.values() if text and not _NUMBER.fullmatch(text)]
    if not words or len(words) > 2:
        return None
    if any(_STATISTIC.fullmatch(word) for word in words):
        return SkipReason.STATISTIC
    if any(_TOTAL_ALONE.fullmatch(word) for word in words):
        return SkipReason.TOTAL
    # 青槐街道小计: only when nothing else is written, for a title may end like that.
    return SkipReason.TOTAL if len(words) == 1 and _TOTAL.fullmatch(words[0]) else None


def _repeats_header(texts: dict[int, str], headers: Sequence[Sequence[CellValue]]) -> bool:
    """Return whether the row writes header cells again, in the same columns."""
    words = [(i, text) for i, text in texts.items() if text]
    same = sum(
        any(i < len(row) and row[i] is not None and _plain(row[i]) == text for row in headers)
        for i, text in words
    )
    return same >= 1 and same == len(words) if len(words) < 3 else same * 2 > len(words)


def _plain(cell: CellValue) -> str:
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()) if cell is not None else ""
