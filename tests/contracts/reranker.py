"""What every reranker must hold. Subclass `RerankerContract` and give a `reranker` fixture."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
QUERY = "高龄独居老人每周上门探访"
DOCUMENTS = [
    "为高龄独居老人提供每周一次的上门探访",
    "课后托管与作业辅导",
    "",
    "ＡＢＣ abc 12345 热线",
    "社区花园共建，居民自己种菜。" * 20,
    "，。！",
    " \t\n",
    "课后托管与作业辅导",
    "急",
    "\ud800探访",
]


class RerankerContract:
    """Contract suite; `fresh_process` is code that sets `reranker` in a new interpreter."""

    @pytest.fixture
    def fresh_process(self):
        raise NotImplementedError

    @pytest.fixture
    def changed(self):
        """Another reranker of the same kind, with other weights or parameters."""
        raise NotImplementedError

    def test_shape_dtype_and_range(self, reranker):
        scores = reranker.score(QUERY, DOCUMENTS)
        assert scores.shape == (len(DOCUMENTS),)
        assert scores.dtype == np.float32
        assert ((scores >= 0.0) & (scores <= 1.0)).all()
        assert reranker.score(QUERY, []).shape == (0,)
        assert reranker.score(QUERY, []).dtype == np.float32

    def test_nothing_to_read_scores_zero(self, reranker):
        scores = reranker.score(QUERY, DOCUMENTS)
        for document, score in zip(DOCUMENTS, scores, strict=True):
            if not document.strip():
                assert score == 0.0
        assert not reranker.score(" \n", DOCUMENTS).any()
        assert not reranker.score("", DOCUMENTS).any()

    def test_score_follows_both_sides(self, reranker):
        scores = reranker.score(QUERY, DOCUMENTS)
        assert scores[1] == scores[7]
        assert len({float(scores[row]) for row in (0, 1, 3, 4)}) == 4
        assert (reranker.score("课后托管", DOCUMENTS) != scores).any()

    @pytest.mark.parametrize("query", [QUERY, "居民自己种菜，" * 30])
    def test_score_does_not_depend_on_the_others(self, reranker, query):
        whole = reranker.score(query, DOCUMENTS)
        singles = np.concatenate([reranker.score(query, [text]) for text in DOCUMENTS])
        backwards = reranker.score(query, DOCUMENTS[::-1])[::-1]
        for other in (singles, backwards, reranker.score(query, DOCUMENTS)):
            assert other.tobytes() == whole.tobytes()

    def test_fingerprint_follows_the_function(self, reranker, changed):
        assert reranker.fingerprint
        assert changed.fingerprint != reranker.fingerprint

    def test_same_bytes_in_every_process_at_any_thread_count(self, reranker, fresh_process):
        expected = reranker.score(QUERY, DOCUMENTS).tobytes().hex()
        code = (
            f"{fresh_process}\nimport sys\nDOCUMENTS = {DOCUMENTS!r}\n"
            "sys.stdout.write(reranker.fingerprint + ' ')\n"
            f"sys.stdout.write(reranker.score({QUERY!r}, DOCUMENTS).tobytes().hex())"
        )
        for threads in ("2", "4"):  # this process has one
            environment = os.environ | {
                "OMP_NUM_THREADS": threads,
                "OMP_WAIT_POLICY": "PASSIVE",
                "PYTHONHASHSEED": threads,
                "PYTHONPATH": str(ROOT),
            }
            done = subprocess.run(
                [sys.executable, "-c", code],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            assert done.stdout == f"{reranker.fingerprint} {expected}"
