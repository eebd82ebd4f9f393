"""The benchmark's own arithmetic, by hand and against the product's evaluation."""

import numpy as np
import pytest
from quality.baselines import BM25
from quality.metrics import interval, ndcg, paired
from quality.noise import SHAPES, full_width, long_text, traditional
from quality.report import share, table

from matcher.evaluate import evaluate_run

GRADES = {"a": 3, "b": 0, "c": 1, "d": 2}
SCORES = [0.9, 0.8, 0.7, 0.1]


def test_ndcg_by_hand():
    found = 7 + 1 / np.log2(4) + 3 / np.log2(5)
    ideal = 7 + 3 / np.log2(3) + 1 / np.log2(4)
    assert ndcg(SCORES, list("abcd"), GRADES) == pytest.approx(found / ideal)


def test_ndcg_agrees_with_duijie_evaluate():
    run = [f"n\t{o}\t{s}" for o, s in zip("abcd", SCORES, strict=True)]
    qrels = [f"n\t{o}\t{g}" for o, g in GRADES.items()]
    assert evaluate_run(run, qrels)[0].ndcg == pytest.approx(ndcg(SCORES, list("abcd"), GRADES))


def test_need_without_grades_counts_nothing():
    assert ndcg([1.0], ["a"], {}) == 0


def test_interval_holds_the_mean_and_is_reproducible():
    values = np.linspace(0, 1, 50)
    mean, low, high = interval(values)
    assert low < mean < high
    assert interval(values) == (mean, low, high)


def test_paired_difference_is_sure_only_where_zero_lies_outside():
    base = np.linspace(0, 1, 50)
    assert paired(base + 0.1, base)[3]
    assert not paired(base + np.tile([0.1, -0.1], 25), base)[3]


def test_bm25_prefers_rare_words_and_short_documents():
    model = BM25(["甲 乙", "甲 丙", "甲 丙 丁 丁 丁"], str.split)
    assert model.scores("乙").argmax() == 0
    rare, common = model.scores("乙")[0], model.scores("甲")[0]
    assert rare > common
    one, longer = model.scores("丙")[1:]
    assert one > longer
    assert not model.scores("戊").any()


def test_shapes_change_the_text_and_repeat():
    text = "给社区的老人做饭，20人，他们在家。"
    for name, change in SHAPES.items():
        assert change(text) != text, name
        assert change(text) == change(text), name
    assert traditional("关爱") == "關愛"
    assert full_width("a1") == "ａ１"
    assert 2900 <= len(long_text(text)) <= 3100


def test_tables_are_markdown():
    assert table(("甲", ">乙"), [("一", 2)]) == "| 甲 | 乙 |\n| --- | ---: |\n| 一 | 2 |\n"
    assert share(None) == "—"
    assert share(0.125) == "12.5%"
