"""What the recommendations do over time: newcomers' exposure, concentration, disparity.

Reads finished runs and changes nothing: the figures are for people who answer for the platform.
"""

from __future__ import annotations

from .concentration import Concentration, concentration
from .disparity import Disparity, disparities
from .exposure import Exposure, newcomer_exposure
from .shown import Shown

__all__ = [
    "Concentration",
    "Disparity",
    "Exposure",
    "Shown",
    "concentration",
    "disparities",
    "newcomer_exposure",
]
