"""Take away what a reason cites and the part it belongs to falls (F9), over whole catalogs."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from support.records import TODAY, need, snapshot
from support.varied import varied_catalog

from matcher.model import Service
from matcher.recommend import recommend
from matcher.weights import default_weights

WANTED = need(
    description="组织志愿者上门看望独居老人，检查居家安全，发现隐患及时报告，并陪伴就医。",
)


def listed(records, wanted=WANTED):
    run = recommend(wanted, snapshot(*records), default_weights(), TODAY, 100, "need")
    return {c.organization_id: c for c in (*run.candidates, *run.nearest)}


def fit(entry):
    return next(p.value for p in entry.parts if p.name == "fit")


def without(records, reason):
    """Return the records with the cited words gone from the cited service."""
    words = reason.service_span.text

    def cut(record):
        if not isinstance(record, Service) or record.id != reason.service_id:
            return record
        title, description = (t.replace(words, "") for t in (record.title, record.description))
        return replace(record, title=title, description=description)

    return [cut(r) for r in records]


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_F9_without_the_cited_words_the_fit_falls(seed):
    records = varied_catalog(8, seed)
    before = listed(records)
    cited = [(name, r) for name, c in before.items() for r in c.reasons if r.code == "R01"]
    for name, reason in cited[:10]:
        after = listed(without(records, reason))
        assert name not in after or fit(after[name]) < fit(before[name]), reason.message_zh


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_F9_parts_times_weights_make_the_total(seed):
    for entry in listed(varied_catalog(10, seed)).values():
        applied = [p for p in entry.parts if p.value is not None]
        points = sum(p.value * p.weight for p in applied)
        assert abs(points * 100 / sum(p.weight for p in applied) - entry.total) < 0.01
        assert all(0 <= p.value <= 1 for p in applied)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.integers(1, 9))
def test_F6_the_shorter_list_begins_the_longer(seed, k):
    snap = snapshot(*varied_catalog(12, seed))
    runs = [recommend(WANTED, snap, default_weights(), TODAY, n, "need") for n in (k, 100)]
    assert runs[0].candidates == runs[1].candidates[:k]
