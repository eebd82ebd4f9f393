"""From raw cosines to a similarity that means something (docs/decisions/0007, 0012).

``similarity = 1 / (1 + exp(−(slope · hybrid − doubt · over + intercept)))``, ``over`` being how far
``outside`` lies above the lower end of `OUTSIDE_RANGE`, with one set of
numbers per encoder. Uses absolute cosines only: nothing is standardised over the organizations that
happen to be in the catalog, so that a competitor's arrival changes nobody's figure by its rank.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from .canonical import sha256_of

FloatColumn = npt.NDArray[np.float64]

CHANNELS = ("characters", "words", "semantic", "category")
#: ``outside`` counts within these bounds: below them a need may well be an organization's, above
#: them it is nobody's. Real texts are vaguer than ours: the lower bound is far from most of them.
OUTSIDE_RANGE = (-0.05, 0.1)
_DECIMALS = 6
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """The blend of the four cosines and the logistic curve over it, for one encoder.

    Attributes
    ----------
    blend : weight by channel, each >= 0, summing to 1.
    slope : > 0, so that the order stays.
    doubt : >= 0, how much a need that belongs to nobody (`matcher.meaning.outside`) lowers all.
    reranking : weight of the reranker's score beside the blend, >= 0; 0 without a reranker.
    fitted : whether it was fitted for this very encoder, or is the general one.
    """

    blend: Mapping[str, float]
    slope: float
    intercept: float
    doubt: float = 0.0
    reranking: float = 0.0
    fitted: bool = True

    def __post_init__(self) -> None:
        """Refuse numbers that would turn the order round or leave the range."""
        shares = [self.blend.get(name, -1.0) for name in CHANNELS]
        numbers = [*shares, self.slope, self.intercept, self.doubt, self.reranking]
        if (
            set(self.blend) != set(CHANNELS)
            or not all(math.isfinite(number) for number in numbers)
            or min(shares) < 0
            or abs(sum(shares) - 1) > _TOLERANCE
            or self.slope <= 0
            or min(self.doubt, self.reranking) < 0
        ):
            raise ValueError("calibration")

    @property
    def version(self) -> str:
        """Return the name of these numbers: eight digits of their SHA-256."""
        return sha256_of(json.dumps(self.as_dict(), sort_keys=True))[:8]

    def as_dict(self) -> dict[str, Any]:
        """Return the numbers as they are stored."""
        return {
            "blend": {name: self.blend[name] for name in CHANNELS},
            "slope": self.slope,
            "intercept": self.intercept,
            "doubt": self.doubt,
            "reranking": self.reranking,
        }

    @classmethod
    def from_dict(cls, entry: Mapping[str, Any], *, fitted: bool = True) -> Calibration:
        """Return the calibration in ``entry``; ValueError where a number is missing or unusable."""
        try:
            return cls(
                blend={str(name): float(share) for name, share in entry["blend"].items()},
                slope=float(entry["slope"]),
                intercept=float(entry["intercept"]),
                doubt=float(entry["doubt"]),
                reranking=float(entry["reranking"]),
                fitted=fitted,
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("calibration") from error

    def hybrid(self, cosines: Mapping[str, FloatColumn]) -> FloatColumn:
        """Return Σ weight × cosine, (n,) float64 in [0, 1] at six decimals."""
        total = np.zeros(len(cosines[CHANNELS[0]]), dtype=np.float64)
        for name in CHANNELS:
            total += self.blend[name] * np.clip(cosines[name], 0.0, 1.0)
        rounded: FloatColumn = np.round(total, _DECIMALS).astype(np.float64)
        return rounded

    def similarity(self, hybrid: FloatColumn, outside: float = OUTSIDE_RANGE[0]) -> FloatColumn:
        """Return the calibrated similarity, (n,) float64 in [0, 1] at six decimals."""
        held = min(max(outside, OUTSIDE_RANGE[0]), OUTSIDE_RANGE[1])
        raised = self.slope * hybrid - self.doubt * (held - OUTSIDE_RANGE[0]) + self.intercept
        curve = 1.0 / (1.0 + np.exp(-raised))
        rounded: FloatColumn = np.round(curve, _DECIMALS).astype(np.float64)
        return rounded


def shipped_calibration(encoder_fingerprint: str) -> Calibration:
    """Return the first shipped entry whose prefix the fingerprint has.

    The last entry fits every encoder roughly; what it says counts as not fitted.
    """
    path = resources.files("matcher").joinpath("data/calibration.json")
    entries = json.loads(path.read_text(encoding="utf-8"))["encoders"]
    entry = next(e for e in entries if encoder_fingerprint.startswith(e["prefix"]))
    return Calibration.from_dict(entry, fitted=entry["prefix"] != "")
