"""What services declare, as columns of the whole catalog: types, groups, areas, prices.

Made once per catalog, so that a part reads 200 candidates in a few array operations.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..catalog import Catalog
from ..model import Labelled, ServiceArea
from ..taxonomy import Classification, taxonomy
from .column import FloatColumn

IntColumn = npt.NDArray[np.int64]
#: Catalogs whose columns are held, and which they hold: the one in force, and two for reruns.
HELD = 3


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """Columns by service row, all (n_service,).

    Attributes
    ----------
    types, groups : int64 sets of bits: the classes of service and of beneficiaries (`bits_of`).
    low, high : float64 ends of the reference price in 元, NaN = unknown.
    unit : int64 place of the price unit in ``units``.
    area : int64 place of the declared area in ``areas``.
    """

    types: IntColumn
    groups: IntColumn
    low: FloatColumn
    high: FloatColumn
    unit: IntColumn
    units: tuple[str, ...]
    area: IntColumn
    areas: tuple[ServiceArea, ...]


@lru_cache(maxsize=HELD)
def offers(catalog: Catalog) -> Offers:
    """Return the columns of a catalog; the same object gives the same columns."""
    services = catalog.services
    units = tuple(dict.fromkeys(s.price.unit for s in services))
    areas = tuple(dict.fromkeys(s.area for s in services))
    unit_place = {unit: place for place, unit in enumerate(units)}
    area_place = {area: place for place, area in enumerate(areas)}
    ends = [_ends(s.price.low, s.price.high) for s in services]
    return Offers(
        types=_ints(type_bits(s.service_types) for s in services),
        groups=_ints(group_bits(s.beneficiaries) for s in services),
        low=np.array([low for low, _ in ends], dtype=np.float64),
        high=np.array([high for _, high in ends], dtype=np.float64),
        unit=_ints(unit_place[s.price.unit] for s in services),
        units=units,
        area=_ints(area_place[s.area] for s in services),
        areas=areas,
    )


def type_bits(labels: tuple[str, ...]) -> int:
    """Return the set of bits of the service types behind labels; unknown labels give none."""
    return bits_of(taxonomy().type_codes(labels), taxonomy().service_types)


def group_bits(labels: Iterable[Labelled]) -> int:
    """Return the set of bits of the beneficiary groups behind labels."""
    codes = taxonomy().group_codes(tuple(label.label for label in labels))
    return bits_of(codes, taxonomy().beneficiary_groups)


def bits_of(codes: frozenset[str], classes: Classification) -> int:
    """Return the codes as a set of bits: 1 << place of the class; at most 63 classes."""
    return sum(1 << place for place, term in enumerate(classes.terms) if term.code in codes)


def codes_of(bits: int, classes: Classification) -> frozenset[str]:
    """Return the codes of a set of bits: the inverse of :func:`bits_of`."""
    return frozenset(t.code for place, t in enumerate(classes.terms) if bits >> place & 1)


def _ends(low: Decimal | None, high: Decimal | None) -> tuple[float, float]:
    known = [float(end) for end in (low, high) if end is not None]
    return (min(known), max(known)) if known else (np.nan, np.nan)


def _ints(values: Iterable[int]) -> IntColumn:
    return np.array(list(values), dtype=np.int64)
