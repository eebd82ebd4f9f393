"""Matching without a catalog, and how good a run file is (``duijie match`` and ``evaluate``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .catalog import Catalog
from .errors import InvalidInput
from .identity import neutral_key
from .meaning import TextModel
from .model import Need, Record
from .retrieve import make_query, retrieve
from .snapshot import IndexTypes, Progress, build_snapshot
from .text import need_text

_CUT = 10
_RELEVANT = 2
MEASURES = ("nDCG@10", "Recall@10", "MRR@10")


@dataclass(frozen=True, slots=True)
class Figures:
    """The means over the needs of one ``subset`` (``all`` or a style), each in [0, 1]."""

    subset: str
    needs: int
    ndcg: float
    recall: float
    mrr: float


def match_all(
    records: Iterable[Record],
    needs: Iterable[Need],
    top: int,
    model: TextModel,
    types: IndexTypes,
    progress: Progress | None = None,
) -> Iterator[str]:
    """Yield ``need_id<TAB>organization_id<TAB>score`` for each need, best first.

    By text alone, in the order of fit: no gate, no abstention. Each need has at least
    min(``top``, number of organizations with a service) lines; the score is the blended cosine.
    """
    if top < 1:
        raise InvalidInput("返回数量必须不小于 1。", field="top")
    snapshot = build_snapshot(Catalog.build(records), model, types, progress)
    everything = np.ones(len(snapshot.catalog.services), dtype=np.bool_)
    for need in needs:
        query = make_query(need_text(need).text, model)
        found = retrieve(query, snapshot, everything, pool=len(everything))
        ids = [snapshot.catalog.organizations[row].id for row in found.organization]
        keys = np.array([neutral_key(need.id, o) for o in ids], dtype=np.uint64)
        for index in np.lexsort((keys, -found.hybrid))[:top].tolist():
            yield f"{need.id}\t{ids[index]}\t{found.hybrid[index]:.6f}"


def evaluate_run(
    run_lines: Iterable[str], qrel_lines: Iterable[str], styles: Mapping[str, str] | None = None
) -> tuple[Figures, ...]:
    """Return nDCG@10, Recall@10 and MRR@10 over all judged needs, then by style in sorted order.

    Gain is 2^grade − 1; relevant is grade 2 and above. Equal scores stand in the order of
    organization ids; a judged need that the run leaves out counts 0. Both files are tab-separated.

    Raises InvalidInput with the line number for a line that is not one.
    """
    qrels = _read(qrel_lines, "评判文件")
    run = _read(run_lines, "结果文件")
    known = set(qrels) if styles is None else set(styles)
    unknown = sorted(set(run) - known)
    if unknown:
        raise InvalidInput(f"结果文件中有未知的需求编号：{unknown[0]}。", field="run")
    values = _measure(run, qrels)
    judged = sorted(qrels)
    subsets = {"all": judged}
    for need_id in judged if styles is not None else ():
        subsets.setdefault((styles or {}).get(need_id, ""), []).append(need_id)
    return tuple(
        _mean(name, [values[need_id] for need_id in subsets[name]])
        for name in ("all", *sorted(set(subsets) - {"all", ""}))
    )


def _read(lines: Iterable[str], name_zh: str) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        try:
            need_id, organization_id, value = cells[0], cells[1], float(cells[2])
        except (IndexError, ValueError) as error:
            message = f"{name_zh}第 {number} 行应为“需求编号、组织编号、数值”，以制表符分隔。"
            raise InvalidInput(message, row=number) from error
        table.setdefault(need_id, {})[organization_id] = value
    return table


def _measure(
    run: Mapping[str, Mapping[str, float]], qrels: Mapping[str, Mapping[str, float]]
) -> dict[str, tuple[float, float, float]]:
    import ir_measures

    grades = {need: {o: round(g) for o, g in row.items()} for need, row in qrels.items()}
    levels = sorted({grade for row in grades.values() for grade in row.values()})
    # trec_eval's nDCG takes the grade as the gain; the exponential gain is given as a table.
    gains = {grade: max(2**grade - 1, 0) for grade in levels}
    ndcg = ir_measures.nDCG(gains=gains) @ _CUT
    recall = ir_measures.R(rel=_RELEVANT) @ _CUT
    mrr = ir_measures.RR(rel=_RELEVANT) @ _CUT
    found = {need: dict.fromkeys((ndcg, recall, mrr), 0.0) for need in qrels}
    for metric in ir_measures.iter_calc([ndcg, recall, mrr], grades, _by_place(run)):
        if metric.query_id in found:
            found[metric.query_id][metric.measure] = float(metric.value)
    return {need: (v[ndcg], v[recall], v[mrr]) for need, v in found.items()}


def _by_place(run: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Replace scores by −place, so that every evaluator sees the same order of equal scores."""
    placed: dict[str, dict[str, float]] = {}
    for need_id, scores in run.items():
        order = sorted(scores, key=lambda o: (-scores[o], o))
        placed[need_id] = {o: -float(place) for place, o in enumerate(order, start=1)}
    return placed


def _mean(subset: str, rows: list[tuple[float, float, float]]) -> Figures:
    means = [float(np.mean(column)) for column in zip(*rows, strict=True)] if rows else [0.0] * 3
    return Figures(subset, len(rows), *means)
