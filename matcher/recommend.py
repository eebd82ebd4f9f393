"""One recommendation: gate → retrieve → parts → rank → explain, as a pure function.

The same need, snapshot, weights and day give the same run, byte for byte (F6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt

from .canonical import sha256_of
from .components import match_components
from .errors import InvalidInput
from .explain import Context, cautions, need_cautions, no_answer_zh, reasons
from .gate import PRIME, gate
from .meaning import TextModel
from .model import (
    SOCIAL_TYPES,
    Caution,
    Counts,
    Need,
    NeedComponent,
    Recommendation,
    Run,
    RunInputs,
)
from .parts import SCORERS, PartColumn, not_applicable
from .parts.fit import shown_fit
from .parts.performance import all_evidence
from .privacy import MARK, mask_personal_data
from .rank import Ranking, part_scores, rank
from .retrieve import make_query, retrieve
from .runs import run_id
from .snapshot import Snapshot
from .taxonomy import taxonomy
from .text import RECIPE, need_text
from .weights import Weights

NOTICE_ZH = "仅供参考，不作为评审依据"
#: Version of the rules in gate, parts, rank and explain: the same inputs under other rules are
#: another run, with another id.
RULES = "2"
MODES = ("need", "text", "scout")
#: Scouting asks who works in a field: there is no budget, place or term to compare with.
_SCOUT_LEAVES_OUT = ("budget", "coverage", "continuity")
_NEAREST = 3
_TITLE_LENGTH = 30


def recommend(
    need: Need | str, snapshot: Snapshot, weights: Weights, as_of: date, top_k: int, mode: str
) -> Run:
    """Return the run for a need of the directory or for free text.

    ``mode`` is "need" for a Need, "text" or "scout" for text. At most ``top_k`` >= 1 organizations
    are listed; the first k do not depend on it. When nobody's fit reaches
    the threshold, nobody is listed and the nearest are shown; where somebody's does, the others
    stay in their place, marked W20.

    Raises InvalidInput for an unknown mode, an empty text or ``top_k`` below 1.
    """
    _check(need, top_k, mode)
    subject, found = _subject(need)
    context = _context(subject, snapshot, weights, as_of, mode)
    catalog = snapshot.catalog
    ids = [catalog.organizations[row].id for row in context.candidates.organization]
    ranking = rank(context.columns, weights, subject.id, ids, _social(context))
    suitable = int((context.fit >= weights.fit_threshold).sum())
    order = ranking.order.tolist() if suitable else []
    nearest = () if suitable else _closest(context, ranking)
    inputs = _inputs(need, subject, context, top_k, mode)
    return Run(
        id=run_id(inputs),
        inputs=inputs,
        notice_zh=NOTICE_ZH,
        answer_zh=None if suitable else no_answer_zh(context, nearest),
        need_title=subject.title or subject.description[:_TITLE_LENGTH],
        candidates=_entries(context, ranking, order[:top_k]),
        nearest=_entries(context, ranking, nearest),
        excluded=context.gate.exclusions,
        need_warnings=_need_warnings(subject, suitable, found, mode),
        components=() if mode == "scout" else _components(context),
        counts=Counts(
            universe=len(catalog),
            eligible=int(context.gate.allowed.sum()),
            excluded=len(context.gate.exclusions),
            suitable=suitable,
        ),
    )


def recipe_of(model: TextModel) -> str:
    """Return the name of everything but weights and encoder that turns a text into a run.

    Text rules, calibration, lexicon, reranker (none: ``-``) and the rules of this package.
    """
    reranker = "-" if model.reranker is None else sha256_of(model.reranker.fingerprint)[:8]
    lexicon = model.lexicon.fingerprint[:8]
    return "+".join((RECIPE, model.calibration.version, lexicon, reranker, RULES))


def _check(need: Need | str, top_k: int, mode: str) -> None:
    if mode not in MODES or (mode == "need") != isinstance(need, Need):
        raise InvalidInput(f"推荐方式“{mode}”不可用。", field="mode")
    if isinstance(need, str) and not need.strip():
        raise InvalidInput("请写出需求内容。", field="text")
    if top_k < 1:
        raise InvalidInput("返回数量必须不小于 1。", field="top_k")


def _subject(need: Need | str) -> tuple[Need, int]:
    """Return the need to answer, without personal data, and how many pieces are masked in it.

    Marks are counted, not maskings: a stored text is masked already, and its run must repeat.
    """
    if isinstance(need, Need):
        title = mask_personal_data(need.title).text
        subject = replace(need, title=title, description=mask_personal_data(need.description).text)
    else:
        text = mask_personal_data(need.strip()).text
        name = f"text-{sha256_of(text)[:32]}"
        subject = Need(id=name, code="", title="", description=text)
    return subject, (subject.title + subject.description).count(MARK)


def _context(
    subject: Need, snapshot: Snapshot, weights: Weights, as_of: date, mode: str
) -> Context:
    catalog = snapshot.catalog
    allowed = gate(None if mode == "scout" else subject, catalog, as_of)
    text = need_text(subject)
    query = make_query(text.text, snapshot.model)
    candidates = retrieve(query, snapshot, allowed.services)
    left_out = _SCOUT_LEAVES_OUT if mode == "scout" else ()
    columns: Mapping[str, PartColumn] = {
        name: not_applicable("寻访时不计本项。")
        if name in left_out
        else score(subject, candidates, catalog, weights, as_of)
        for name, score in SCORERS.items()
    }
    return Context(
        need=subject,
        need_text=text,
        query=query,
        snapshot=snapshot,
        weights=weights,
        as_of=as_of,
        gate=allowed,
        candidates=candidates,
        columns=columns,
        fit=shown_fit(subject, candidates, catalog, weights),
        evidence=all_evidence(subject, candidates, catalog, weights, as_of),
    )


def _social(context: Context) -> npt.NDArray[np.bool_] | None:
    """Return which candidates are social organizations, None outside the nine fields (五(三))."""
    types = taxonomy()
    if types.priority_types.isdisjoint(types.type_codes(context.need.service_types)):
        return None
    rows = context.candidates.organization.tolist()
    held = context.snapshot.catalog.organizations
    return np.array([held[row].type in SOCIAL_TYPES for row in rows], dtype=np.bool_)


def _components(context: Context) -> tuple[NeedComponent, ...]:
    return match_components(
        context.need,
        context.need_text,
        context.snapshot,
        context.gate.services,
        context.weights.fit_threshold,
    )


def _entries(
    context: Context, ranking: Ranking, indices: Sequence[int]
) -> tuple[Recommendation, ...]:
    """Return the candidates at ``indices`` with ranks from 1."""
    return tuple(_entry(context, ranking, i, place) for place, i in enumerate(indices, start=1))


def _closest(context: Context, ranking: Ranking) -> tuple[int, ...]:
    """Return the three candidates of highest fit, then of highest score before calibration.

    A need that is nobody's lowers every fit to nothing, and still some come closer than others.
    """
    order = sorted(
        ranking.order.tolist(),
        key=lambda i: (-float(context.fit[i]), -float(context.candidates.hybrid[i])),
    )
    return tuple(order[:_NEAREST])


def _entry(context: Context, ranking: Ranking, index: int, place: int) -> Recommendation:
    organization, service = context.organization(index), context.service(index)
    route = context.gate.routes.get(int(context.candidates.organization[index]), PRIME)
    evidence = context.evidence[index]
    return Recommendation(
        rank=place,
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
        warnings=cautions(context, index, preferred=bool(ranking.preferred[index])),
    )


def _inputs(need: Need | str, subject: Need, context: Context, top_k: int, mode: str) -> RunInputs:
    snapshot = context.snapshot
    fingerprint = snapshot.model.encoder.fingerprint
    meta = subject.meta
    return RunInputs(
        mode=mode,
        need_id=subject.id if isinstance(need, Need) else None,
        need_version=None if meta is None else meta.version,
        text=None if isinstance(need, Need) else subject.description,
        top_k=top_k,
        as_of=context.as_of,
        catalog_version=snapshot.catalog.version,
        catalog_hash=snapshot.catalog.content_hash,
        index_hash=snapshot.index_hash,
        encoder_id=snapshot.model.name,
        encoder_fingerprint=fingerprint,
        recipe=recipe_of(snapshot.model),
        weights_version=context.weights.version,
    )


def _need_warnings(subject: Need, suitable: int, masked: int, mode: str) -> tuple[Caution, ...]:
    return need_cautions(subject, None if mode == "scout" else suitable, masked)
