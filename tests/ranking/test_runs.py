"""Runs: repeatable to the byte, prefix-equal, readable again (F6, F8, F9)."""

import json
import os
import subprocess
import sys

import pytest
from support.records import TODAY, TYPES, need, snapshot
from support.varied import varied_catalog

from indexes import FlatIndex, TfidfIndex
from matcher.errors import InvalidInput
from matcher.recommend import recommend
from matcher.runs import run_from_json, run_to_json
from matcher.snapshot import IndexTypes
from matcher.weights import default_weights

FLAT = IndexTypes(FlatIndex, TfidfIndex)


def run_of(top_k=10, mode="need", subject=None, types=FLAT):
    snap = snapshot(*varied_catalog(60), types=types)
    return recommend(subject or need(), snap, default_weights(), TODAY, top_k, mode)


def test_repeated_run_has_the_same_bytes():
    assert run_to_json(run_of()) == run_to_json(run_of())


def test_json_round_trip():
    for run in (run_of(), run_of(mode="text", subject="道路沥青铺设"), run_of(top_k=100)):
        text = run_to_json(run)
        assert run_to_json(run_from_json(text)) == text
        assert run_from_json(text).inputs == run.inputs


def test_json_is_canonical():
    text = run_to_json(run_of())
    value = json.loads(text)
    assert json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text


def test_reading_refuses_what_is_no_run():
    for text in ("{}", "[1]", "not json", run_to_json(run_of()).replace('"rank":1', '"rank":"x"')):
        with pytest.raises(InvalidInput):
            run_from_json(text)


def test_f6_ten_is_the_beginning_of_a_hundred():
    hundred = run_of(top_k=100)
    assert len(hundred.candidates) > 20
    for k in (1, 3, 10):
        assert run_of(top_k=k).candidates == hundred.candidates[:k]


def test_f6_reference_and_faiss_give_one_run():
    reference = run_to_json(run_of(types=TYPES))
    assert run_to_json(run_of()) == reference


@pytest.mark.parametrize("threads", ["1", "2", "4"])
def test_f6_same_bytes_at_any_number_of_threads(threads):
    script = (
        "from ranking.test_runs import run_of, run_to_json\n"
        "import sys; sys.stdout.buffer.write(run_to_json(run_of()).encode())"
    )
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": threads,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    got = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True
    )
    assert got.stdout.decode() == run_to_json(run_of())


def test_the_id_follows_the_inputs():
    assert run_of().id == run_of().id
    assert len({run_of().id, run_of(top_k=9).id, run_of(subject=need(id="n2")).id}) == 3


def test_f8_f9_counts_and_totals_add_up():
    run = run_of(top_k=100)
    counts = run.counts
    assert counts.eligible + counts.excluded == counts.universe == 60
    assert counts.excluded == len(run.excluded) > 0
    for found in run.candidates:
        applied = [p for p in found.parts if p.value is not None]
        assert all(p.points == pytest.approx(p.value * p.weight, abs=1e-5) for p in applied)
        total = sum(p.points for p in applied) * 100 / sum(p.weight for p in applied)
        assert found.total == pytest.approx(total, abs=0.001)


def test_ranks_follow_totals():
    found = run_of(top_k=100).candidates
    assert [c.rank for c in found] == list(range(1, len(found) + 1))
    totals = [c.total for c in found]
    assert totals == sorted(totals, reverse=True)


def test_free_text_is_stored_without_personal_data():
    run = run_of(mode="text", subject="上门看望独居老人，电话13800138000。")
    assert "13800138000" not in run_to_json(run)
    assert run.inputs.need_id is None
    assert any(c.code == "W15" for c in run.need_warnings)
    again = run_of(mode="text", subject=run.inputs.text)
    assert [c.organization_id for c in again.candidates] == [
        c.organization_id for c in run.candidates
    ]


@pytest.mark.parametrize(
    ("subject", "mode", "top_k"),
    [("  ", "text", 5), ("老人", "need", 5), ("老人", "other", 5), ("老人", "text", 0)],
)
def test_what_cannot_be_asked(subject, mode, top_k):
    with pytest.raises(InvalidInput):
        run_of(top_k, mode, subject)
