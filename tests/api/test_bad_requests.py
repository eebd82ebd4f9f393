"""Whatever comes in, the answer is a Chinese sentence in the one shape, never a 500."""

import json

import pytest
from support.bodies import bodies
from support.service import assert_problem

WRITES = [
    ("POST", "/v1/needs"),
    ("POST", "/v1/organizations"),
    ("POST", "/v1/services"),
    ("POST", "/v1/evaluations"),
    ("PUT", "/v1/needs/x"),
    ("PUT", "/v1/organizations/x"),
    ("PUT", "/v1/services/x"),
    ("PUT", "/v1/evaluations/x"),
    ("POST", "/v1/needs/x/recommendations"),
    ("POST", "/v1/recommendations"),
    ("POST", "/v1/scout"),
    ("POST", "/v1/imports/x/confirm"),
]
JSON = {"content-type": "application/json"}
BROKEN = {
    "cut off": b'{"text": "abc',
    "not json": b"text=1",
    "latin": b'{"text": "\xe9"}',
    "nested": b"[" * 100_000,
    "long integer": b'{"top_k": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize(("method", "path"), WRITES)
@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_json(client, method, path, content):
    response = client.request(method, path, content=content, headers=JSON)
    assert response.status_code in (400, 422)
    assert_problem(response, response.status_code)


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_wrong_shape_or_media_type(client, method, path):
    assert_problem(client.request(method, path, json=[1]), 422, "VALIDATION")
    assert_problem(
        client.request(method, path, content=b"<a/>", headers={"content-type": "text/xml"}), 422
    )
    assert_problem(client.request(method, path, json={"不存在": 1}), 422, "VALIDATION")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "字" * 201}, "title"),
        ({"title": None}, "title"),
        ({"title": "带\0字"}, "title"),
        ({"description": "坏\ud800字"}, "description"),
        ({"budget": {"low": float("nan")}}, "budget.low"),
        ({"budget": {"low": -1}}, "budget.low"),
        ({"budget": {"low": "1e30"}}, "budget.low"),
        ({"budget": {"low": 2, "high": 1}}, "budget"),
        ({"required_staff": 2**63}, "required_staff"),
        ({"required_staff": 1.5}, "required_staff"),
        ({"beneficiaries": [{"label": "甲"}, {"note": "乙"}]}, "beneficiaries.1.label"),
        ({"period": {"start": "2026-02-30"}}, "period.start"),
        ({"period": {"start": "2026-05", "end": "2026-04"}}, "period"),
        ({"status": "gone"}, "status"),
        ({"code": "编号 一"}, "code"),
        ({"bugdet": {}}, "bugdet"),
    ],
)
def test_the_sentence_names_the_field(client, change, field):
    content = json.dumps(bodies("")["needs"] | change)
    found = assert_problem(
        client.post("/v1/needs", content=content, headers=JSON), 422, "VALIDATION", field
    )
    assert "“" in found["message_zh"]
    assert not any(word in found["message_zh"].lower() for word in ("input", "valid", "string"))


@pytest.mark.parametrize("path", ["/v1/recommendations", "/v1/scout"])
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n"}, "text"),
        ({"text": "字" * 5001}, "text"),
        ({"text": "坏\ud800字"}, "text"),
        ({"text": "带\0字"}, "text"),
        ({"text": 5}, "text"),
        ({}, "text"),
        ({"text": "好", "top_k": 0}, "top_k"),
        ({"text": "好", "top_k": 201}, "top_k"),
        ({"text": "好", "top_k": 10**30}, "top_k"),
        ({"text": "好", "as_of": "昨天"}, "as_of"),
    ],
)
def test_limits_of_what_can_be_asked(client, path, body, field):
    response = client.post(path, content=json.dumps(body), headers=JSON)
    assert_problem(response, 422, "VALIDATION", field)


@pytest.mark.parametrize("body", [{"text": "好", "weights_version": "没有"}])
def test_unknown_weights(client, body):
    assert_problem(client.post("/v1/recommendations", json=body), 404, "NOT_FOUND")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/nothing",
        "/nothing",
        "/static/nothing.css",
        "/static/../app.py",
        "/v1/needs/%00",
        "/v1/needs/" + "x" * 500,
        "/v1/runs/none",
        "/v1/imports/none",
        "/v1/export/money",
    ],
)
def test_no_such_address(client, path):
    assert_problem(client.get(path), 404, "NOT_FOUND")


def test_wrong_method(client):
    response = client.delete("/v1/needs")
    assert_problem(response, 405, "METHOD_NOT_ALLOWED")


@pytest.mark.parametrize("declared", [True, False])
def test_bodies_have_a_limit(client, declared):
    big = b'{"text": "' + b"a" * (1024 * 1024) + b'"}'
    content = big if declared else (big[i : i + 65536] for i in range(0, len(big), 65536))
    response = client.post("/v1/recommendations", content=content, headers=JSON)
    assert_problem(response, 413, "TOO_LARGE")
