"""A made-up city with hidden true quality, to try ranking policies on (docs/simulation.md).

Offline only: nothing here is called by a recommendation. Randomness comes in through one seeded
generator when a city is made; a run over it is then a pure function of city and policy, so that
policies are compared on the same organizations, needs and luck.
"""

from __future__ import annotations

from .city import City, CityNeed, make_city
from .measures import Measures, measure, yearly
from .policy import NO_SHRINKAGE, Policy, Rule, TrialWeights, trial_weights
from .rounds import History, Line, simulate
from .settings import SOURCES, CitySettings, Source

__all__ = [
    "NO_SHRINKAGE",
    "SOURCES",
    "City",
    "CityNeed",
    "CitySettings",
    "History",
    "Line",
    "Measures",
    "Policy",
    "Rule",
    "Source",
    "TrialWeights",
    "make_city",
    "measure",
    "simulate",
    "trial_weights",
    "yearly",
]
