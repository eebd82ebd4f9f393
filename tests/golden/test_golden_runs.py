"""What the sample catalog answers stays the same while RULES does (F6), in any process."""

import os
import subprocess
import sys
from datetime import date

import pytest
from support import golden_runs
from support.tree import ROOT

from matcher.model import Need
from matcher.recommend import RULES
from matcher.runs import run_from_json
from matcher.service.values import RecommendOptions

ADVICE = (
    "raise RULES in matcher/recommend.py and regenerate with `python -m tests.support.golden_runs`"
)


def test_golden_runs_are_what_this_version_of_the_rules_answers():
    stored, computed = golden_runs.stored(), golden_runs.computed()
    found = "\n".join(golden_runs.differences(stored, computed))
    assert not found, f"{found}\n{ADVICE}"
    assert stored["rules"] == RULES, f"the file is of RULES {stored['rules']}: {ADVICE}"


def test_file_holds_every_need_and_text_and_is_written_as_the_command_writes_it():
    stored = golden_runs.stored()
    assert golden_runs.to_text(stored) == golden_runs.PAGE.read_text(encoding="utf-8")
    assert len(stored["runs"]) == 60 + len(golden_runs.TEXTS)
    assert stored["runs"]["火箭发动机零件热处理"]["answer"]
    assert sum("answer" not in run for run in stored["runs"].values()) > 50


def test_a_difference_is_told_with_both_answers():
    stored = golden_runs.stored()
    name, run = next((n, r) for n, r in stored["runs"].items() if "answer" not in r)
    (who, total), *rest = run["first"]
    changed = {**run, "first": [[who, total - 1], *rest]}
    (line,) = golden_runs.differences(stored, {"runs": stored["runs"] | {name: changed}})
    assert name in line
    assert f"{total:.2f}" in line
    assert f"{total - 1:.2f}" in line
    nearly = {**run, "first": [[who, total + 0.01], *rest]}
    assert not golden_runs.differences(stored, {"runs": stored["runs"] | {name: nearly}})


#: Runs three needs and a text in a process of its own and writes the run texts.
SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from matcher.compose import build_services
from matcher.model import Need
from matcher.runs import run_to_json
from matcher.service.values import RecommendOptions
from matcher.settings import Settings

services = build_services(Settings(data_dir=Path(sys.argv[1])))
options = RecommendOptions(top_k=int(sys.argv[2]), as_of=date(2026, 3, 1))
for name in sys.argv[3:]:
    sys.stdout.write(run_to_json(services.recommendations.for_need(name, options)) + "\\n")
run = services.recommendations.for_text("陪独居老人看病取药", options)
sys.stdout.write(run_to_json(run) + "\\n")
services.close()
"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    """Return a data folder with the sample, and the ids of three needs."""
    folder = tmp_path_factory.mktemp("golden") / "data"
    services = golden_runs.imported(folder)
    needs = [need.id for need in golden_runs.everything(services.records, Need)]
    services.close()
    return folder, needs[::20]


def texts(catalog, threads, seed, top_k=10):
    folder, needs = catalog
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUIJIE_", "OMP_"))}
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(top_k), *needs],
        cwd=ROOT,
        env={**kept, "OMP_NUM_THREADS": threads, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return result.stdout.splitlines()


def test_F6_the_same_bytes_in_any_process_at_any_thread_count_and_hash_seed(catalog):
    first = texts(catalog, "1", "0")
    assert len(first) == 4
    assert all(run_from_json(text).candidates for text in first)
    for threads, seed in (("2", "1"), ("4", "random")):
        assert texts(catalog, threads, seed) == first


def test_F6_ten_of_the_sample_begin_the_hundred(catalog):
    short = [run_from_json(text) for text in texts(catalog, "1", "random", 10)]
    long = [run_from_json(text) for text in texts(catalog, "2", "random", 100)]
    for few, many in zip(short, long, strict=True):
        assert few.candidates == many.candidates[:10]
        assert len(many.candidates) > 10
        assert few.excluded == many.excluded


def test_F6_indexes_built_anew_give_the_same_bytes(catalog, tmp_path):
    services = golden_runs.imported(tmp_path / "again")
    options = RecommendOptions(top_k=10, as_of=date(2026, 3, 1))
    again = [services.recommendations.for_need(name, options) for name in catalog[1]]
    services.close()
    first = [run_from_json(text) for text in texts(catalog, "4", "1")][:3]
    assert [run.candidates for run in again] == [run.candidates for run in first]
