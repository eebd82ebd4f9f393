"""Order, rows, columns and hash of the catalog."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from support.records import evaluation, federation, listed, need, organization, service

from matcher.catalog import Catalog
from matcher.errors import InvalidInput
from matcher.model import Meta, Source

RECORDS = [
    *(organization(f"o{i}", staff_full=i) for i in range(9)),
    *(service(f"o{i}", id=f"s{j}-{i}") for i in range(9) for j in range(2)),
    *(evaluation(f"o{i}") for i in range(4)),
    listed("o2"),
    federation("o3", members=("o4",)),
]


def test_input_order_changes_nothing():
    shuffled = [RECORDS[i] for i in np.random.default_rng(5).permutation(len(RECORDS))]
    one, two = Catalog.build(RECORDS), Catalog.build(shuffled)
    assert one.content_hash == two.content_hash
    assert one.organizations == two.organizations
    assert np.array_equal(one.service_organization, two.service_organization)


def test_rows_lead_to_their_records():
    catalog = Catalog.build(RECORDS)
    for row, held in enumerate(catalog.services):
        owner = catalog.organizations[catalog.service_organization[row]]
        assert owner.id == held.organization_id
        assert catalog.service_row[held.id] == row
    row = catalog.organization_row["o2"]
    assert [c.organization_id for c in catalog.credit_of[row]] == ["o2"]
    assert len(catalog.services_of[row]) == 2
    assert catalog.staff[row] == 2
    assert np.isnan(catalog.certified).all()


def test_columns_cannot_be_written():
    catalog = Catalog.build(RECORDS)
    with pytest.raises(ValueError, match="read-only"):
        catalog.staff[0] = 1


def test_hash_follows_facts_not_provenance():
    when = datetime(2026, 1, 1, tzinfo=UTC)
    meta = Meta(3, Source("供给目录.xlsx", "Sheet1", 7), when, when)
    base = Catalog.build(RECORDS).content_hash
    assert Catalog.build([replace(r, meta=meta) for r in RECORDS]).content_hash == base
    assert Catalog.build([*RECORDS, need()]).content_hash == base
    changed = [replace(RECORDS[0], staff_full=77), *RECORDS[1:]]
    assert Catalog.build(changed).content_hash != base


def test_broken_references_are_refused():
    with pytest.raises(InvalidInput, match="不存在"):
        Catalog.build([service("nobody")])
    with pytest.raises(InvalidInput, match="编号相同"):
        Catalog.build([organization(), organization()])


def test_an_empty_catalog_is_a_catalog():
    assert len(Catalog.build([])) == 0
