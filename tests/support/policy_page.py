"""docs/policy-coverage.md from the tests (`python -m tests.support.policy_page` writes it).

A clause is proven by tests whose name carries its name (`test_T31b_…`, `test_F6_…`).
"""

import re
from collections import Counter
from pathlib import Path

from .policy_clauses import CLAUSES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "policy-coverage.md"
_TEST = re.compile(r"^\s*def (test_([tf]\d+[a-z]?)_\w+)", re.MULTILINE | re.IGNORECASE)
#: Features that are the same thing as clauses, by the specification's own table.
SAME_AS = {"F1": ("T31b", "T31e"), "F2": ("T31c", "T31d"), "F4": ("T58", "T62")}
_STEPS_ZH = {"portal": "后续：门户接口", "console": "后续：工作台"}
_HEAD = """# 政策条款与测试

由 `python -m tests.support.policy_page` 按测试的名字生成：每一条做什么、由哪些测试证明、到哪一步。
“未做”是排序层里还没有做的；“后续”在建门户接口和工作台的步骤里做。

| 名称 | 条款 | 行为 | 测试 | 状态 |
| --- | --- | --- | --- | --- |
"""


def tests_by_clause():
    """Return, by name of the proof, the tests that carry it: (file, how many)."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for _, name in _TEST.findall(path.read_text(encoding="utf-8")):
            key = name[0].upper() + name[1:].lower()
            found.setdefault(key, Counter())[path.relative_to(ROOT).as_posix()] += 1
    for name, others in SAME_AS.items():
        for other in others:
            found.setdefault(name, Counter()).update(found.get(other, Counter()))
    return found


def state(name, step, tests):
    """Return the state of one clause in Chinese."""
    if tests.get(name):
        return "有测试"
    return _STEPS_ZH.get(step, "未做")


def page():
    """Return the page."""
    tests = tests_by_clause()
    rows = []
    for name, clause, behaviour, step in CLAUSES:
        files = tests.get(name, {})
        proof = "，".join(f"`{file}`×{number}" for file, number in sorted(files.items())) or "—"
        rows.append(f"| {name} | {clause} | {behaviour} | {proof} | {state(name, step, tests)} |")
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
