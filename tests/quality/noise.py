"""Needs as they come out of other hands: the same text in another shape, deterministic."""

from functools import cache

import numpy as np

#: Pairs that scanners and hasty typists mix up, by shape and by sound; written by hand.
_SHAPES = dict(zip("人日未土已大千目末困", "入曰末士己太干日未因", strict=True))
_SOUNDS = dict(zip("在做他的再帐座候度像", "再作她得在账坐侯渡象", strict=True))
_FILLER = (
    "为进一步落实上级部署，结合本地实际，现将有关情况说明如下。"
    "请各单位高度重视，加强统筹协调，确保各项任务按时保质完成。"
)
_LONG = 3000


@cache
def _converter():
    from opencc import OpenCC

    return OpenCC("s2t")


def traditional(text):
    """Return the text in traditional characters."""
    return _converter().convert(text)


def full_width(text):
    """Return the text with full-width letters, digits and punctuation."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def scanned(text):
    """Return the text as a scan: characters mistaken for look-alikes, every eighth lost."""
    return "".join(_SHAPES.get(c, c) for n, c in enumerate(text) if n % 8 != 7)


def misspelt(text):
    """Return the text with like-sounding characters and two neighbours in the wrong order."""
    heard = [_SOUNDS.get(c, c) for c in text]
    if len(heard) > 4:
        place = int(np.random.default_rng(len(text)).integers(1, len(heard) - 2))
        heard[place], heard[place + 1] = heard[place + 1], heard[place]
    return "".join(heard)


def long_text(text):
    """Return the text in the middle of 3,000 characters of officialese."""
    room = max(_LONG - len(text), 0) // 2
    padding = (_FILLER * (room // len(_FILLER) + 1))[:room]
    return f"{padding}。{text}。{padding}"


def negated(text):
    """Return the text with a clause that takes something else away."""
    return f"{text.rstrip('。')}。本项目不含设备采购和场地装修。"


SHAPES = {
    "繁体字": traditional,
    "全角字符": full_width,
    "扫描识别错字": scanned,
    "同音与颠倒": misspelt,
    "3,000 字公文里": long_text,
    "附否定句": negated,
}
