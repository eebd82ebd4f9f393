"""Who could take on each component of a need that has several: 心理 and 就业 are two tasks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .catalog import Mask
from .identity import neutral_key
from .meaning import Component, TextModel, find_components
from .model import ComponentCandidate, Need, NeedComponent, Span
from .retrieve import make_query, retrieve
from .snapshot import Snapshot
from .text import EncodedText

#: Organizations named for each component in a run; how many suit is counted in full.
SHOWN = 5
#: A description as long as this says the tasks by itself; the title only gathers them up.
_SAYS_ALL = 12


def match_components(
    need: Need,
    text: EncodedText,
    snapshot: Snapshot,
    services: Mask,
    threshold: float,
    shown: int = SHOWN,
) -> tuple[NeedComponent, ...]:
    """Return the components in the order of the text; () for a need that is one task.

    A candidate of a component is an organization whose similarity to that component's text reaches
    ``threshold``; equals stand in the neutral order (F7). The first ``shown`` are named.
    """
    return tuple(
        _matched(component, need, text, snapshot, services, threshold, shown)
        for component in _components(text, snapshot.model)
    )


def _components(text: EncodedText, model: TextModel) -> tuple[Component, ...]:
    """Return the components of the description, or of title and description if it is short."""
    said = [p for p in text.pieces if p.field == "description" and len(p.masked.text) >= _SAYS_ALL]
    if not said:
        return find_components(text.text, model)
    return tuple(
        replace(c, spans=tuple((said[0].start + a, said[0].start + b) for a, b in c.spans))
        for c in find_components(said[0].masked.text, model)
    )


def _matched(
    component: Component,
    need: Need,
    text: EncodedText,
    snapshot: Snapshot,
    services: Mask,
    threshold: float,
    shown: int,
) -> NeedComponent:
    found = retrieve(make_query(component.text, snapshot.model), snapshot, services)
    catalog = snapshot.catalog
    organizations = [catalog.organizations[row] for row in found.organization]
    keys = np.array([neutral_key(need.id, o.id) for o in organizations], dtype=np.uint64)
    suiting = [
        index
        for index in np.lexsort((keys, -found.similarity)).tolist()
        if found.similarity[index] >= threshold
    ]
    category = snapshot.model.lexicon.categories[component.category]
    return NeedComponent(
        code=category.code,
        name=category.name,
        need_spans=_spans(component, need, text),
        suitable=len(suiting),
        candidates=tuple(
            ComponentCandidate(
                organization_id=organizations[index].id,
                organization_name=organizations[index].name,
                service_id=catalog.services[int(found.service[index])].id,
                similarity=float(found.similarity[index]),
            )
            for index in suiting[:shown]
        ),
    )


def _spans(component: Component, need: Need, text: EncodedText) -> tuple[Span, ...]:
    """Return the component's pieces in ``title + line break + description``."""
    statement = f"{need.title}\n{need.description}"
    places = (text.in_statement(start, end, need.title) for start, end in component.spans)
    return tuple(Span(*place, statement[slice(*place)]) for place in places if place is not None)
