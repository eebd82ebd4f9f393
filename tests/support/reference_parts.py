"""The seven parts as an obvious loop: one candidate after the other, plain Python numbers.

What the prior mean and the evaluators' habits are is worked out once for all candidates, as any
sensible loop would, or handed over (`known_of`).
"""

import functools
import math

import numpy as np

from matcher.areas import need_district
from matcher.identity import neutral_key
from matcher.parts.budget import closeness, price_range, public_budget
from matcher.parts.column import NEUTRAL, NEUTRAL_BUDGET, NEUTRAL_FIT
from matcher.parts.continuity import applies, last_score
from matcher.parts.coverage import reach
from matcher.parts.evaluators import common_scale
from matcher.parts.fit import group_agreement, type_agreement
from matcher.parts.judged import prior_mean
from matcher.parts.performance import evidence
from matcher.parts.rating import value
from matcher.parts.records import counts
from matcher.taxonomy import taxonomy


def fit(need, candidates, catalog, weights, as_of):
    shares = [weights.fit_split[n] for n in ("similarity", "service_type", "beneficiary")]
    for similarity, row in zip(candidates.similarity, candidates.service, strict=True):
        known = (
            float(np.round(similarity, 6)),
            type_agreement(need, catalog, int(row)),
            group_agreement(need, catalog, int(row)),
        )
        filled = [NEUTRAL_FIT if v is None else v for v in known]
        yield sum(v * s for v, s in zip(filled, shares, strict=True)) / sum(shares)


def known_of(catalog, weights, as_of):
    """Return (scale, priors): what does not depend on the need; priors fill up as types come."""
    rule = weights.shrinkage
    counted = functools.partial(counts, as_of=as_of, rule=rule)
    return common_scale(catalog.evaluations, counted, rule.standardise_from), {}


def performance(need, candidates, catalog, weights, as_of, known=None):
    rule, stated = weights.shrinkage, taxonomy().type_codes(need.service_types)
    scale, priors = known or known_of(catalog, weights, as_of)
    for organization, row in zip(candidates.organization, candidates.service, strict=True):
        types = stated or taxonomy().type_codes(catalog.services[row].service_types)
        if types not in priors:
            priors[types] = prior_mean(catalog.evaluations, types, as_of, rule, scale)
        records = catalog.evaluations_of[organization]
        yield (evidence(records, types, as_of, rule, priors[types], scale).mean - 60) / 35


def _enough(held, required):
    if not required or math.isnan(held):
        return NEUTRAL
    return min(1.0, held / required)


def capacity(need, candidates, catalog, weights, as_of):
    size = public_budget(need)
    for organization, row in zip(candidates.organization, candidates.service, strict=True):
        staff = _enough(float(catalog.staff[organization]), need.required_staff)
        certified = 1.0 if need.required_licences else NEUTRAL
        if need.required_certified:
            certified = _enough(float(catalog.certified[organization]), need.required_certified)
        slots = float(catalog.project_limit[organization] - catalog.projects[organization])
        free = NEUTRAL if math.isnan(slots) else float(slots >= 1)
        largest = float(catalog.largest_project[row])
        similar = NEUTRAL
        if size is not None and size[1] > 0 and not math.isnan(largest):
            similar = max(NEUTRAL, min(1.0, largest / size[1]))
        yield (4 * staff + 4 * certified + 2 * free + 2 * similar) / 12


def budget(need, candidates, catalog, weights, as_of):
    public = public_budget(need)
    for row in candidates.service:
        found = closeness(public, price_range(catalog.services[row].price, need))
        yield NEUTRAL_BUDGET if found is None else found


def coverage(need, candidates, catalog, weights, as_of):
    district = need_district(need)
    for row in candidates.service:
        yield reach(catalog.services[row].area, district)


def rating(need, candidates, catalog, weights, as_of):
    for row in candidates.organization:
        yield value(catalog.organizations[row].rating, as_of)


def continuity(need, candidates, catalog, weights, as_of):
    """Return the values, None where the part is left out for all."""
    if not applies(need):
        return None
    types = taxonomy().type_codes(need.service_types)
    last = [last_score(catalog.evaluations_of[o], types, as_of) for o in candidates.organization]
    if not any(score is not None and score >= 80 for score in last):
        return None
    return [NEUTRAL if score is None else float(score >= 80) for score in last]


LOOPS = (fit, performance, capacity, budget, coverage, rating)


def values(need, candidates, catalog, weights, as_of, known=None):
    """Return part → list of values in [0, 1] at six decimals, None for a part left out."""
    found = {}
    for loop in LOOPS:
        given = {"known": known} if loop is performance else {}
        raw = loop(need, candidates, catalog, weights, as_of, **given)
        # Rounded as columns are: Python and numpy differ at an exact half of the last decimal.
        held = np.round([min(max(float(v), 0.0), 1.0) for v in raw], 6)
        found[loop.__name__] = held.tolist()
    found["continuity"] = continuity(need, candidates, catalog, weights, as_of)
    return found


def ranked(need, candidates, catalog, weights, as_of, known=None):
    """Return the candidates from best to last, and their totals: sums, one after the other."""
    parts = values(need, candidates, catalog, weights, as_of, known)
    used = {name: column for name, column in parts.items() if column is not None}
    whole = sum(weights.parts[name] for name in used)
    totals = [
        round(sum(used[name][i] * weights.parts[name] for name in used) * 100 / whole, 6)
        for i in range(len(candidates))
    ]
    keys = [neutral_key(need.id, catalog.organizations[row].id) for row in candidates.organization]
    return sorted(range(len(totals)), key=lambda i: (-totals[i], keys[i])), totals
