"""Search: masks, best services, second services, pools, stored snapshots."""

import numpy as np
import pytest
from support.records import TYPES, model, need, organization, service, snapshot

from indexes import FlatIndex, SnapshotStore, TfidfIndex
from matcher.catalog import Catalog
from matcher.errors import Unavailable
from matcher.retrieve import make_query, retrieve
from matcher.snapshot import (
    IndexTypes,
    SnapshotContent,
    assemble,
    encode_services,
    snapshot_meta,
)
from matcher.text import need_text

TEXTS = {
    "看望": "每周上门看望独居老人，检查居家安全。",
    "义诊": "请医生进社区量血压，讲慢性病饮食。",
    "托管": "放学后看护小学生写作业，开展阅读。",
    "调解": "由律师调解邻里噪音和漏水矛盾。",
}


def many(copies=5):
    records = []
    for number in range(copies):
        for name, text in TEXTS.items():
            owner = f"{name}{number}"
            records.append(organization(owner))
            records.append(service(owner, title=name, description=f"{text}第{number}批"))
    return records


def found(snap, mask=None, pool=2000, text=None):
    query = make_query(text or need_text(need()).text, snap.model)
    allowed = np.ones(len(snap.texts), dtype=np.bool_) if mask is None else mask
    return retrieve(query, snap, allowed, pool=pool)


def test_the_fitting_service_comes_first():
    snap = snapshot(*many())
    result = found(snap)
    assert len(result) == 20
    best = snap.catalog.services[result.service[np.argmax(result.similarity)]]
    assert best.title == "看望"
    assert ((result.similarity >= 0) & (result.similarity <= 1)).all()


def test_the_mask_acts_inside_the_search():
    snap = snapshot(*many())
    mask = np.array([s.title != "看望" for s in snap.catalog.services])
    everything, masked = found(snap), found(snap, mask)
    assert len(masked) == 15
    kept = mask[everything.service]
    assert np.array_equal(everything.similarity[kept], masked.similarity)
    assert len(found(snap, np.zeros_like(mask))) == 0


@pytest.mark.parametrize("pool", [1, 3, 5])
def test_a_small_pool_gives_the_same_figures_for_whom_it_finds(pool):
    snap = snapshot(*many())
    everything, some = found(snap), found(snap, pool=pool)
    figures = dict(zip(everything.organization, everything.similarity, strict=True))
    assert 0 < len(some) <= len(everything)
    assert all(figures[o] == s for o, s in zip(some.organization, some.similarity, strict=True))
    assert some.similarity.max() == everything.similarity.max()


def test_a_second_service_adds_a_tenth_but_its_copy_nothing():
    first = service(id="s1")
    second = service(id="s2", title="居家安全", description="为独居老人检查安全隐患。")
    copy = service(id="s3")
    others = [organization("o2"), service("o2", description="放学后看护小学生写作业。")]
    alone = found(snapshot(organization(), first, *others)).hybrid[0]
    doubled = found(snapshot(organization(), first, copy, *others))
    assert doubled.hybrid[0] == pytest.approx(alone, abs=0.05)
    snap = snapshot(organization(), first, second, *others)
    query = make_query(need_text(need()).text, snap.model)
    both = found(snap)
    only = [np.array([s.id == name for s in snap.catalog.services]) for name in ("s1", "s2")]
    parts = [retrieve(query, snap, mask).hybrid[0] for mask in only]
    assert both.hybrid[0] == pytest.approx(max(parts) + 0.1 * min(parts), abs=2e-6)


def test_faiss_and_reference_agree_to_the_byte():
    records = many()
    one, two = snapshot(*records), snapshot(*records, types=IndexTypes(FlatIndex, TfidfIndex))
    for pool in (2000, 3):
        first, second = found(one, pool=pool), found(two, pool=pool)
        assert first.hybrid.tobytes() == second.hybrid.tobytes()
        assert first.service.tolist() == second.service.tolist()


def test_a_stored_snapshot_answers_alike(tmp_path):
    catalog, text_model = Catalog.build(many()), model()
    seen = []
    content = encode_services(catalog, text_model, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (20, 20)
    arrays, texts = content.pack()
    store = SnapshotStore(tmp_path)
    store.write(arrays, texts, snapshot_meta(catalog, text_model))
    opened = store.open_current(encoder_fingerprint=text_model.encoder.fingerprint)
    again = SnapshotContent.unpack(opened.arrays, opened.texts)
    one = assemble(catalog, text_model, TYPES, content)
    two = assemble(catalog, text_model, TYPES, again)
    assert one.index_hash == two.index_hash
    assert found(one).hybrid.tobytes() == found(two).hybrid.tobytes()


def test_content_of_another_catalog_is_refused():
    content = encode_services(Catalog.build(many(2)), model())
    with pytest.raises(Unavailable, match="rebuild"):
        assemble(Catalog.build(many(3)), model(), TYPES, content)


def test_an_empty_catalog_finds_nobody():
    assert len(found(snapshot())) == 0
    assert len(found(snapshot(organization()))) == 0


def test_a_text_without_known_words_scores_low():
    snap = snapshot(*many())
    assert found(snap, text="Ω").similarity.max() < 0.1


def test_a_tie_at_the_border_of_the_pool_is_kept_whole():
    ids = [f"e{i}" for i in range(10)]
    records = [organization(i, name="同名社会工作服务中心") for i in ids] + [
        service(i) for i in ids
    ]
    assert len(found(snapshot(*records), pool=2)) == 10


def test_a_masked_service_of_a_found_organization_stays_out():
    far = service(id="s2", description="每周上门看望独居老人，检查居家安全，发现隐患报告。")
    snap = snapshot(organization(), service(id="s1"), far, *many())
    mask = np.array([s.id != "s2" for s in snap.catalog.services])
    result = found(snap, mask, pool=3)
    shown = [snap.catalog.services[row].id for row in result.service]
    assert "s1" in shown
    assert "s2" not in shown
    row = snap.catalog.organization_row["o1"]
    alone = found(snap, mask)
    assert result.hybrid[result.organization == row] == alone.hybrid[alone.organization == row]
