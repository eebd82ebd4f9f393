"""The lists of a run: ranked, newcomers beside them, other suppliers apart, or the nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .explain import Context, cautions, reasons
from .gate import PRIME, Ties
from .model import OTHER_SUPPLIER_TYPES, SOCIAL_TYPES, OrganizationType, Recommendation
from .newcomers import is_newcomer, newcomers_list
from .rank import Ranking, part_scores

_NEAREST = 3

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lists:
    """``suitable`` candidates of the main list reach the threshold; without one it is empty.

    Then ``nearest`` holds what came closest, ``closest`` as indices of candidates. See
    :class:`matcher.model.Run` for the others.
    """

    suitable: int
    closest: tuple[int, ...]
    candidates: tuple[Recommendation, ...]
    nearest: tuple[Recommendation, ...]
    newcomers: tuple[Recommendation, ...]
    other_suppliers: tuple[Recommendation, ...]


def social_candidates(context: Context) -> Mask:
    """Return which candidates are known to be social organizations, (n,) bool."""
    return _of_type(context, SOCIAL_TYPES)


def _of_type(context: Context, types: frozenset[OrganizationType]) -> Mask:
    rows = context.candidates.organization.tolist()
    held = context.snapshot.catalog.organizations
    return np.array([held[row].type in types for row in rows], dtype=np.bool_)


def make_lists(context: Context, ranking: Ranking, top_k: int, *, in_principle: bool) -> Lists:
    """Return the lists of at most ``top_k`` entries each; the first k do not depend on it.

    ``in_principle``: who is known to be no social organization stands apart from the main list
    (五(三)), so that taking one is a decision that is seen and has to be reasoned.
    """
    main, apart = ranking.order, ranking.order[:0]
    if in_principle:
        other = _of_type(context, OTHER_SUPPLIER_TYPES)[ranking.order]
        main, apart = ranking.order[~other], ranking.order[other]
    passing = context.fit >= context.weights.fit_threshold
    suitable = int(passing[main].sum())
    listing = _Listing(context, ranking)
    closest = main[:0] if suitable else _closest(context, main)
    return Lists(
        suitable=suitable,
        closest=tuple(closest.tolist()),
        candidates=listing.entries(main[:top_k]) if suitable else (),
        nearest=listing.entries(closest),
        newcomers=listing.newcomers(main, top_k) if suitable else (),
        other_suppliers=listing.entries(apart[:top_k]) if passing[apart].any() else (),
    )


def _closest(context: Context, order: Ints) -> Ints:
    """Return the three of highest fit, then of highest score before calibration.

    A need that is nobody's lowers every fit to nothing, and still some come closer than others.
    """
    fit, hybrid = context.fit, context.candidates.hybrid
    found = sorted(order.tolist(), key=lambda i: (-float(fit[i]), -float(hybrid[i])))
    return np.array(found[:_NEAREST], dtype=np.int64)


class _Listing:
    def __init__(self, context: Context, ranking: Ranking) -> None:
        self._context = context
        self._ranking = ranking
        # In the order of the list, so that a tie names the best placed of the others.
        self._ties = Ties(context.organization(i) for i in ranking.order.tolist())

    def entries(self, indices: Ints) -> tuple[Recommendation, ...]:
        """Return the candidates at ``indices`` with ranks from 1."""
        return self._ranked(indices, range(1, len(indices) + 1))

    def newcomers(self, order: Ints, shown: int) -> tuple[Recommendation, ...]:
        """Return the newcomers beside the list, with the rank that they have in ``order``."""
        context = self._context
        catalog, as_of = context.snapshot.catalog, context.as_of
        rows = context.candidates.organization.tolist()
        new = [is_newcomer(catalog.evaluations_of[row], as_of) for row in rows]
        # Below the threshold a chance helps nobody: it would be a list of who does not suit.
        suited = np.array(new, dtype=np.bool_) & (context.fit >= context.weights.fit_threshold)
        listed = newcomers_list(order, context.fit, suited, shown)
        place = {index: rank for rank, index in enumerate(order.tolist(), start=1)}
        return self._ranked(listed, [place[index] for index in listed.tolist()])

    def _ranked(self, indices: Ints, ranks: Sequence[int]) -> tuple[Recommendation, ...]:
        pairs = zip(indices.tolist(), ranks, strict=True)
        return tuple(self._entry(index, rank) for index, rank in pairs)

    def _entry(self, index: int, rank: int) -> Recommendation:
        context, ranking = self._context, self._ranking
        organization, service = context.organization(index), context.service(index)
        route = context.gate.routes.get(int(context.candidates.organization[index]), PRIME)
        evidence = context.evidence.at(index)
        preferred, tie = bool(ranking.preferred[index]), self._ties.of(organization)
        return Recommendation(
            rank=rank,
            organization_id=organization.id,
            organization_name=organization.name,
            service_id=service.id,
            service_title=service.title,
            route=route.kind,
            via=route.via,
            total=float(ranking.totals[index]),
            parts=part_scores(context.columns, context.weights, index),
            evidence_strength=evidence.strength_zh,
            evidence_weight=round(evidence.weight, 6),
            reasons=reasons(context, index),
            warnings=cautions(context, index, preferred=preferred, tie=tie),
            evidence=evidence.records,
        )
