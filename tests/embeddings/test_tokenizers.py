import logging
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from contracts.encoder import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import CharNgramTokenizer, JiebaTokenizer, Tokenizer
from embeddings.folding import fold, fold_with_offsets
from embeddings.words import DOMAIN_WORDS, read_words


@pytest.fixture(scope="module")
def jieba_words():
    return JiebaTokenizer()


_SOME = "老人助餐喘息服务的，。 \n１２Ａｂ㈠㎡①é\u0301ﬁ…—_(（Σß한"
messy = st.text(st.sampled_from(_SOME) | st.characters(), max_size=30)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(messy)
def test_folding_keeps_the_way_back(text):
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    for index in range(len(folded.text)):
        start, end = folded.span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[index] in fold(text[start:end])


def test_folding():
    assert fold("ＡＢ１２　㎡ Éa") == "ab12 m2 éa"
    assert fold("e\u0301") == "é"
    folded = fold_with_offsets("x㈠y")
    assert folded.text == "x(一)y"
    assert folded.span(2, 3) == (1, 2)
    assert folded.span(4, 5) == (2, 3)


def test_character_ngrams():
    tokens = CharNgramTokenizer(1, 3).tokenize("助餐A，好")
    assert tokens == ["助", "餐", "a", "助餐", "餐a", "助餐a", "好"]
    assert CharNgramTokenizer(2, 2).tokenize("一 二三_四") == ["二三"]
    assert CharNgramTokenizer().tokenize("，。 \n") == []
    assert CharNgramTokenizer(1, 2).fingerprint != CharNgramTokenizer(1, 3).fingerprint
    for low, high in ((0, 2), (3, 2)):
        with pytest.raises(ValueError, match="low"):
            CharNgramTokenizer(low, high)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(messy)
def test_ngrams_stand_in_the_text(text):
    folded = fold(text)
    for token in CharNgramTokenizer(1, 3).tokenize(text):
        assert 1 <= len(token) <= 3
        assert token in folded
        assert not any(unicodedata.category(char)[0] in "PZ" for char in token)


def test_are_tokenizers(jieba_words):
    assert isinstance(jieba_words, Tokenizer)
    assert isinstance(CharNgramTokenizer(), Tokenizer)


def test_domain_words_stay_whole(jieba_words):
    words = read_words(DOMAIN_WORDS)
    assert len(words) >= 200
    assert [word for word in words if jieba_words.tokenize(word) != [word]] == []
    text = "请社工为失能老人提供喘息服务、上门助浴，并做精康融合和安宁疗护。"
    expected = {"社工", "失能老人", "喘息服务", "助浴", "精康融合", "安宁疗护"}
    assert expected <= set(jieba_words.tokenize(text))


def test_common_words_are_not_swallowed(jieba_words):
    assert jieba_words.tokenize("我们在公园里散步") == ["我们", "在", "公园", "里", "散步"]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=messy)
def test_spans_point_into_the_text(jieba_words, text):
    spans = jieba_words.cut_spans(text)
    assert [token for token, _, _ in spans] == jieba_words.tokenize(text)
    for token, start, end in spans:
        assert 0 <= start < end <= len(text)
        assert token in fold(text[start:end])
        assert any(char.isalnum() for char in token)


def test_spans_of_full_width_text(jieba_words):
    text = "ＡＢＣ，喘息服务！"
    assert jieba_words.cut_spans(text) == [("abc", 0, 3), ("喘息服务", 4, 8)]
    assert jieba_words.tokenize("，。…") == []
    assert jieba_words.tokenize("") == []


def test_words_do_not_depend_on_the_global_jieba(jieba_words):
    import jieba

    before = jieba_words.tokenize("党群服务中心开展邻里节")
    jieba.add_word("中心开展邻里")
    try:
        assert jieba_words.tokenize("党群服务中心开展邻里节") == before
        assert JiebaTokenizer().tokenize("党群服务中心开展邻里节") == before
    finally:
        jieba.del_word("中心开展邻里")
    assert "精康融合" not in jieba.dt.FREQ


def test_fingerprint_follows_the_dictionary(tmp_path, jieba_words):
    other = tmp_path / "words.txt"
    other.write_text("# comment\n\n火星探访 # another\n火星探访\n", encoding="utf-8")
    assert read_words(other) == ("火星探访",)
    changed = JiebaTokenizer(other)
    assert changed.tokenize("火星探访") == ["火星探访"]
    assert changed.fingerprint != jieba_words.fingerprint
    assert JiebaTokenizer().fingerprint == jieba_words.fingerprint


def test_first_use_from_many_threads(caplog):
    tokenizer = JiebaTokenizer()
    with caplog.at_level(logging.DEBUG), ThreadPoolExecutor(4) as pool:
        found = list(pool.map(tokenizer.tokenize, ["社区助餐点"] * 8))
    assert found == [found[0]] * 8
    assert caplog.records == []


def test_quiet_and_without_cache_file(tmp_path):
    code = "from embeddings import JiebaTokenizer as J\nassert J().tokenize('助浴') == ['助浴']"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert list(tmp_path.iterdir()) == []
