"""Any JSON value in any field: an answer below 500 in the one shape (Hypothesis)."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.bodies import KINDS, bodies
from support.service import assert_problem

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | st.text(st.characters(), max_size=40),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = {
    "needs": ["title", "beneficiaries", "budget", "period", "continuity_conditions", "code"],
    "organizations": ["name", "uscc", "type", "rating", "annual_checks", "contact_phone"],
    "services": ["title", "price", "area", "assured_on", "largest_similar_project"],
    "evaluations": ["score", "evaluated_on", "evaluator_type", "sample_n", "service_types"],
}
FIXTURES_ARE_SHARED = [HealthCheck.function_scoped_fixture]


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=FIXTURES_ARE_SHARED
)
@given(data=st.data())
def test_any_value_in_a_field(client, kind, data):
    field = data.draw(st.sampled_from(FIELDS[kind]))
    body = bodies("x")[kind] | {field: data.draw(ANYTHING), "version": 1}
    response = client.put(
        f"/v1/{kind}/unknown",
        content=json.dumps(body),
        headers={"content-type": "application/json"},
    )
    assert response.status_code in (404, 422)
    assert_problem(response, response.status_code)


@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=FIXTURES_ARE_SHARED
)
@given(text=st.text(st.characters(), max_size=60))
def test_any_text_as_a_need(client, text):
    response = client.post(
        "/v1/recommendations",
        content=json.dumps({"text": text, "top_k": 1}),
        headers={"content-type": "application/json"},
    )
    if response.status_code != 200:
        assert_problem(response, 422, "VALIDATION", "text")
    else:
        assert client.get(f"/v1/runs/{response.json()['id']}").content == response.content
