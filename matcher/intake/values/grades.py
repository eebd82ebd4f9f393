"""Grades of evaluations (优良中差) and what they say in points.

Bands of 财预〔2020〕10号 as practised: 优 90–100, 良 80–<90, 中 60–<80, 差 <60. A grade without a
score becomes the middle of its band, marked ``from_grade`` (五(七)).
"""

from __future__ import annotations

#: Points by grade. 差 takes 50, not the middle of 0–60: given scores hardly ever fall below 40, and
#: one word must not weigh more than measured points. 合格 stands for 60–<80 beside 优 and 良 (70)
#: and for 60–100 beside 不合格 alone (80): a cell does not tell which, so it takes the middle, 75.
GRADE_SCORES: dict[str, float] = {
    "优": 95.0,
    "优秀": 95.0,
    "良": 85.0,
    "良好": 85.0,
    "中": 70.0,
    "中等": 70.0,
    "一般": 70.0,
    "合格": 75.0,
    "达标": 75.0,
    "基本合格": 65.0,
    "差": 50.0,
    "较差": 50.0,
    "不合格": 50.0,
    "不达标": 50.0,
}
#: Grade → [lowest, below) points that agree with it.
_BANDS: dict[str, tuple[float, float]] = {
    "优": (90.0, 100.01),
    "良": (80.0, 90.0),
    "中": (60.0, 80.0),
    "一般": (60.0, 80.0),
    "合格": (60.0, 100.01),
    "达标": (60.0, 100.01),
    "基本合格": (60.0, 80.0),
    "差": (0.0, 60.0),
    "较差": (0.0, 60.0),
    "不合格": (0.0, 60.0),
    "不达标": (0.0, 60.0),
}
_SHORT = {"优秀": "优", "良好": "良", "中等": "中"}


def read_grade(text: str) -> str | None:
    """Return the grade that a compact text names (``优秀``, ``优等``, ``合格等次``), or None."""
    bare = text.removeprefix("等次").removeprefix("等级").strip(":")
    for ending in ("", "等次", "等级", "等", "级", "档"):
        if bare.endswith(ending) and bare.removesuffix(ending) in GRADE_SCORES:
            return bare.removesuffix(ending)
    return None


def grade_agrees(grade: str, score: float) -> bool | None:
    """Return whether ``score`` (0–100) lies in the band of ``grade``; None = unknown grade."""
    named = read_grade(grade.strip())
    if named is None:
        return None
    low, below = _BANDS[_SHORT.get(named, named)]
    return low <= score < below
