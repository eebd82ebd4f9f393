"""One recommendation: gate → retrieve → parts → rank → explain, as a pure function.

The same need, snapshot, weights and day give the same run, byte for byte (F6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt

from .canonical import sha256_of
from .components import match_components
from .errors import InvalidInput
from .explain import Context, need_cautions, no_answer_zh
from .framing import ALONE, Framing
from .gate import gate
from .listing import make_lists, social_candidates
from .meaning import TextModel
from .model import (
    Caution,
    Counts,
    Need,
    NeedComponent,
    Run,
    RunInputs,
)
from .parts import SCORERS, PartColumn, not_applicable
from .parts.fit import shown_fit
from .parts.performance import all_evidence
from .privacy import MARK, mask_personal_data
from .rank import rank
from .retrieve import make_query, retrieve
from .runs import run_id
from .snapshot import Snapshot
from .taxonomy import taxonomy
from .text import RECIPE, need_text
from .weights import Weights

NOTICE_ZH = "仅供参考，不作为评审依据"
#: Version of the rules in gate, parts, rank and explain: the same inputs under other rules are
#: another run, with another id.
RULES = "3"
MODES = ("need", "text", "scout")
#: Scouting asks who works in a field: there is no budget, place or term to compare with.
_SCOUT_LEAVES_OUT = ("budget", "coverage", "continuity")
_SCOUTING = "寻访时不计本项。"
_RECOMPETE = "现有承接组织的期限将满 36 个月，须重新比选，本项对所有组织都不计。"
_TITLE_LENGTH = 30


def recommend(
    need: Need | str,
    snapshot: Snapshot,
    weights: Weights,
    as_of: date,
    top_k: int,
    mode: str,
    framing: Framing = ALONE,
) -> Run:
    """Return the run for a need of the directory or for free text.

    ``mode`` is "need" for a Need, "text" or "scout" for text. At most ``top_k`` >= 1 organizations
    are listed; the first k do not depend on it. When nobody's fit reaches
    the threshold, nobody is listed and the nearest are shown; where somebody's does, the others
    stay in their place, marked W20. ``framing``: what is known around the need.

    Raises InvalidInput for an unknown mode, an empty text or ``top_k`` below 1.
    """
    _check(need, top_k, mode)
    subject, found = _subject(need)
    context = _context(subject, snapshot, weights, as_of, mode, framing)
    catalog = snapshot.catalog
    ids = [catalog.organizations[row].id for row in context.candidates.organization]
    ranking = rank(context.columns, weights, subject.id, ids, _priority(context))
    in_principle = _in_principle(subject, framing, mode)
    lists = make_lists(context, ranking, top_k, in_principle=in_principle)
    inputs = _inputs(need, subject, context, top_k, mode, framing)
    return Run(
        id=run_id(inputs),
        inputs=inputs,
        notice_zh=NOTICE_ZH,
        answer_zh=None if lists.suitable else no_answer_zh(context, lists.closest),
        need_title=subject.title or subject.description[:_TITLE_LENGTH],
        candidates=lists.candidates,
        nearest=lists.nearest,
        excluded=context.gate.exclusions,
        need_warnings=_need_warnings(subject, lists.suitable, found, mode, framing),
        components=() if mode == "scout" else _components(context),
        counts=_counts(context, lists.suitable),
        newcomers=lists.newcomers,
        other_suppliers=lists.other_suppliers,
        in_principle=in_principle,
    )


def _counts(context: Context, suitable: int) -> Counts:
    gate = context.gate
    eligible = int(gate.allowed.sum())
    return Counts(len(context.snapshot.catalog), eligible, len(gate.exclusions), suitable)


def recipe_of(model: TextModel, framing: str) -> str:
    """Return the name of everything but weights and encoder that turns a text into a run.

    Text rules, calibration, lexicon, reranker (none: ``-``), the fingerprint of the ``framing``
    (none: ``-``) and the rules of this package.
    """
    reranker = "-" if model.reranker is None else sha256_of(model.reranker.fingerprint)[:8]
    lexicon = model.lexicon.fingerprint[:8]
    return "+".join((RECIPE, model.calibration.version, lexicon, reranker, framing, RULES))


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
    subject: Need,
    snapshot: Snapshot,
    weights: Weights,
    as_of: date,
    mode: str,
    framing: Framing,
) -> Context:
    catalog = snapshot.catalog
    allowed = gate(None if mode == "scout" else subject, catalog, as_of)
    text = need_text(subject)
    query = make_query(text.text, snapshot.model)
    candidates = retrieve(query, snapshot, allowed.services)
    left_out = dict.fromkeys(_SCOUT_LEAVES_OUT, _SCOUTING) if mode == "scout" else {}
    if framing.recompete:
        left_out.setdefault("continuity", _RECOMPETE)
    columns: Mapping[str, PartColumn] = {
        name: not_applicable(left_out[name])
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


def _priority(context: Context) -> npt.NDArray[np.bool_] | None:
    """Return which candidates are social organizations, None outside the nine fields (五(三))."""
    types = taxonomy()
    if types.priority_types.isdisjoint(types.type_codes(context.need.service_types)):
        return None
    return social_candidates(context)


def _in_principle(need: Need, framing: Framing, mode: str) -> bool:
    """Return whether the need 原则上 goes to a social organization, by its item or its types."""
    types = taxonomy()
    named = not types.in_principle_types.isdisjoint(types.type_codes(need.service_types))
    return mode != "scout" and (framing.in_principle or named)


def _components(context: Context) -> tuple[NeedComponent, ...]:
    return match_components(
        context.need,
        context.need_text,
        context.snapshot,
        context.gate.services,
        context.weights.fit_threshold,
    )


def _inputs(
    need: Need | str, subject: Need, context: Context, top_k: int, mode: str, framing: Framing
) -> RunInputs:
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
        recipe=recipe_of(snapshot.model, framing.fingerprint),
        weights_version=context.weights.version,
    )


def _need_warnings(
    subject: Need, suitable: int, masked: int, mode: str, framing: Framing
) -> tuple[Caution, ...]:
    own = need_cautions(subject, None if mode == "scout" else suitable, masked)
    return tuple(sorted((*own, *framing.notes), key=lambda caution: caution.code))
