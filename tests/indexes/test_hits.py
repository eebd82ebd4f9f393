import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexes import Hits
from indexes.hits import from_micro, select, to_micro


def test_hits_are_read_only_and_typed():
    hits = Hits(np.array([3, 1]), np.array([0.5, 0.25], dtype=np.float32))
    assert list(hits) == [(3, 0.5), (1, 0.25)]
    assert len(hits.first(1)) == 1
    with pytest.raises(ValueError, match="read-only"):
        hits.rows[0] = 9
    with pytest.raises(TypeError, match="float32"):
        Hits(np.array([1]), np.array([0.5]))
    with pytest.raises(ValueError, match="differ"):
        Hits(np.array([1, 2]), np.array([0.5], dtype=np.float32))


def test_scores_are_rounded_to_a_millionth():
    micro = to_micro(np.array([0.1234564, 0.1234566, -0.5]))
    assert micro.tolist() == [123456, 123457, -500000]
    assert from_micro(micro).dtype == np.float32
    assert to_micro(from_micro(micro).astype(np.float64)).tolist() == micro.tolist()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    micro=st.lists(st.integers(-3, 3), max_size=40),
    k=st.integers(0, 45),
    whole=st.booleans(),
    seed=st.integers(0, 99),
)
def test_select_equals_sorting_everything(micro, k, whole, seed):
    rows = np.random.default_rng(seed).permutation(len(micro)).astype(np.int64)
    ordered = sorted(zip(micro, rows.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))
    kept = [
        p for i, p in enumerate(ordered) if i < k or (whole and k and p[0] >= ordered[k - 1][0])
    ]
    hits = select(rows, np.array(micro, dtype=np.int64), k, whole_ties=whole)
    assert hits.rows.tolist() == [row for _, row in kept]
