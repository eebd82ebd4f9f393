"""Chinese words: jieba with the field's own vocabulary, apart from the process-wide jieba."""

import hashlib
import math
import threading
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from .folding import fold_with_offsets

DOMAIN_WORDS = Path(__file__).parent / "data" / "domain_words.txt"
_VERSION = 1


class _Segmenter(Protocol):
    """What we use of `jieba.Tokenizer`, which has no types."""

    FREQ: dict[str, int]
    total: int

    def cut(self, sentence: str, *, HMM: bool) -> Iterator[str]: ...


class JiebaTokenizer:
    """Words by jieba's dictionary and the domain dictionary, without its guesser of new words.

    The guesser (HMM) is off: it joins characters of unknown names into words that are nowhere else,
    and reads a list that any module in the process can change. The dictionary is built in memory
    (0.5 s, once per tokenizer, at the first text): no cache file that two processes could race for.
    """

    def __init__(self, dictionary: Path = DOMAIN_WORDS) -> None:
        self.words = read_words(dictionary)
        self._lock = threading.Lock()
        self._jieba: _Segmenter | None = None

    @property
    def fingerprint(self) -> str:
        """Name of this tokenizer, jieba's version and the domain dictionary's hash."""
        digest = hashlib.sha256("\n".join(self.words).encode()).hexdigest()[:16]
        return f"jieba-{version('jieba')}-{_VERSION}-{digest}"

    def tokenize(self, text: str) -> list[str]:
        """Return the words in text order, folded, without punctuation."""
        return [token for token, _, _ in self.cut_spans(text)]

    def cut_spans(self, text: str) -> list[tuple[str, int, int]]:
        """Return (word, start, end) with offsets into the text as given: `text[start:end]`."""
        folded = fold_with_offsets(text)
        spans: list[tuple[str, int, int]] = []
        position = 0
        for token in self._segmenter().cut(folded.text, HMM=False):
            end = position + len(token)
            if any(char.isalnum() for char in token):
                spans.append((token, *folded.span(position, end)))
            position = end
        return spans

    def _segmenter(self) -> _Segmenter:
        with self._lock:  # one build, whoever comes first
            if self._jieba is None:
                self._jieba = _build(self.words)
            return self._jieba


def read_words(path: Path) -> tuple[str, ...]:
    """Read a word list: UTF-8, one word a line, `#` starts a comment; sorted, without repeats."""
    lines = path.read_text(encoding="utf-8").splitlines()
    words = {line.split("#", 1)[0].strip().lower() for line in lines}
    return tuple(sorted(words - {""}))


def _build(words: tuple[str, ...]) -> _Segmenter:
    import jieba

    segmenter = jieba.Tokenizer()
    # What Tokenizer.initialize does, without its cache file, its log lines and its clock.
    frequencies, total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.FREQ, segmenter.total, segmenter.initialized = frequencies, total, True
    # All frequencies first, from the untouched dictionary: the order of the list cannot matter.
    added = {word: _keeping_frequency(segmenter, word) for word in words}
    for word, frequency in added.items():
        frequencies[word] = frequency
        for length in range(1, len(word)):
            frequencies.setdefault(word[:length], 0)
    segmenter.total = total + sum(added.values())
    built: _Segmenter = segmenter
    return built


def _keeping_frequency(segmenter: _Segmenter, word: str) -> int:
    """Return the frequency from which jieba prefers the word to its parts."""
    log_chance = sum(
        math.log(max(segmenter.FREQ.get(part, 1), 1) / segmenter.total)
        for part in segmenter.cut(word, HMM=False)
    )
    # A tenth above the limit, because the total grows with the words that are added.
    needed = int(math.exp(log_chance) * segmenter.total * 1.1) + 1
    return max(needed, int(segmenter.FREQ.get(word, 0)))
