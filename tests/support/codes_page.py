"""Rewrite docs/codes.md from the code table (`python -m tests.support.codes_page`)."""

from pathlib import Path

from matcher.codes import CODES

GROUPS = {"E": "排除（门槛）", "W": "提示（不改变得分）", "R": "推荐理由"}


def page():
    lines = ["# 理由码", "", "页面、接口、导出共用同一张表（`matcher/codes.py`）。"]
    for letter, title in GROUPS.items():
        lines += ["", f"## {title}", "", "| 码 | 句式 | 依据 |", "| --- | --- | --- |"]
        lines += [
            f"| `{c.code}` {c.name_zh} | {c.template_zh} | {c.ground} |"
            for c in CODES.values()
            if c.code.startswith(letter)
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path("docs/codes.md").write_text(page(), encoding="utf-8")
