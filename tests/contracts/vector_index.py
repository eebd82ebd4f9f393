"""What every vector index must hold. Subclass and give a `build` fixture: vectors → index."""

import numpy as np
import pytest

from indexes import ExactIndex, Hits


def unit(rng, n, dim):
    vectors = rng.standard_normal((n, dim))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def same(left, right):
    """Whether two lists of hits are equal to the byte."""
    return [(h.rows.tobytes(), h.scores.tobytes()) for h in left] == [
        (h.rows.tobytes(), h.scores.tobytes()) for h in right
    ]


class VectorIndexContract:
    @pytest.fixture
    def rng(self):
        return np.random.default_rng(20260301)

    def test_known_answer(self, build):
        vectors = np.eye(4, dtype=np.float32)
        index = build(vectors)
        assert (index.size, index.dim) == (4, 4)
        query = np.array([[0.0, 0.8, 0.0, 0.6]], dtype=np.float32)
        (hits,) = index.search(query, 3)
        assert isinstance(hits, Hits)
        assert hits.rows.tolist() == [1, 3, 0]
        assert hits.scores.tolist() == pytest.approx([0.8, 0.6, 0.0])
        assert hits.rows.dtype == np.int64
        assert hits.scores.dtype == np.float32

    @pytest.mark.parametrize(("n", "dim"), [(1, 3), (50, 8), (700, 64)])
    @pytest.mark.parametrize("k", [0, 1, 10, 49, 50, 1000])
    def test_equals_the_reference(self, build, rng, n, dim, k):
        vectors, queries = unit(rng, n, dim), unit(rng, 5, dim)
        found = build(vectors).search(queries, k)
        assert same(found, ExactIndex(vectors).search(queries, k))
        assert [len(hits) for hits in found] == [min(k, n)] * 5

    @pytest.mark.parametrize("share", [0.0, 0.01, 0.04, 0.06, 0.5, 0.99, 1.0])
    @pytest.mark.parametrize("k", [1, 25, 700])
    def test_mask_acts_inside_the_search(self, build, rng, share, k):
        vectors, queries = unit(rng, 600, 16), unit(rng, 3, 16)
        allowed = rng.random(600) < share
        found = build(vectors).search(queries, k, allowed)
        assert same(found, ExactIndex(vectors).search(queries, k, allowed))
        for hits in found:
            assert len(hits) == min(k, int(allowed.sum()))
            assert allowed[hits.rows].all()

    def test_mask_equals_the_smaller_index(self, build, rng):
        vectors, queries = unit(rng, 300, 12), unit(rng, 2, 12)
        allowed = rng.random(300) < 0.3
        rows = np.flatnonzero(allowed)
        masked = build(vectors).search(queries, 20, allowed)
        smaller = build(vectors[rows]).search(queries, 20)
        for left, right in zip(masked, smaller, strict=True):
            assert left.rows.tolist() == rows[right.rows].tolist()
            assert left.scores.tobytes() == right.scores.tobytes()

    def test_ties_are_in_row_order_whatever_k(self, build, rng):
        # 40 copies of each of 5 vectors, shuffled: every border of k falls into a tie.
        vectors = np.repeat(unit(rng, 5, 16), 40, axis=0)[rng.permutation(200)]
        index = build(vectors)
        query = unit(rng, 1, 16)
        (full,) = index.search(query, 200)
        for start, end in zip(range(199), range(1, 200), strict=True):
            assert full.scores[start] >= full.scores[end]
            if full.scores[start] == full.scores[end]:
                assert full.rows[start] < full.rows[end]
        for k in (1, 7, 39, 40, 41, 100, 199):
            (hits,) = index.search(query, k)
            assert same([hits], [full.first(k)])

    def test_near_ties_are_ties(self, build):
        # Scores that differ by far less than 1e-6 are equal; the lower row comes first.
        query = np.array([[1.0, 0.0]], dtype=np.float32)
        vectors = np.array([[0.5, 0], [0.50000006, 0], [0.5, 0.1], [0.50001, 0]], np.float32)
        (hits,) = build(vectors).search(query, 4)
        assert hits.rows.tolist() == [3, 0, 1, 2]

    def test_whole_ties(self, build, rng):
        vectors = np.repeat(unit(rng, 3, 8), 50, axis=0)
        index = build(vectors)
        query = vectors[60:61]
        (hits,) = index.search(query, 5, whole_ties=True)
        assert hits.rows.tolist() == list(range(50, 100))
        (full,) = index.search(query, 150)
        assert same([hits], [full.first(50)])
        (none,) = index.search(query, 0, whole_ties=True)
        assert len(none) == 0

    def test_batch_equals_single(self, build, rng):
        vectors, queries = unit(rng, 400, 32), unit(rng, 40, 32)
        index = build(vectors)
        singles = [index.search(queries[i : i + 1], 15)[0] for i in range(40)]
        assert same(index.search(queries, 15), singles)
        assert index.search(queries[:0], 15) == []

    def test_scores_agree_with_search(self, build, rng):
        vectors, queries = unit(rng, 120, 24), unit(rng, 2, 24)
        index = build(vectors)
        for query, hits in zip(queries, index.search(queries, 60), strict=True):
            assert index.scores(query, hits.rows).tobytes() == hits.scores.tobytes()
        assert index.scores(queries[0], np.array([], dtype=np.int64)).shape == (0,)

    def test_zero_query_and_empty_index(self, build):
        vectors = np.eye(3, dtype=np.float32)
        (hits,) = build(vectors).search(np.zeros((1, 3), np.float32), 2)
        assert hits.rows.tolist() == [0, 1]
        assert hits.scores.tolist() == [0.0, 0.0]
        (none,) = build(vectors[:0]).search(vectors[:1], 5)
        assert len(none) == 0

    def test_negative_scores_and_long_vectors(self, build, rng):
        vectors = (unit(rng, 90, 8) * 7).astype(np.float32)
        queries = (unit(rng, 2, 8) * 3).astype(np.float32)
        assert same(build(vectors).search(queries, 90), ExactIndex(vectors).search(queries, 90))

    def test_refuses_what_it_does_not_promise(self, build, rng):
        vectors = unit(rng, 10, 4)
        index = build(vectors)
        with pytest.raises(ValueError, match="must be"):
            index.search(vectors[:, :3].copy(), 2)
        with pytest.raises(ValueError, match="must be"):
            index.search(vectors[0], 2)
        with pytest.raises(TypeError, match="float32"):
            index.search(vectors.astype(np.float64), 2)
        with pytest.raises(ValueError, match="negative"):
            index.search(vectors, -1)
        with pytest.raises(ValueError, match="allowed"):
            index.search(vectors, 2, np.ones(9, dtype=bool))
        with pytest.raises(TypeError, match="bool"):
            index.search(vectors, 2, np.ones(10, dtype=np.int64))
        with pytest.raises(ValueError, match="rows"):
            index.scores(vectors[0], np.array([-1], dtype=np.int64))
        with pytest.raises(ValueError, match="finite"):
            index.search(np.full((1, 4), np.nan, np.float32), 2)
        with pytest.raises(ValueError, match="finite"):
            build(np.full((1, 4), np.inf, np.float32))
        with pytest.raises(TypeError, match="float32"):
            build(vectors.astype(np.float64))
