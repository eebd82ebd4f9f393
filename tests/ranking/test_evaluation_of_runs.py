"""Figures of a run file against the formulas written out, and matching without a catalog."""

import numpy as np
import pytest
from support.records import TYPES, model, need, organization, service
from support.varied import varied_catalog

from matcher.errors import InvalidInput
from matcher.evaluate import evaluate_run, match_all


def written_out(ranked, qrel):
    """nDCG@10, Recall@10, MRR@10 by their definitions."""

    def dcg(grades):
        gains = 2.0 ** np.array(grades, dtype=float) - 1
        return float((gains / np.log2(np.arange(2, len(gains) + 2))).sum())

    relevant = {o for o, g in qrel.items() if g >= 2}
    first = ranked[:10]
    places = [i for i, o in enumerate(first, start=1) if o in relevant]
    ideal = dcg(sorted(qrel.values(), reverse=True)[:10])
    return (
        dcg([qrel.get(o, 0) for o in first]) / ideal,
        len(places) / len(relevant),
        1 / places[0] if places else 0.0,
    )


@pytest.fixture(scope="module")
def judged():
    """Return (run scores, qrels, styles) with many equal scores, unjudged and unanswered needs."""
    rng = np.random.default_rng(11)
    organizations = [f"o{i}" for i in range(30)]
    qrels, run, styles = {}, {}, {}
    for number in range(40):
        name = f"n{number}"
        styles[name] = ("formal", "colloquial")[number % 2]
        grades = rng.integers(0, 4, 30).tolist()
        qrels[name] = {o: g for o, g in zip(organizations, grades, strict=True) if o < "o27"}
        qrels[name]["o0"] = 3
        if number % 7:
            run[name] = {o: float(rng.integers(0, 6)) / 5 for o in organizations[: 5 + number % 25]}
    return run, qrels, styles


def lines(table):
    return [f"{n}\t{o}\t{v}\n" for n, row in table.items() for o, v in row.items()]


def test_figures_equal_the_definitions(judged):
    run, qrels, styles = judged
    rows = {}
    for name, qrel in qrels.items():
        scores = run.get(name, {})
        ranked = sorted(scores, key=lambda o, scores=scores: (-scores[o], o))
        rows[name] = written_out(ranked, qrel)
    found = evaluate_run(lines(run), lines(qrels), styles)
    assert [f.subset for f in found] == ["all", "colloquial", "formal"]
    assert [f.needs for f in found] == [40, 20, 20]
    for figures in found:
        picked = [rows[n] for n in rows if figures.subset in ("all", styles[n])]
        expected = np.array(picked).mean(axis=0)
        assert (figures.ndcg, figures.recall, figures.mrr) == pytest.approx(expected, abs=1e-9)


def test_without_styles_there_is_one_row(judged):
    run, qrels, _ = judged
    assert [f.subset for f in evaluate_run(lines(run), lines(qrels))] == ["all"]


def test_an_unanswered_need_counts_zero():
    qrels = ["a\tx\t3", "b\tx\t3"]
    (figures,) = evaluate_run(["a\tx\t1.0"], qrels)
    assert (figures.needs, figures.ndcg, figures.recall, figures.mrr) == (2, 0.5, 0.5, 0.5)


@pytest.mark.parametrize("line", ["a x 1", "a\tx", "a\tx\tgood", "unknown\tx\t1"])
def test_lines_that_cannot_be_used(line):
    with pytest.raises(InvalidInput):
        evaluate_run([line], ["a\tx\t3"])


def matched(needs, records, top):
    rows = [line.split("\t") for line in match_all(records, needs, top, model(), TYPES)]
    return [(need_id, o, float(score)) for need_id, o, score in rows]


def test_every_need_gets_its_rows_in_order():
    needs = [need(), need(id="n2", title="道路沥青", description="铺设沥青。")]
    rows = matched(needs, varied_catalog(30), 20)
    assert [r[0] for r in rows] == ["n1"] * 20 + ["n2"] * 20
    for name in ("n1", "n2"):
        scores = [score for need_id, _, score in rows if need_id == name]
        assert scores == sorted(scores, reverse=True)
    assert len(matched(needs, varied_catalog(30), 99)) == 60


def test_matching_ignores_status_and_finds_the_text():
    records = [
        *varied_catalog(10),
        organization(paused=True),
        service(),
    ]
    assert matched([need()], records, 3)[0][1] == "o1"


def test_a_longer_list_begins_with_the_shorter():
    records = varied_catalog(30)
    assert matched([need()], records, 5) == matched([need()], records, 30)[:5]
