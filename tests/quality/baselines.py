"""What every search engine does: BM25 over jieba words (Robertson and Zaragoza 2009)."""

from collections import Counter

import numpy as np

K1, B = 1.2, 0.75


class BM25:
    """Scores of documents for a query; `tokenize` turns a text into words."""

    def __init__(self, documents, tokenize):
        self._tokenize = tokenize
        self._counts = [Counter(tokenize(text)) for text in documents]
        self._lengths = np.array([sum(count.values()) for count in self._counts], dtype=np.float64)
        self._mean = max(float(self._lengths.mean()), 1.0)
        self._frequency = Counter(word for count in self._counts for word in count)

    def scores(self, query):
        """Return (n_document,) float64."""
        total = np.zeros(len(self._counts))
        for word in sorted(set(self._tokenize(query))):
            frequency = self._frequency.get(word, 0)
            if frequency == 0:
                continue
            rarity = np.log(1 + (len(self._counts) - frequency + 0.5) / (frequency + 0.5))
            count = np.array([c.get(word, 0) for c in self._counts], dtype=np.float64)
            length = K1 * (1 - B + B * self._lengths / self._mean)
            total += rarity * count * (K1 + 1) / (count + length)
        return total
