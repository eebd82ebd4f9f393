"""What a text says is *not* wanted or offered: no match points (docs/ranking.md)."""

from __future__ import annotations

import re

Span = tuple[int, int]

_STOP = r"[^。;!?\n()\[\]]"
_OBJECT = r"[^,。;!?\n()\[\]]"
_BEFORE = re.compile(
    r"(?:均|都|也|并|并且|但|一律|原则上|本项目|本次|目前|暂)?"
    r"(?:不含|不包含|不包括|不涉及|不涵盖|不提供|不承担|不负责(?!任)|不属于|不开展|不承接|"
    r"不接受委托|不从事|"
    r"不需要?(?!求)(?:再|另行|额外|供应商|承接方)?|无需|无须|毋须|不必|不得|不做|不办|不再|"
    r"不用于|不安排|不采购|"
    r"不是要?|并非|而非|而不是|排除|剔除|谢绝|禁止|严禁)"
    r"(?!(?:出门|排队|花钱|预约|担心|出小区|下楼|想活|收费|想))((?:(?!但|而是|只|仅|主要|重点|"
    rf"还需|需要){_OBJECT})+)"
)
#: 除心理咨询外，还… adds; 除绿化养护外 alone, or with 均/都, takes away.
_EXCEPT = re.compile(
    rf"除(?:去|了|开)?({_OBJECT}{{1,24}}?)(?:之外|以外|外)(?!,?\s*(?:还|也|同时|另|再|并))"
)
_EXCLUDED_AFTER = re.compile(
    rf"({_OBJECT}{{1,24}}?)(?:除外|不在(?:本次|本项目)?(?:的)?(?:服务|采购|购买|项目)?(?:内容|"
    r"范围)?(?:之内|内|之列)|"
    r"不(?:列入|纳入|计入)(?:本项目|本次)?(?:范围|内容|预算)?|另行(?:采购|招标|购买|委托))"
)


def find_negated(text: str) -> tuple[Span, ...]:
    """Return the spans (cue and object) of what ``text`` excludes; ``text`` is folded.

    An enumeration behind the cue belongs to it up to the next comma, stop, bracket or 但/只.
    """
    spans: set[Span] = set()
    for pattern in (_BEFORE, _EXCEPT, _EXCLUDED_AFTER):
        spans.update(match.span() for match in pattern.finditer(text))
    return tuple(sorted(spans))
