"""What pydantic found → Chinese sentences that name the field and the way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .schemas.labels import LABELS
from .schemas.problems import ProblemItem

#: Sentence by pydantic's error type; ``{…}`` are values of its context.
_SENTENCES = {
    "missing": "没有填写",
    "extra_forbidden": "没有这个字段，请核对名称",
    "string_type": "应为文字",
    "string_unicode": "含有无法识别的字符，请重新输入",
    "string_too_short": "不能为空",
    "string_too_long": "超过 {max_length} 字，请精简",
    "string_pattern_mismatch": "格式不对",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "数字过大",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "finite_number": "应为有限的数字",
    "decimal_type": "应为数字",
    "decimal_parsing": "应为数字",
    "decimal_max_digits": "数字过长",
    "decimal_max_places": "最多 {decimal_places} 位小数",
    "decimal_whole_digits": "数字过大",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "enum": "只能取：{expected}",
    "literal_error": "只能取：{expected}",
    "date_type": "应为日期，如 2026-03-05",
    "date_parsing": "应为日期，如 2026-03-05",
    "date_from_datetime_parsing": "应为日期，如 2026-03-05",
    "date_from_datetime_inexact": "应为日期，如 2026-03-05",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为 JSON 对象，内容类型用 application/json",
    "value_error": "{error}",
}


def problem_of(errors: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the arguments of :func:`api.errors.problem_response` for a refused request.

    An address that cannot name a record is 404, text that is no JSON is 400, the rest is 422.
    """
    if any(error["loc"][:1] == ("path",) for error in errors):
        return {"status": 404, "code": "NOT_FOUND", "message_zh": "没有这条记录，请核对编号。"}
    if any(error["type"] == "json_invalid" for error in errors):
        sentence = "提交的内容不是有效的 JSON，请检查括号、引号和逗号。"
        return {"status": 400, "code": "BAD_REQUEST", "message_zh": sentence}
    items = [_item(error) for error in errors]
    more = f"（另有 {len(items) - 1} 处，见 errors）" if len(items) > 1 else ""
    return {
        "status": 422,
        "code": "VALIDATION",
        "message_zh": f"{items[0].message_zh.removesuffix('。')}{more}。",
        "field": items[0].field,
        "errors": items,
    }


def _item(error: Mapping[str, Any]) -> ProblemItem:
    place = [step for step in error["loc"][1:] if step != "function-after"]
    sentence = sentence_of(error)
    name = _place_zh(place)
    message = f"“{name}”{sentence}。" if name else f"提交的内容{sentence}。"
    return ProblemItem(message_zh=message, field=".".join(map(str, place)) or None)


def sentence_of(error: Mapping[str, Any]) -> str:
    """Return what is wrong with the value, without its place."""
    template = _SENTENCES.get(error["type"], "不可用，请核对")
    return template.format_map({n: _plain(value) for n, value in error.get("ctx", {}).items()})


def _plain(value: object) -> str:
    return str(value).replace(" or ", "、").replace("'", "")


def _place_zh(place: Sequence[object]) -> str:
    """Return where the field is, in Chinese: 受益群众第 2 项的名称."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"第 {step + 1} 项"
        else:
            text += ("的" if text else "") + LABELS.get(str(step), str(step)[:40])
    return text
