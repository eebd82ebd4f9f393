"""Small made-up cities for tests of the simulation."""

from functools import cache

import numpy as np

from matcher.simulation import CitySettings, make_city

SMALL = CitySettings(rounds=4, warmup=1, types=2, organizations=14, needs=4.0, entrants=2.0)


def city(seed=0, settings=SMALL):
    return make_city(settings, np.random.default_rng(seed))


@cache
def full_cities(count):
    """Cities of the size of the notebook."""
    return tuple(city(seed, CitySettings()) for seed in range(count))
