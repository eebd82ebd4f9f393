"""The two judged sets: our own held half, and the devset; every channel scored by the product."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from quality.baselines import BM25

from matcher.catalog import Catalog
from matcher.compose import INDEX_TYPES, text_model
from matcher.development import (
    ExampleNeed,
    ExampleOrganization,
    example_needs,
    example_organizations,
    grade,
    score_channels,
)
from matcher.retrieve import make_query
from matcher.settings import Settings
from matcher.snapshot import build_snapshot
from matcher.text import need_text

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class JudgedSet:
    """Needs against organizations: ``scores`` (n_need, n_organization) by channel and BM25."""

    name: str
    needs: tuple
    ids: tuple
    channels: dict
    outside: np.ndarray
    grades: np.ndarray

    def style(self, name):
        """Return (n_need,) bool."""
        return np.array([need.style == name for need in self.needs])

    def hybrid(self, blend):
        """Return the blend of channels."""
        return sum(weight * np.clip(self.channels[name], 0, 1) for name, weight in blend.items())


@cache
def model():
    """Return the text model as shipped."""
    return text_model(Settings())


def own(half):
    """Return a half of our own needs, those that nobody should get among them."""
    organizations = example_organizations()
    lexicon = model().lexicon
    needs = tuple(need for need in example_needs() if need.half == half)
    return judged_set(f"自有·{half}", needs, organizations, lambda n, o: grade(n, o, lexicon))


def devset():
    """Return the devset: real needs and organizations, judged by reading."""
    grades = {}
    for line in _lines("devset/qrels.tsv"):
        need, organization, value = line.split("\t")
        grades[need, organization] = int(value)
    organizations = tuple(
        ExampleOrganization(o["id"], o["name"], o["capability"], (), ())
        for o in map(json.loads, _lines("devset/orgs.jsonl"))
    )
    needs = tuple(
        ExampleNeed(n["id"], n["title"], n["text"], n["style"], "", (), ())
        for n in map(json.loads, _lines("devset/needs.jsonl"))
    )
    return judged_set("真实需求", needs, organizations, lambda n, o: grades.get((n.id, o.id), 0))


def judged_set(name, needs, organizations, grade_of):
    """Score every need against every organization in every channel."""
    records = [record for o in organizations for record in o.as_records()]
    snapshot = build_snapshot(Catalog.build(records), model(), INDEX_TYPES)
    by_id = {o.id: o for o in organizations}
    columns = [by_id[service.organization_id] for service in snapshot.catalog.services]
    bm25 = BM25(snapshot.texts, model().words.tokenize)
    scored, outside, plain = [], [], []
    for need in needs:
        text = need_text(need.as_need()).text
        query = make_query(text, model())
        scored.append(score_channels(query, snapshot))
        outside.append(query.outside)
        plain.append(bm25.scores(text))
    channels = {c: np.stack([by[c] for by in scored]) for c in scored[0]}
    return JudgedSet(
        name=name,
        needs=needs,
        ids=tuple(o.id for o in columns),
        channels=channels | {"bm25": np.stack(plain)},
        outside=np.array(outside),
        grades=np.array([[grade_of(n, o) for o in columns] for n in needs]),
    )


def _lines(name):
    return (DATA / name).read_text(encoding="utf-8").splitlines()


def examples(name):
    """Return the records of one of our own files of texts."""
    return [json.loads(line) for line in _lines(f"{name}.jsonl")]
