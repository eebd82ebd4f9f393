"""Warnings W01–W24: what a person has to look at; they never change a score."""

from __future__ import annotations

from datetime import date, timedelta

from ..clauses import find_contested, find_discriminatory, find_negative_list
from ..codes import sentence
from ..dates import first_day
from ..gate import Tie
from ..gate.credit import is_stale, last_checked
from ..model import (
    Caution,
    CreditCheck,
    Need,
    Organization,
    Rating,
    Service,
)
from ..parts.budget import amount_zh, closeness, price_range, public_budget
from ..parts.rating import is_valid
from ..text import is_stuffed, is_vague
from .context import Context
from .matches import need_statement
from .setbacks import setbacks

_CONFIRMED_DAYS = 365
_CHECK_YEARS = 2
_FAR_OFF = 0.5
_FEWEST = 3
_FAILED = ("不合格", "基本合格", "未参加", "未参检", "未年检", "未报", "未提交", "逾期")


def cautions(
    context: Context, index: int, *, preferred: bool = False, tie: Tie | None = None
) -> tuple[Caution, ...]:
    """Return the warnings of one candidate in the order of their codes.

    ``preferred``: it stands before a higher total by 五(三), which is said (W22). ``tie``: another
    candidate has the same head or controlling unit; only one of the two may bid (W07, 条例第18条).
    """
    organization, service = context.organization(index), context.service(index)
    row = int(context.candidates.organization[index])
    catalog, as_of = context.snapshot.catalog, context.as_of
    found = [
        _credit(catalog.credit_of[row], as_of),
        _confirmed(service, as_of),
        _annual(organization, as_of),
        _rating(organization.rating, as_of),
        _price(context, service),
        None if tie is None else _caution("W07", other=tie.other, tie=tie.kind_zh),
        *setbacks(organization.id, catalog.evaluations_of[row], catalog.contracts, as_of),
    ]
    if context.evidence.at(index).strength_zh == "不足":
        found.append(_caution("W09"))
    if is_vague(service.description):
        found.append(_caution("W18"))
    if is_stuffed(service.description):
        found.append(_caution("W19"))
    fit, threshold = float(context.fit[index]), context.weights.fit_threshold
    if fit < threshold:
        found.append(_caution("W20", fit=f"{fit:.2f}", threshold=f"{threshold:g}"))
    if preferred:
        found.append(_caution("W22"))
    share = context.need.self_raised_ratio
    if share and organization.refuses_shortfall:
        found.append(_caution("W24", share=f"{share:.0%}"))
    return tuple(c for c in found if c is not None)


def need_cautions(need: Need, suitable: int | None, masked: int) -> tuple[Caution, ...]:
    """Return the warnings of the need.

    ``suitable``: organizations at or above the fit threshold, None where the question is no
    purchase; ``masked``: pieces of personal data in the text.
    """
    text = need_statement(need)
    found = [_caution("W11", clause=c.text, ground=c.ground_zh) for c in find_discriminatory(text)]
    found += [_caution("W12", phrase=c.text, ground=c.ground_zh) for c in find_negative_list(text)]
    found += [_caution("W21", clause=c.text, ground=c.ground_zh) for c in find_contested(text)]
    if suitable is not None and suitable < _FEWEST:
        found.append(_caution("W13", n=suitable))
    if masked:
        found.append(_caution("W15", n=masked))
    if is_vague(text):
        found.append(_caution("W18"))
    return tuple(found)


def _caution(code: str, **values: object) -> Caution:
    return Caution(code, sentence(code, **values))


def _credit(checks: tuple[CreditCheck, ...], as_of: date) -> Caution | None:
    checked_on = last_checked(checks, as_of)
    if checked_on is None:
        return _caution("W01")
    return _caution("W02", date=checked_on.isoformat()) if is_stale(checked_on, as_of) else None


def _confirmed(service: Service, as_of: date) -> Caution | None:
    if service.assured_on is None or as_of - service.assured_on <= timedelta(days=_CONFIRMED_DAYS):
        return None
    return _caution("W03", date=service.assured_on.isoformat())


def _annual(organization: Organization, as_of: date) -> Caution | None:
    known = [check for check in organization.annual_checks if check.year <= as_of.year]
    if not known:
        return _caution("W04", detail="没有年检或年报记录")
    latest = max(known, key=lambda check: (check.year, check.kind, check.result))
    if any(word in latest.result for word in _FAILED):
        return _caution("W04", detail=f"{latest.year} 年{latest.kind}结果为“{latest.result}”")
    if as_of.year - latest.year > _CHECK_YEARS:
        return _caution("W04", detail=f"最近的年检或年报记录是 {latest.year} 年的")
    return None


def _rating(rating: Rating, as_of: date) -> Caution | None:
    if rating.grade is None or is_valid(rating, as_of):
        return None
    began = rating.valid_from is None or first_day(rating.valid_from) <= as_of
    dated = rating.valid_from is not None or rating.valid_to is not None
    return _caution("W05", grade=rating.grade) if began and dated else None


def _price(context: Context, service: Service) -> Caution | None:
    if context.columns["budget"].values is None:
        return None
    budget, price = public_budget(context.need), price_range(service.price, context.need)
    value = closeness(budget, price)
    if budget is None or price is None or value is None or value >= _FAR_OFF:
        return None
    return _caution("W06", budget=amount_zh(budget), price=f"{amount_zh(price)} 元")
