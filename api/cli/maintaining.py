"""``duijie rebuild``, ``verify``, ``migrate``, ``calibrate`` and ``doctor``."""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING

import typer

from ..origin import check_origin, origins
from .console import AsJson, emit, progress_bar, say, table
from .context import opened

if TYPE_CHECKING:
    from matcher.service.values import CalibrationReport


_FIGURES_ZH = {
    "ndcg": "排序质量 nDCG@10（未参与拟合的一半样例）",
    "refused_unanswerable": "不该由社会组织承接的需求答“暂无合适组织”",
    "refused_answerable": "可承接的需求被误答“暂无合适组织”",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("rebuild", help="按数据库重建推荐索引。")(rebuild)
    app.command("verify", help="逐字节检查数据库与索引，不做修改；发现问题时退出码为 1。")(verify)
    app.command("migrate", help="把数据库升级到本版本的结构。")(migrate)
    app.command("calibrate", help="为正在使用的模型重新拟合权重与契合度，存入数据文件夹。")(
        calibrate
    )
    app.command("doctor", help="打印版本、路径、模型等，便于排查问题。")(doctor)


def rebuild(as_json: AsJson = False) -> None:
    """Build the snapshot anew from SQL."""
    with opened(prepare=False) as services, progress_bar("编码") as tell:
        services.maintenance.migrate()
        version = services.maintenance.rebuild(tell)
    if as_json:
        emit({"snapshot": version})
    else:
        say(f"推荐索引已重建：{version}")


def verify(as_json: AsJson = False) -> None:
    """Check every byte; repairs nothing, so it opens nothing that repairs itself."""
    with opened(prepare=False) as services:
        report = services.maintenance.verify()
    if as_json:
        emit(
            {
                "ok": report.ok,
                "checked_files": report.checked_files,
                "findings_zh": list(report.findings_zh),
            }
        )
    else:
        for finding in report.findings_zh:
            say(finding)
        say("检查通过。" if report.ok else f"发现 {len(report.findings_zh)} 处问题。")
    if not report.ok:
        raise typer.Exit(1)


def migrate(as_json: AsJson = False) -> None:
    """Bring the database to this version's structure."""
    with opened(prepare=False) as services:
        services.maintenance.migrate()
    if as_json:
        emit({"migrated": True})
    else:
        say("数据库已是本版本的结构。")


def calibrate(as_json: AsJson = False) -> None:
    """Fit blend, curve and prototypes of the model in use."""
    with opened(prepare=False) as services, progress_bar("校准") as tell:
        report = services.calibration.calibrate(tell)
    if as_json:
        emit(dataclasses.asdict(report))
        return
    say(f"模型“{report.model}”已校准，下次启动生效：{report.folder}")
    table(("项目", ">值"), [(_FIGURES_ZH[name], value) for name, value in _figures(report)])


def _figures(report: CalibrationReport) -> list[tuple[str, str]]:
    return [
        ("ndcg", f"{report.ndcg:.3f}"),
        ("refused_unanswerable", f"{report.refused_unanswerable:.0%}"),
        ("refused_answerable", f"{report.refused_answerable:.0%}"),
    ]


def doctor(as_json: AsJson = False) -> None:
    """Print what an administrator needs for a question to support."""
    lines = [("程序包位置", str(check_origin()))]
    lines += [(f"  {name}", str(folder)) for name, folder in origins().items()]
    lines.append(("线程数（OMP_NUM_THREADS）", os.environ.get("OMP_NUM_THREADS", "未设置")))
    with opened(prepare=False) as services:
        lines += services.maintenance.doctor()
    if as_json:
        emit({label.strip(): value for label, value in lines})
    else:
        table(("项目", "值"), lines)
