"""From raw cosines to a similarity that means something (docs/decisions/0007).

``similarity = 1 / (1 + exp(−(slope · hybrid + intercept)))`` with one set of numbers per kind of
encoder. Uses absolute cosines only: nothing is standardised over the organizations that happen to
be in the catalog, so that a competitor's arrival changes nobody's figure by its rank.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

FloatColumn = npt.NDArray[np.float64]

CHANNELS = ("characters", "words", "semantic", "category")
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Calibration:
    """The blend of the four cosines and the logistic curve over it, for one kind of encoder.

    ``blend`` weights by channel, summing to 1; ``slope`` > 0, so that the order stays.
    """

    version: str
    blend: Mapping[str, float]
    slope: float
    intercept: float

    def hybrid(self, cosines: Mapping[str, FloatColumn]) -> FloatColumn:
        """Return Σ weight × cosine, (n,) float64 in [0, 1] at six decimals."""
        total = np.zeros(len(cosines[CHANNELS[0]]), dtype=np.float64)
        for name in CHANNELS:
            total += self.blend[name] * np.clip(cosines[name], 0.0, 1.0)
        rounded: FloatColumn = np.round(total, _DECIMALS).astype(np.float64)
        return rounded

    def similarity(self, hybrid: FloatColumn) -> FloatColumn:
        """Return the calibrated similarity, (n,) float64 in [0, 1] at six decimals."""
        curve = 1.0 / (1.0 + np.exp(-(self.slope * hybrid + self.intercept)))
        rounded: FloatColumn = np.round(curve, _DECIMALS).astype(np.float64)
        return rounded


@lru_cache(maxsize=8)
def calibration_for(encoder_fingerprint: str) -> Calibration:
    """Return the calibration of the first kind whose prefix the fingerprint has."""
    path = resources.files("matcher").joinpath("data/calibration.json")
    body = json.loads(path.read_text(encoding="utf-8"))
    entry = next(e for e in body["encoders"] if encoder_fingerprint.startswith(e["prefix"]))
    return Calibration(
        version=body["version"],
        blend=entry["blend"],
        slope=float(entry["slope"]),
        intercept=float(entry["intercept"]),
    )
