"""The words of the model: a Unigram tokenizer whose pieces are jieba's words by frequency."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from ..folding import fold
from ..lexicon import Lexicon
from ..words import JiebaTokenizer

UNKNOWN = "[UNK]"
# A character seen less often than this has no meaning to learn.
_RARE_CHARACTER = 5
_LONGEST = 8
# New words of the lexicon: short ones that jieba takes apart into single characters (助浴).
_LONGEST_NEW = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces with the log of their chance, the unknown piece first; their counts in the corpora."""

    pieces: tuple[tuple[str, float], ...]
    counts: tuple[int, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the pieces without scores."""
        return tuple(word for word, _ in self.pieces)


def count_words(texts: Iterable[str]) -> dict[str, int]:
    """Count jieba's words (domain dictionary, no guessing of new ones) and, apart, characters.

    Single characters are counted wherever they stand, under the key ``"char:…"``.
    """
    jieba = JiebaTokenizer()
    jieba.tokenize("词")  # builds the dictionary
    cut = jieba._segmenter().cut
    counts: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for text in texts:
        folded = fold(text)
        counts.update(cut(folded, HMM=False))
        characters.update(folded)
    found = {w: n for w, n in counts.items() if any(map(str.isalnum, w))}
    found |= {f"char:{c}": n for c, n in characters.items() if c.isalnum()}
    return dict(sorted(found.items()))


def build_vocabulary(counts: Mapping[str, int], lexicon: Lexicon, size: int) -> Vocabulary:
    """Choose ``size`` pieces: characters, the lexicon's and the field's words, then by count."""
    jieba = JiebaTokenizer()
    wanted = _wanted(lexicon, jieba)
    characters = {
        key.removeprefix("char:")
        for key, n in counts.items()
        if key.startswith("char:") and n >= _RARE_CHARACTER
    } | {c for word in wanted for c in word}
    words = {w: n for w, n in counts.items() if not w.startswith("char:")}
    ranked = sorted(
        (w for w in words if _ordinary(w) and w not in characters and w not in wanted),
        key=lambda w: (-words[w], w),
    )
    chosen = sorted(characters) + sorted(wanted - characters)
    chosen += ranked[: max(size - 1 - len(chosen), 0)]
    total = sum(words.values()) or 1
    scores = {w: math.log(max(words.get(w, 0), 0.5) / total) for w in chosen}
    _raise_wanted(scores, wanted)
    order = sorted(chosen, key=lambda w: (-words.get(w, 0), w))
    pieces = ((UNKNOWN, 0.0), *((w, round(scores[w], 4)) for w in order))
    return Vocabulary(pieces, (0, *(words.get(w, 0) for w in order)))


def build_tokenizer(pieces: Sequence[tuple[str, float]]) -> Tokenizer:
    """Return the tokenizer of the model; punctuation and white space disappear in it.

    Normalized like `embeddings.folding.fold`, so that a piece found here is a word found there.
    """
    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), normalizers.NFKC()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\W_]+"), "removed")
    return tokenizer


def read_counts(text: str) -> dict[str, int]:
    """Read what `write_counts` wrote."""
    found: dict[str, int] = json.loads(text)
    return found


def write_counts(counts: Mapping[str, int]) -> str:
    """Return the counts as JSON."""
    return json.dumps(counts, ensure_ascii=False)


def _wanted(lexicon: Lexicon, jieba: JiebaTokenizer) -> set[str]:
    """Return the words that must be pieces: the lexicon's and the domain dictionary's."""
    wanted = {word for word in jieba.words if len(word) <= _LONGEST}
    for text in lexicon_texts(lexicon):
        tokens = jieba.tokenize(text)
        wanted.update(token for token in tokens if _ordinary(token))
    for category in lexicon.categories:
        for synonym in category.synonyms:
            tokens = jieba.tokenize(synonym)
            if 2 <= len(tokens) <= _LONGEST_NEW and all(len(t) == 1 for t in tokens):
                wanted.add("".join(tokens))
    return wanted


def lexicon_texts(lexicon: Lexicon) -> list[str]:
    """Return every wording of the lexicon, groups included."""
    texts = [w for c in lexicon.categories for w in (c.name, c.description, *c.wordings)]
    texts += [item.phrase for c in lexicon.categories for item in c.lookalikes]
    return texts + [name for g in lexicon.groups for name in (g.name, *g.formal, *g.everyday)]


def _ordinary(word: str) -> bool:
    """Tell words from numbers and from chains too long to be met again."""
    return len(word) <= _LONGEST and not (len(word) > 1 and word.isdigit()) and word.isalnum()


def _raise_wanted(scores: dict[str, float], wanted: set[str]) -> None:
    """Raise the score of each wanted word just above that of its parts, so that it stays whole."""
    parts = {w: s for w, s in scores.items() if w not in wanted or len(w) == 1}
    cutter = build_tokenizer([(UNKNOWN, 0.0), *parts.items()])
    for word in sorted(wanted):
        pieces = cutter.encode(word, add_special_tokens=False).tokens
        together = sum(parts.get(piece, -20.0) for piece in pieces)
        scores[word] = max(scores[word], together + 0.1) if len(word) > 1 else scores[word]
