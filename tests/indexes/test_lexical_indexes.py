import numpy as np
import pytest
from contracts.lexical_index import LexicalIndexContract, random_documents
from contracts.vector_index import same
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import CharNgramTokenizer
from indexes import LexicalIndex, Postings, TfidfIndex
from indexes.lexical_reference import ReferenceTfidfIndex


class TestTfidfIndex(LexicalIndexContract):
    @pytest.fixture
    def build(self):
        return TfidfIndex.build


class TestReferenceTfidfIndex(LexicalIndexContract):
    @pytest.fixture
    def build(self):
        return ReferenceTfidfIndex


@pytest.mark.parametrize("build", [TfidfIndex.build, ReferenceTfidfIndex])
def test_is_a_lexical_index(build):
    assert isinstance(build([["老人"]]), LexicalIndex)


documents = st.lists(st.text("老人助餐儿童托管社区a1，。 ", max_size=15), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts=documents, queries=documents)
def test_equals_scikit_learn(texts, queries):
    from sklearn.feature_extraction.text import TfidfVectorizer

    tokenize = CharNgramTokenizer(1, 3).tokenize
    tokens = [tokenize(text) for text in texts]
    if not any(tokens):  # scikit-learn refuses an empty vocabulary
        return
    vectorizer = TfidfVectorizer(
        tokenizer=tokenize, token_pattern=None, lowercase=False, sublinear_tf=True
    )
    matrix = vectorizer.fit_transform(texts)
    expected = (vectorizer.transform(queries) @ matrix.T).toarray()
    index = TfidfIndex.build(tokens)
    rows = np.arange(len(texts))
    for query, row in zip(queries, expected, strict=True):
        assert index.scores(tokenize(query), rows) == pytest.approx(row, abs=1e-6)


def test_packed_postings_give_the_same_index():
    rng = np.random.default_rng(8)
    documents, queries = random_documents(rng, 70), random_documents(rng, 5)
    index = TfidfIndex.build(documents)
    arrays, texts = index.postings.pack("chars")
    assert sorted(arrays) == ["chars-counts", "chars-rows", "chars-starts"]
    restored = TfidfIndex(Postings.unpack("chars", arrays, texts, index.size))
    assert same(restored.search(queries, 70), index.search(queries, 70))


def test_postings_that_do_not_belong_together_are_refused():
    postings = Postings.count([["老人", "助餐"], ["老人"]])
    with pytest.raises(ValueError, match="belong together"):
        Postings(["老人"], postings.starts, postings.rows, postings.counts, 2)
    with pytest.raises(ValueError, match="rows must lie"):
        Postings(postings.vocabulary, postings.starts, postings.rows, postings.counts, 1)
    with pytest.raises(ValueError, match="starts must rise"):
        Postings(postings.vocabulary, postings.starts[::-1], postings.rows, postings.counts, 2)
