"""What can be wrong with a whole file, as one Chinese sentence each with the way out."""

from __future__ import annotations

from ...errors import InvalidInput

_SENTENCES = {
    "FILE_PASSWORD": "文件“{name}”带密码，无法读取。"
    "请在 Excel 或 WPS 中打开，取消密码后另存，再导入。",
    "FILE_EMPTY": "文件“{name}”是空的，没有任何内容。请检查是否选错了文件，或重新导出后再导入。",
    "FILE_TRUNCATED": "文件“{name}”不完整或已损坏，读不出来{detail}。"
    "请重新下载，或用 Excel、WPS 打开后另存为 .xlsx，再导入。",
    "FILE_TYPE": "文件“{name}”不是可以导入的表格{detail}。"
    "请导入 .xlsx、.xls、.csv 或 .jsonl 文件；其他格式请先用 Excel 或 WPS 另存为 .xlsx。",
    "FILE_TOO_BIG": "文件“{name}”展开后太大，超出了读取的内存上限{detail}。"
    "请删去表格外多余的行和列（选中后整行、整列删除），或拆成几个文件，再导入。",
    "FILE_TIMEOUT": "文件“{name}”在时限内没有读完。"
    "请删去表格外多余的行和列，或拆成几个文件，再导入。",
    "FILE_ENCODING": "文件“{name}”的文字编码认不出来{detail}。"
    "请另存为“CSV UTF-8（逗号分隔）”或 .xlsx，再导入。",
    "FILE_VERSION": "文件“{name}”由更新版本的系统导出{detail}，本系统读不全。"
    "请升级本系统，或从旧版本重新导出。",
}


def file_failure(code: str, name: str, detail_zh: str = "") -> InvalidInput:
    """Return the error for file ``name``; an unknown ``code`` counts as a damaged file."""
    known = code if code in _SENTENCES else "FILE_TRUNCATED"
    detail = f"（{detail_zh}）" if detail_zh else ""
    return InvalidInput(_SENTENCES[known].format(name=name, detail=detail), code=known)
