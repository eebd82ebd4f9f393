"""Positive reasons R01–R11: each names a fact that raises its part, and where it was read.

Only what lifts a part above its neutral value is a reason: take it away and the part falls (F9).
"""

from __future__ import annotations

from ..areas import area_zh
from ..codes import sentence
from ..model import Reason, Span
from ..parts.column import NEUTRAL_FIT
from ..parts.fit import group_agreement, group_codes, type_agreement
from ..taxonomy import Classification, taxonomy
from .context import Context
from .matches import find_matches
from .meanings import related_words
from .shared import shared_category


def reasons(context: Context, index: int) -> tuple[Reason, ...]:
    """Return the reasons of one candidate by part, content first."""
    found = [
        *_content(context, index),
        *_category(context, index),
        *_related(context, index),
        _types(context, index),
        _groups(context, index),
        _evaluations(context, index),
        _certified(context, index),
        _budget(context, index),
        _coverage(context, index),
    ]
    return tuple(reason for reason in found if reason is not None)


def _content(context: Context, index: int) -> list[Reason]:
    service = context.service(index)
    return [
        Reason(
            code="R01",
            message_zh=sentence("R01", service=match.service_span.text, need=match.need_span.text),
            part="fit",
            need_span=match.need_span,
            service_id=service.id,
            service_span=match.service_span,
        )
        for match in find_matches(context, index)
    ]


def _category(context: Context, index: int) -> list[Reason]:
    shared = shared_category(context, index)
    if shared is None:
        return []
    service = context.service(index)
    found = [
        Reason(
            code="R09",
            message_zh=sentence(
                "R09",
                category=shared.name,
                need=_quoted("需求", shared.need_span),
                service=_quoted("服务", shared.service_span),
            ),
            part="fit",
            need_span=shared.need_span,
            service_id=service.id,
            service_span=shared.service_span,
        )
    ]
    if shared.phrase_span is not None and shared.phrase != shared.name:
        text = sentence(
            "R10", need=shared.phrase_span.text, category=shared.name, phrase=shared.phrase
        )
        found.append(Reason("R10", text, "fit", need_span=shared.phrase_span))
    return found


def _quoted(who: str, span: Span | None) -> str:
    """Return who says it and how, or that the text as a whole does."""
    return f"{who}全文" if span is None else f"{who}写“{span.text}”"


def _related(context: Context, index: int) -> list[Reason]:
    service = context.service(index)
    return [
        Reason(
            code="R11",
            message_zh=sentence("R11", need=match.need_span.text, service=match.service_span.text),
            part="fit",
            need_span=match.need_span,
            service_id=service.id,
            service_span=match.service_span,
        )
        for match in related_words(context, index)
    ]


def _types(context: Context, index: int) -> Reason | None:
    catalog, row = context.snapshot.catalog, int(context.candidates.service[index])
    agreement = type_agreement(context.need, catalog, row)
    if agreement is None or agreement <= NEUTRAL_FIT:
        return None
    types = taxonomy()
    offered = catalog.services[row].service_types
    shared = types.type_codes(context.need.service_types) & types.type_codes(offered)
    text = _names(types.service_types, shared)
    return Reason("R02", sentence("R02", types=text), "fit", service_id=catalog.services[row].id)


def _groups(context: Context, index: int) -> Reason | None:
    catalog, row = context.snapshot.catalog, int(context.candidates.service[index])
    agreement = group_agreement(context.need, catalog, row)
    if agreement is None or agreement <= NEUTRAL_FIT:
        return None
    service = catalog.services[row]
    wanted = group_codes(label.label for label in context.need.beneficiaries)
    offered = group_codes(label.label for label in service.beneficiaries)
    terms = taxonomy().beneficiary_groups
    reached = frozenset(
        code
        for code in wanted
        if code in offered
        or terms.by_code[code].covers & offered
        or any(code in terms.by_code[other].covers for other in offered)
    )
    text = _names(terms, reached)
    return Reason("R03", sentence("R03", groups=text), "fit", service_id=service.id)


def _names(terms: Classification, codes: frozenset[str]) -> str:
    return "、".join(term.name for term in terms.terms if term.code in codes)


def _evaluations(context: Context, index: int) -> Reason | None:
    evidence = context.evidence.at(index)
    if evidence.plain_mean is None or evidence.mean <= evidence.prior:
        return None
    text = sentence(
        "R04", n=evidence.used, mean=f"{evidence.plain_mean:.1f}", third=evidence.third_party
    )
    return Reason("R04", text, "performance")


def _certified(context: Context, index: int) -> Reason | None:
    required = context.need.required_certified
    held = context.organization(index).social_workers
    if required is None or required <= 0 or held is None or held < required:
        return None
    return Reason("R05", sentence("R05", n=held, k=required), "capacity")


def _budget(context: Context, index: int) -> Reason | None:
    values = context.columns["budget"].values
    if values is None or values[index] < 1:
        return None
    return Reason("R06", sentence("R06"), "budget", service_id=context.service(index).id)


def _coverage(context: Context, index: int) -> Reason | None:
    values = context.columns["coverage"].values
    if values is None or values[index] < 1:
        return None
    service = context.service(index)
    return Reason(
        "R07", sentence("R07", area=area_zh(service.area)), "coverage", service_id=service.id
    )
