import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from contracts.encoder import ROOT
from contracts.vector_index import VectorIndexContract, same, unit
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from indexes import ExactIndex, FlatIndex, VectorIndex


class TestExactIndex(VectorIndexContract):
    @pytest.fixture
    def build(self):
        return ExactIndex


class TestFlatIndex(VectorIndexContract):
    @pytest.fixture
    def build(self):
        return FlatIndex


@pytest.mark.parametrize("kind", [ExactIndex, FlatIndex])
def test_is_a_vector_index(kind):
    assert isinstance(kind(np.eye(2, dtype=np.float32)), VectorIndex)


def test_exact_agrees_with_plain_numpy():
    rng = np.random.default_rng(5)
    vectors, queries = unit(rng, 300, 20), unit(rng, 4, 20)
    products = queries.astype(np.float64) @ vectors.astype(np.float64).T
    for hits, row in zip(ExactIndex(vectors).search(queries, 300), products, strict=True):
        assert hits.scores == pytest.approx(row[hits.rows], abs=6e-7)
        assert sorted(hits.rows.tolist()) == list(range(300))


# Few different components make many ties and near ties.
few_values = st.sampled_from([-1.0, -0.5, 0.0, 0.25, 0.2500001, 0.5, 1.0])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    vectors=hnp.arrays(np.float32, st.tuples(st.integers(1, 120), st.just(3)), elements=few_values),
    query=hnp.arrays(np.float32, (1, 3), elements=few_values),
    k=st.integers(0, 130),
    whole=st.booleans(),
    seed=st.integers(0, 9),
)
def test_flat_equals_exact_with_ties(vectors, query, k, whole, seed):
    allowed = np.random.default_rng(seed).random(len(vectors)) < 0.7
    for mask in (None, allowed):
        left = FlatIndex(vectors).search(query, k, mask, whole_ties=whole)
        assert same(left, ExactIndex(vectors).search(query, k, mask, whole_ties=whole))


def test_threads_of_a_server_get_the_same_bytes():
    rng = np.random.default_rng(11)
    index, queries = FlatIndex(unit(rng, 2000, 64)), unit(rng, 24, 64)
    expected = index.search(queries, 30)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda i: index.search(queries[i : i + 1], 30)[0], range(24)))
    assert same(found, expected)


_DIGEST = """
import hashlib, sys
import numpy as np
from indexes import FlatIndex
rng = np.random.default_rng(3)
vectors = rng.standard_normal((3000, 96)).astype(np.float32)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
digest = hashlib.sha256()
for hits in FlatIndex(vectors).search(vectors[:25], 40, rng.random(3000) < 0.5):
    digest.update(hits.rows.tobytes() + hits.scores.tobytes())
sys.stdout.write(digest.hexdigest())
"""


def test_same_bytes_at_any_thread_count():
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            env={"OMP_NUM_THREADS": n, "OMP_WAIT_POLICY": "PASSIVE", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for n in ("1", "2", "4")
    }
    assert len(digests) == 1
    assert len(digests.pop()) == 64
