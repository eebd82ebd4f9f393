"""Need fit 需求契合: the offer against the need, by text, service type and beneficiaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Need
from ..taxonomy import taxonomy
from ..weights import Weights
from .column import NEUTRAL_FIT, FloatColumn, PartColumn, column

#: A service for a narrower group than the need's reaches part of it.
_NARROWER = 0.7
_NAMES = ("similarity", "service_type", "beneficiary")


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return similarity, type and beneficiary agreement, blended by ``weights.fit_split``."""
    split = weights.fit_split
    rows = _agreements(need, candidates, catalog)
    values = [
        _blend([NEUTRAL_FIT if v is None else v for v in row], [split[n] for n in _NAMES])
        for row in rows
    ]

    def detail(index: int) -> str:
        similarity, types, groups = rows[index]
        return (
            f"内容相似 {similarity:.2f}（占 {split['similarity']:g}），"
            f"服务类型 {_said(types)}（占 {split['service_type']:g}），"
            f"服务对象 {_said(groups)}（占 {split['beneficiary']:g}）。"
        )

    return column(values, detail)


def shown_fit(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights
) -> FloatColumn:
    """Return the fit by what is known alone, (n,) float64 in [0, 1], for ``fit_threshold``.

    A neutral value keeps silence from paying, but it is no evidence that somebody suits: what is
    not known is left out here, so that a plain text is judged by its similarity.
    """
    values = []
    for row in _agreements(need, candidates, catalog):
        known = [
            (v, weights.fit_split[n]) for v, n in zip(row, _NAMES, strict=True) if v is not None
        ]
        values.append(_blend([v for v, _ in known], [w for _, w in known]))
    return np.round(np.array(values, dtype=np.float64), 6).astype(np.float64)


def _agreements(
    need: Need, candidates: Candidates, catalog: Catalog
) -> list[tuple[float, float | None, float | None]]:
    return [
        (
            round(float(similarity), 6),
            type_agreement(need, catalog, int(row)),
            group_agreement(need, catalog, int(row)),
        )
        for similarity, row in zip(candidates.similarity, candidates.service, strict=True)
    ]


def _blend(values: Sequence[float], shares: Sequence[float]) -> float:
    whole = sum(shares)
    return sum(v * w for v, w in zip(values, shares, strict=True)) / whole if whole > 0 else 0.0


def _said(value: float | None) -> str:
    return f"未填，按中性 {NEUTRAL_FIT:g} 计" if value is None else f"{value:.2f}"


def type_agreement(need: Need, catalog: Catalog, service_row: int) -> float | None:
    """Return the share of the need's service types that the service lists; None = unknown."""
    wanted = taxonomy().type_codes(need.service_types)
    offered = taxonomy().type_codes(catalog.services[service_row].service_types)
    if not wanted or not offered:
        return None
    return len(wanted & offered) / len(wanted)


def group_agreement(need: Need, catalog: Catalog, service_row: int) -> float | None:
    """Return how far the service's beneficiaries cover the need's, mean over its groups, or None.

    1 for the same group or one that contains it (老年人 covers 独居老人), 0.7 for a narrower one.
    """
    wanted = group_codes(label.label for label in need.beneficiaries)
    service = catalog.services[service_row]
    offered = group_codes(label.label for label in service.beneficiaries)
    if not wanted or not offered:
        return None
    return sum(_reach(code, offered) for code in sorted(wanted)) / len(wanted)


def group_codes(labels: Iterable[str]) -> frozenset[str]:
    """Return the beneficiary groups behind free labels."""
    return taxonomy().group_codes(tuple(labels))


def _reach(wanted: str, offered: frozenset[str]) -> float:
    terms = taxonomy().beneficiary_groups.by_code
    if wanted in offered or any(wanted in terms[code].covers for code in offered):
        return 1.0
    return 0.0 if terms[wanted].covers.isdisjoint(offered) else _NARROWER
