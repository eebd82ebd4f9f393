"""``duijie recommend``, ``duijie scout`` and ``duijie rerun``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.errors import InvalidInput
from matcher.service.values import RecommendOptions

from .console import AsJson, emit_text, say
from .context import opened
from .run_view import show_run

if TYPE_CHECKING:
    from matcher.model import Run

TopK = Annotated[int, typer.Option("--top-k", min=1, max=200, help="返回几家。")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="日期", help="按哪一天的情况计算；不写为今天。")
]
Weights = Annotated[
    str | None, typer.Option("--weights", metavar="版本", help="权重版本；不写为当日有效的。")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("recommend", help="为一条需求（编号）或一段文字（--text）推荐组织。")(recommend)
    app.command("scout", help="按领域发现组织，不针对某一条需求。")(scout)
    app.command("rerun", help="重跑存档的推荐，逐字节核对。不一致时退出码为 1。")(rerun)


def recommend(
    need: Annotated[str | None, typer.Argument(metavar="NEED", help="需求编号。")] = None,
    text: Annotated[str | None, typer.Option("--text", help="一段文字描述的需求。")] = None,
    top_k: TopK = 10,
    as_of: AsOf = None,
    weights: Weights = None,
    as_json: AsJson = False,
) -> None:
    """Recommend organizations for a need of the catalog or for a text."""
    if (need is None) == (text is None):
        raise typer.BadParameter("需求编号与 --text 请写且只写一个。")
    options = _options(top_k, as_of, weights)
    with opened() as services:
        if need is not None:
            run = services.recommendations.for_need(need, options)
        else:
            run = services.recommendations.for_text(text or "", options)
    _print(run, as_json)


def scout(
    text: Annotated[str, typer.Option("--text", help="领域，如“社区矫正 心理疏导”。")],
    top_k: TopK = 10,
    as_of: AsOf = None,
    weights: Weights = None,
    as_json: AsJson = False,
) -> None:
    """Find organizations for a field."""
    with opened() as services:
        run = services.recommendations.scout(text, _options(top_k, as_of, weights))
    _print(run, as_json)


def rerun(
    run_id: Annotated[str, typer.Argument(metavar="RUN_ID", help="推荐编号。")],
    top_k: Annotated[
        int | None, typer.Option("--top-k", min=1, max=200, help="换一个条数，核对前缀一致。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Repeat a stored run and compare."""
    with opened() as services:
        again = services.recommendations.rerun(run_id, top_k)
    if as_json:
        emit_text(again.text)
    elif again.identical:
        say(f"一致：{run_id} 重跑的结果与存档相同。")
    else:
        say(f"不一致：{run_id} 重跑的结果与存档不同，请联系管理员核对程序与数据版本。")
    if not again.identical:
        raise typer.Exit(1)


def _options(top_k: int, as_of: str | None, weights: str | None) -> RecommendOptions:
    return RecommendOptions(top_k, None if as_of is None else day(as_of), weights)


def day(text: str, field: str = "as_of") -> date:
    """Return the day that an option names."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"“{text}”不是日期，应如 2026-03-05。", field=field) from error


def _print(run: Run, as_json: bool) -> None:
    if as_json:
        from matcher.runs import run_to_json

        emit_text(run_to_json(run))
    else:
        show_run(run)
