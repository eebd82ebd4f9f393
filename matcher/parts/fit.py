"""Need fit 需求契合: the offer against the need, by text, service type and beneficiaries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Need
from ..taxonomy import taxonomy
from ..weights import Weights
from .column import NEUTRAL_FIT, FloatColumn, PartColumn, column
from .offers import IntColumn, bits_of, offers, type_bits

#: A service for a narrower group than the need's reaches part of it.
_NARROWER = 0.7
_NAMES = ("similarity", "service_type", "beneficiary")


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return similarity, type and beneficiary agreement, blended by ``weights.fit_split``."""
    split = weights.fit_split
    shares = [split[name] for name in _NAMES]
    rows = _agreements(need, candidates, catalog)
    values = _blend([np.where(np.isnan(row), NEUTRAL_FIT, row) for row in rows], shares)

    def detail(index: int) -> str:
        similarity, types, groups = (float(row[index]) for row in rows)
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
    rows = _agreements(need, candidates, catalog)
    known = [~np.isnan(row) for row in rows]
    shares = [np.where(k, weights.fit_split[n], 0.0) for k, n in zip(known, _NAMES, strict=True)]
    values = _blend([np.where(k, row, 0.0) for k, row in zip(known, rows, strict=True)], shares)
    return np.round(values, 6).astype(np.float64)


def _agreements(
    need: Need, candidates: Candidates, catalog: Catalog
) -> tuple[FloatColumn, FloatColumn, FloatColumn]:
    """Return similarity, type and group agreement, each (n,) float64, NaN = unknown."""
    held, rows = offers(catalog), candidates.service
    return (
        np.round(candidates.similarity, 6),
        _type_column(type_bits(need.service_types), held.types[rows]),
        _group_column(need, held.groups[rows]),
    )


def _type_column(wanted: int, offered: IntColumn) -> FloatColumn:
    if not wanted:
        return np.full(len(offered), np.nan)
    share = np.bitwise_count(offered & wanted) / wanted.bit_count()
    return np.where(offered != 0, share, np.nan)


def _group_column(need: Need, offered: IntColumn) -> FloatColumn:
    groups = taxonomy().beneficiary_groups
    wanted = sorted(group_codes(label.label for label in need.beneficiaries))
    if not wanted:
        return np.full(len(offered), np.nan)
    reached = np.zeros(len(offered), dtype=np.float64)
    for code in wanted:
        wider = frozenset(t.code for t in groups.terms if t.code == code or code in t.covers)
        full = (offered & bits_of(wider, groups)) != 0
        part = (offered & bits_of(groups.by_code[code].covers, groups)) != 0
        reached = reached + np.where(full, 1.0, np.where(part, _NARROWER, 0.0))
    return np.where(offered != 0, reached / len(wanted), np.nan)


def _blend(values: Sequence[FloatColumn], shares: Sequence[float | FloatColumn]) -> FloatColumn:
    """Return Σ value × share / Σ share, 0 where no share is left."""
    total: FloatColumn = values[0] * shares[0]
    whole = np.asarray(shares[0], dtype=np.float64)
    for value, share in zip(values[1:], shares[1:], strict=True):
        total, whole = total + value * share, whole + share
    return np.divide(total, whole, out=np.zeros(len(total)), where=whole > 0)


def _said(value: float) -> str:
    return f"未填，按中性 {NEUTRAL_FIT:g} 计" if math.isnan(value) else f"{value:.2f}"


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
