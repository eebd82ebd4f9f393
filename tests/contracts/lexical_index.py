"""What every lexical index must hold. Subclass and give a `build` fixture: documents → index."""

import math

import numpy as np
import pytest
from contracts.vector_index import same

from indexes.lexical_reference import ReferenceTfidfIndex

DOCUMENTS = [
    ["助餐", "老人", "送餐"],
    ["老人", "老人", "探访"],
    [],
    ["儿童", "托管"],
    ["助餐", "老人", "送餐"],
]


def random_documents(rng, n):
    """Documents over 60 tokens of unequal frequency, some empty, some repeated."""
    numbers = [rng.zipf(1.4, size=rng.integers(0, 25)) % 60 for _ in range(n)]
    return [[f"词{number}" for number in row.tolist()] for row in numbers]


class LexicalIndexContract:
    @pytest.fixture
    def rng(self):
        return np.random.default_rng(20260302)

    def test_known_answer(self, build):
        index = build(DOCUMENTS)
        assert index.size == 5
        (hits,) = index.search([["助餐", "老人", "送餐"]], 3)
        assert hits.rows.tolist() == [0, 4, 1]
        rare, common = math.log(6 / 3) + 1, math.log(6 / 4) + 1
        visit = math.log(6 / 2) + 1
        twice = common * (1 + math.log(2))
        expected = common * twice / math.hypot(rare, rare, common) / math.hypot(twice, visit)
        assert hits.scores.tolist() == pytest.approx([1.0, 1.0, expected], abs=1e-6)

    @pytest.mark.parametrize("k", [0, 1, 10, 80, 500])
    def test_equals_the_reference(self, build, rng, k):
        documents, queries = random_documents(rng, 80), random_documents(rng, 8)
        found = build(documents).search(queries, k)
        assert same(found, ReferenceTfidfIndex(documents).search(queries, k))
        assert [len(hits) for hits in found] == [min(k, 80)] * 8

    @pytest.mark.parametrize("share", [0.0, 0.03, 0.5, 1.0])
    def test_mask_acts_inside_the_search(self, build, rng, share):
        documents, queries = random_documents(rng, 90), random_documents(rng, 4)
        allowed = rng.random(90) < share
        found = build(documents).search(queries, 12, allowed)
        assert same(found, ReferenceTfidfIndex(documents).search(queries, 12, allowed))
        for hits in found:
            assert len(hits) == min(12, int(allowed.sum()))
            assert allowed[hits.rows].all()

    def test_scores_lie_between_0_and_1(self, build, rng):
        documents = random_documents(rng, 60)
        for hits in build(documents).search(documents, 60):
            assert hits.scores.min() >= 0.0
            assert hits.scores.max() <= 1.0

    def test_unknown_tokens_do_not_count(self, build):
        index = build(DOCUMENTS)
        (plain,) = index.search([["助餐", "老人"]], 5)
        (mixed,) = index.search([["火箭", "助餐", "老人", "火箭"]], 5)
        assert same([plain], [mixed])
        for query in ([], ["火箭"]):
            (hits,) = index.search([query], 9)
            assert hits.rows.tolist() == [0, 1, 2, 3, 4]
            assert hits.scores.tolist() == [0.0] * 5
            assert index.contributions(query, 0) == []

    def test_order_of_tokens_does_not_matter(self, build, rng):
        documents, queries = random_documents(rng, 50), random_documents(rng, 5)
        shuffled = [rng.permutation(query).tolist() for query in queries]
        index = build(documents)
        assert same(index.search(queries, 50), index.search(shuffled, 50))

    def test_every_k_is_a_beginning_and_ties_can_be_kept_whole(self, build, rng):
        documents = random_documents(rng, 20) * 5
        index = build(documents)
        queries = random_documents(rng, 3)
        full = index.search(queries, 100)
        for k in (1, 3, 10, 50, 99):
            assert same(index.search(queries, k), [hits.first(k) for hits in full])
            for hits, whole in zip(index.search(queries, k, whole_ties=True), full, strict=True):
                tied = int((whole.scores >= whole.scores[k - 1]).sum())
                assert same([hits], [whole.first(tied)])

    def test_batch_equals_single(self, build, rng):
        documents, queries = random_documents(rng, 40), random_documents(rng, 10)
        index = build(documents)
        assert same(index.search(queries, 7), [index.search([q], 7)[0] for q in queries])

    def test_contributions_sum_to_the_score(self, build, rng):
        documents, queries = random_documents(rng, 40), random_documents(rng, 6)
        index, reference = build(documents), ReferenceTfidfIndex(documents)
        for query in queries:
            for row, score in index.search([query], 40)[0]:
                shares = index.contributions(query, row)
                assert sum(share for _, share in shares) == pytest.approx(score, abs=1e-6)
                assert {t for t, _ in shares} == set(query) & set(index.terms(row))
                assert all(share > 0 for _, share in shares)
                expected = reference.contributions(query, row)
                assert [t for t, _ in shares] == [t for t, _ in expected]

    def test_terms(self, build):
        index = build(DOCUMENTS)
        assert [index.terms(row) for row in range(5)] == [sorted(set(d)) for d in DOCUMENTS]

    def test_scores_agree_with_search(self, build, rng):
        documents, queries = random_documents(rng, 40), random_documents(rng, 3)
        index = build(documents)
        for query, hits in zip(queries, index.search(queries, 40), strict=True):
            assert index.scores(query, hits.rows).tobytes() == hits.scores.tobytes()

    def test_empty_index(self, build):
        (hits,) = build([]).search([["老人"]], 3)
        assert len(hits) == 0

    def test_refuses_what_it_does_not_promise(self, build):
        index = build(DOCUMENTS)
        with pytest.raises(ValueError, match="negative"):
            index.search([["老人"]], -1)
        with pytest.raises(ValueError, match="allowed"):
            index.search([["老人"]], 1, np.ones(4, dtype=bool))
        with pytest.raises(TypeError, match="bool"):
            index.search([["老人"]], 1, np.ones(5, dtype=np.int8))
        with pytest.raises(ValueError, match="rows"):
            index.scores(["老人"], np.array([5], dtype=np.int64))
        with pytest.raises(ValueError, match="rows"):
            index.terms(-1)
