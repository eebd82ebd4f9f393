"""Need fit 需求契合: the offer against the need, by text, service type and beneficiaries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..candidates import Candidates
from ..catalog import Catalog
from ..model import Need
from ..taxonomy import taxonomy
from ..weights import Weights
from .column import NEUTRAL_FIT, PartColumn, column

#: A service for a narrower group than the need's reaches part of it.
_NARROWER = 0.7


def score(
    need: Need, candidates: Candidates, catalog: Catalog, weights: Weights, as_of: date
) -> PartColumn:
    """Return similarity, type and beneficiary agreement, blended by ``weights.fit_split``."""
    split = weights.fit_split
    whole = sum(split[name] for name in ("similarity", "service_type", "beneficiary"))
    types = [type_agreement(need, catalog, int(row)) for row in candidates.service]
    groups = [group_agreement(need, catalog, int(row)) for row in candidates.service]
    similarity = [round(float(s), 6) for s in candidates.similarity]
    values = [
        (
            split["similarity"] * s
            + split["service_type"] * (NEUTRAL_FIT if t is None else t)
            + split["beneficiary"] * (NEUTRAL_FIT if g is None else g)
        )
        / whole
        for s, t, g in zip(similarity, types, groups, strict=True)
    ]

    def detail(index: int) -> str:
        return (
            f"内容相似 {similarity[index]:.2f}（占 {split['similarity']:g}），"
            f"服务类型 {_said(types[index])}（占 {split['service_type']:g}），"
            f"服务对象 {_said(groups[index])}（占 {split['beneficiary']:g}）。"
        )

    return column(values, detail)


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
