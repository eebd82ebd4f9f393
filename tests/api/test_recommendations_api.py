"""Recommendations over HTTP: the stored bytes, the declared model, the masked text."""

import json

import pytest
from pydantic import ConfigDict, create_model
from support.service import assert_problem

from api.schemas.views import RunView


@pytest.fixture
def code(client):
    return next(n["code"] for n in client.get("/v1/needs?limit=50").json()["items"] if n["code"])


def ask(client, path, **body):
    response = client.post(path, json=body)
    assert response.status_code == 200, response.text
    return response


@pytest.mark.parametrize("path", ["/v1/recommendations", "/v1/scout"])
def test_a_run_is_read_back_byte_for_byte(client, path):
    made = ask(client, path, text="给社区里的老年人送午饭", top_k=5)
    stored = client.get(f"/v1/runs/{made.json()['id']}")
    assert stored.status_code == 200
    assert stored.headers["content-type"] == "application/json"
    assert stored.content == made.content
    assert ask(client, path, text="给社区里的老年人送午饭", top_k=5).content == made.content


def test_a_need_is_found_by_code_and_by_id(client, code):
    made = ask(client, f"/v1/needs/{code}/recommendations", top_k=3)
    again = ask(client, f"/v1/needs/{made.json()['inputs']['need_id']}/recommendations", top_k=3)
    assert again.content == made.content
    assert client.post(f"/v1/needs/{code}/recommendations").status_code == 200


def test_every_run_has_exactly_the_declared_fields(client, code):
    run = ask(client, f"/v1/needs/{code}/recommendations").json()
    strict = create_model("Strict", __base__=RunView)
    strict.model_config = ConfigDict(extra="forbid")
    strict.model_rebuild(force=True)
    assert json.loads(strict.model_validate(run).model_dump_json()) == run


def test_parts_sum_to_the_total(client):
    run = ask(client, "/v1/recommendations", text="陪伴独居老人，教老人用手机", top_k=20).json()
    listed = run["candidates"] or run["nearest"]
    assert listed
    for item in listed:
        applied = [p for p in item["parts"] if p["points"] is not None]
        total = sum(p["points"] for p in applied) * 100 / sum(p["weight"] for p in applied)
        assert item["total"] == pytest.approx(total, abs=1e-4)


def test_a_longer_list_begins_with_the_shorter(client):
    text = "社区矛盾调解、邻里纠纷"
    short = ask(client, "/v1/scout", text=text, top_k=3).json()
    long = ask(client, "/v1/scout", text=text, top_k=200).json()
    assert long["candidates"][: len(short["candidates"])] == short["candidates"]


def test_excluded_and_eligible_are_everybody(client, code):
    run = ask(client, f"/v1/needs/{code}/recommendations").json()
    assert len(run["excluded"]) == run["counts"]["excluded"]
    assert run["counts"]["eligible"] + run["counts"]["excluded"] == run["counts"]["universe"]


def test_personal_data_is_masked_before_it_is_kept(client):
    made = ask(client, "/v1/recommendations", text="帮扶困难家庭，联系电话13912345678")
    assert "13912345678" not in made.text


def test_spans_point_into_the_text(client):
    text = "带孩子做手工、辅导作业"
    run = ask(client, "/v1/recommendations", text=text, top_k=30).json()
    spans = [
        r["need_span"]
        for c in run["candidates"] + run["nearest"]
        for r in c["reasons"]
        if r["need_span"]
    ]
    assert spans
    for span in spans:
        assert f"\n{text}"[span["start"] : span["end"]] == span["text"]


def test_markup_comes_back_as_text(client):
    text = "<script>alert(1)</script>独居老人探访"
    made = ask(client, "/v1/recommendations", text=text)
    assert made.headers["content-type"] == "application/json"
    assert made.headers["x-content-type-options"] == "nosniff"
    assert made.json()["inputs"]["text"] == text


def test_unknown_need(client):
    assert_problem(client.post("/v1/needs/ZZ-0000-000/recommendations", json={}), 404, "NOT_FOUND")
