"""Among equals nobody is favoured (F7), and counts always add up (F8, F9)."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from support.records import TODAY, federation, listed, need, organization, service, snapshot

from matcher.catalog import Catalog
from matcher.codes import CODES
from matcher.gate import gate
from matcher.model import CreditList, CreditState, LegalStatus, OrganizationType
from matcher.parts import column, not_applicable
from matcher.rank import rank
from matcher.recommend import recommend
from matcher.weights import default_weights


def test_F7_each_of_five_equals_is_first_200_of_1000_times():
    names = [f"organization-{i}" for i in range(5)]
    left_out = not_applicable("")
    columns = dict.fromkeys(default_weights().parts, left_out) | {
        "fit": column([0.5] * 5, lambda _: "")
    }
    firsts = [
        int(rank(columns, default_weights(), f"need-{i}", names).order[0]) for i in range(1000)
    ]
    three_sigma = 3 * np.sqrt(1000 * 0.2 * 0.8)
    assert all(abs(count - 200) <= three_sigma for count in np.bincount(firsts, minlength=5))


def test_F7_equals_through_the_whole_recommendation():
    ids = [f"e{i}" for i in range(5)]
    records = [organization(i, name="同名社会工作服务中心") for i in ids] + [
        service(i) for i in ids
    ]
    snap = snapshot(*records)
    firsts = {i: 0 for i in ids}
    for number in range(200):
        run = recommend(need(id=f"n{number}"), snap, default_weights(), TODAY, 1, "need")
        firsts[run.candidates[0].organization_id] += 1
    three_sigma = 3 * np.sqrt(200 * 0.2 * 0.8)
    assert all(abs(count - 40) <= three_sigma for count in firsts.values())


ORGANIZATIONS = st.builds(
    dict,
    legal_status=st.sampled_from(LegalStatus),
    type=st.sampled_from(OrganizationType),
    paused=st.booleans(),
    concurrent_projects=st.none() | st.integers(0, 3),
    max_concurrent=st.none() | st.integers(0, 3),
)
CHECKS = st.builds(
    dict,
    register=st.sampled_from(CreditList),
    state=st.sampled_from(CreditState),
    days_ago=st.integers(-20, 60),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(ORGANIZATIONS, st.lists(CHECKS, max_size=3)), max_size=8), st.integers(0, 40)
)
def test_F8_eligible_and_excluded_make_the_universe(drawn, days):
    records = [organization("fed", type=OrganizationType.FEDERATION), federation(members=("o0",))]
    for number, (facts, checks) in enumerate(drawn):
        records.append(organization(f"o{number}", **facts))
        records += [listed(f"o{number}", id=f"c{number}-{i}", **c) for i, c in enumerate(checks)]
    catalog = Catalog.build(records)
    found = gate(need(), catalog, TODAY - timedelta(days=days))
    assert int(found.allowed.sum()) + len(found.exclusions) == len(catalog)
    outside = {e.organization_id for e in found.exclusions}
    assert len(outside) == len(found.exclusions)
    for row, one in enumerate(catalog.organizations):
        assert found.allowed[row] == (one.id not in outside)
        filed = one.type is OrganizationType.FILED_GROUP
        if found.allowed[row] and (filed or one.legal_status is not LegalStatus.NORMAL):
            assert found.routes[row].kind == "federation"
    for exclusion in found.exclusions:
        assert exclusion.code in CODES
        assert exclusion.ground_zh
        assert exclusion.source
