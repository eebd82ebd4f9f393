"""Where the four packages come from: one folder, or the process stops (docs/decisions/0004).

Their names are generic; a stranger's ``api`` earlier on the path would otherwise be a riddle.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from matcher.errors import Unavailable

PACKAGES = ("api", "matcher", "embeddings", "indexes")


def origins() -> dict[str, Path]:
    """Return the folder that each package lies in."""
    found = {}
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise Unavailable(f"找不到程序包 {name}，请重新安装对接。")
        found[name] = Path(spec.origin).resolve().parents[1]
    return found


def check_origin() -> Path:
    """Return the one folder of all packages; Unavailable, naming both, when there are two."""
    found = origins()
    first = found[PACKAGES[0]]
    for name, folder in found.items():
        if folder != first:
            raise Unavailable(
                f"程序包来自不同的地方：{PACKAGES[0]} 在 {first}，{name} 在 {folder}。"
                "请换一个文件夹启动，或重建虚拟环境。"
            )
    return first
