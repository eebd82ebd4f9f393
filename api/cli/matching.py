"""``duijie match`` and ``duijie evaluate``: one-off work on files, without any database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..logs import configure
from ..origin import check_origin
from .console import AsJson, emit, progress_bar, say, table
from .context import read_file, settings, write_file


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("match", help="为需求文件里的每条需求给组织文件里的组织排序；不用数据库。")(match)
    app.command("evaluate", help="用人工评判的相关性评价排序：nDCG@10、Recall@10、MRR@10。")(
        evaluate
    )


def match(
    organizations: Annotated[Path, typer.Option("--organizations", help="组织文件。")],
    needs: Annotated[Path, typer.Option("--needs", help="需求文件。")],
    output: Annotated[Path, typer.Option("--output", "-o", help="结果文件（制表符分隔）。")],
    top: Annotated[int, typer.Option("--top", min=1, help="每条需求至多几家。")] = 50,
    as_json: AsJson = False,
) -> None:
    """Rank all organizations of one file for each need of the other."""
    check_origin()
    configure("WARNING")
    offered, wanted = read_file(organizations), read_file(needs)
    from matcher.matching import match_files

    with progress_bar("匹配") as tell:
        lines = list(match_files(offered, wanted, top, settings(), tell))
    write_file(output, "".join(f"{line}\n" for line in lines).encode("utf-8"))
    count = len({line.split("\t", 1)[0] for line in lines})
    if as_json:
        emit({"file": str(output), "needs": count, "lines": len(lines)})
    else:
        say(f"已为 {count} 条需求写出 {len(lines)} 行：{output}")


def evaluate(
    run: Annotated[Path, typer.Option("--run", help="match 写出的结果文件。")],
    qrels: Annotated[Path, typer.Option("--qrels", help="评判文件：需求、组织、等级。")],
    needs: Annotated[
        Path | None, typer.Option("--needs", help="需求文件；有 style 列时按文体分列。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure a run file against judgements."""
    check_origin()
    configure("WARNING")
    files = read_file(run), read_file(qrels), None if needs is None else read_file(needs)
    from matcher.matching import evaluate_files

    figures = evaluate_files(*files)
    if as_json:
        emit(
            [
                {
                    "subset": f.subset,
                    "needs": f.needs,
                    "nDCG@10": round(f.ndcg, 4),
                    "Recall@10": round(f.recall, 4),
                    "MRR@10": round(f.mrr, 4),
                }
                for f in figures
            ]
        )
        return
    rows = [
        (
            "全部" if f.subset == "all" else f.subset,
            f.needs,
            *(f"{value:.4f}" for value in (f.ndcg, f.recall, f.mrr)),
        )
        for f in figures
    ]
    table(("范围", ">需求数", ">nDCG@10", ">Recall@10", ">MRR@10"), rows)
