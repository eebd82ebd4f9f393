"""The sentences of a long text that say what is needed.

A need may come as a document of several pages: grounds, formulas, signatures. Its vector would be
that of officialese. So from a certain length on only those sentences are searched with that speak
for a service; shorter texts stay as they are.
"""

from __future__ import annotations

import re

import numpy as np

from .evidence import category_evidence
from .text_model import TextModel

#: Longer than any need of one paragraph.
LONG = 400
#: What a focused text holds at most, the strongest sentences first.
_ROOM = 300
#: A sentence stays when it speaks this much for a service, beside the strongest one (chosen on the
#: tuning half of our own needs).
_SHARE = 0.8
_SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;\n]*")


def focus(text: str, model: TextModel) -> str:
    """Return the sentences of a masked text that speak for some category, in their order.

    The text itself up to `LONG` characters, and where no sentence speaks for anything. A sentence
    that is repeated counts once.
    """
    if len(text) <= LONG:
        return text
    sentences = tuple(dict.fromkeys(s.strip() for s in _SENTENCE.findall(text) if s.strip()))
    strength = category_evidence(sentences, model).max(axis=1, initial=0.0)
    best = float(strength.max(initial=0.0))
    if best <= 0:
        return text
    kept: list[int] = []
    used = 0
    for place in np.argsort(-strength, kind="stable").tolist():
        if strength[place] < _SHARE * best or (kept and used + len(sentences[place]) > _ROOM):
            break
        kept.append(place)
        used += len(sentences[place])
    return "".join(sentences[place] for place in sorted(kept))
