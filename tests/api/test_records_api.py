"""Needs, organizations, services, evaluations: list, read, create, change."""

import pytest
from support.bodies import KINDS, bodies
from support.service import assert_problem

MISSING = "00000000-0000-5000-8000-000000000000"


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


def test_pages_hold_every_record_once(client, kind):
    seen, cursor = [], None
    while True:
        query = f"?limit=47{'' if cursor is None else f'&cursor={cursor}'}"
        page = client.get(f"/v1/{kind}{query}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == page["total"] > 47
    assert seen == sorted(set(seen))


def test_read_one_with_its_source_and_version(client, kind):
    listed = client.get(f"/v1/{kind}?limit=1").json()["items"][0]
    response = client.get(f"/v1/{kind}/{listed['id']}")
    assert response.status_code == 200
    assert response.json() == listed
    assert response.headers["ETag"] == f'"{listed["meta"]["version"]}"'
    assert listed["meta"]["source"]["file"].endswith(".xlsx")


def test_unknown_record_is_not_found(client, kind):
    assert_problem(client.get(f"/v1/{kind}/{MISSING}"), 404, "NOT_FOUND")


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=%00"])
def test_limits_of_lists(client, kind, query):
    assert_problem(
        client.get(f"/v1/{kind}?{query}"), 422, "VALIDATION", field=query.partition("=")[0]
    )


def test_create_read_change(writer, kind):
    owner = writer.get("/v1/organizations?limit=1").json()["items"][0]["id"]
    body = bodies(owner)[kind]
    made = writer.post(f"/v1/{kind}", json=body)
    assert made.status_code == 201, made.text
    record = made.json()
    assert record["meta"]["version"] == 1
    assert made.headers["ETag"] == '"1"'
    assert writer.get(f"/v1/{kind}/{record['id']}").json() == record
    assert_problem(writer.post(f"/v1/{kind}", json=body), 409, "CONFLICT")

    changed = writer.put(
        f"/v1/{kind}/{record['id']}",
        json={**body, "remarks": "改过"} if kind != "services" else {**body, "active": False},
        headers={"If-Match": '"1"'},
    )
    assert changed.status_code == 200, changed.text
    assert changed.json()["meta"]["version"] == 2
    assert changed.json() != record


def test_a_stale_version_is_a_conflict_that_names_both(writer, kind):
    owner = writer.get("/v1/organizations?limit=1").json()["items"][0]["id"]
    body = bodies(owner)[kind]
    path = f"/v1/{kind}/{writer.post(f'/v1/{kind}', json=body).json()['id']}"
    assert writer.put(path, json={**body, "version": 1}).status_code == 200
    found = assert_problem(writer.put(path, json={**body, "version": 1}), 409, "CONFLICT")
    assert "第 1 版" in found["message_zh"]
    assert "第 2 版" in found["message_zh"]


@pytest.mark.parametrize(
    ("version", "header"), [(None, None), (2, '"1"'), (None, "abc"), (None, '"99999999999"')]
)
def test_a_change_must_say_what_it_is_based_on(client, organization_id, version, header):
    body = {**bodies(organization_id)["services"], "version": version}
    headers = {} if header is None else {"If-Match": header}
    assert_problem(
        client.put(f"/v1/services/{MISSING}", json=body, headers=headers), 422, "VALIDATION"
    )


def test_change_of_an_unknown_record_is_not_found(client, organization_id, kind):
    body = {**bodies(organization_id)[kind], "version": 1}
    assert_problem(client.put(f"/v1/{kind}/{MISSING}", json=body), 404, "NOT_FOUND")


def test_phones_are_masked_and_contact_persons_left_out(client):
    page = client.get("/v1/organizations?limit=200").json()
    assert page["next_cursor"] is None
    shown = page["items"]
    assert {item["contact_name"] for item in shown} == {""}
    phones = [item["contact_phone"] for item in shown if item["contact_phone"]]
    assert phones
    assert not [p for p in phones if sum(c.isdigit() for c in p) > 8 and "*" not in p]


def test_a_change_without_contacts_keeps_them(writer):
    body = bodies("")["organizations"]
    made = writer.post("/v1/organizations", json=body).json()
    assert "12345678" not in str(made)
    kept = {**body, "remarks": "改名之前", "version": 1}
    del kept["contact_phone"]
    changed = writer.put(f"/v1/organizations/{made['id']}", json=kept).json()
    assert changed["contact_phone"] == made["contact_phone"] != ""


def test_a_code_with_a_wrong_check_character_is_refused(client):
    body = bodies("")["organizations"] | {"uscc": "52110000MJ0000001A"}
    found = assert_problem(client.post("/v1/organizations", json=body), 422, "VALIDATION", "uscc")
    assert "校验" in found["message_zh"]


def test_a_record_of_an_unknown_organization_is_refused(client):
    body = bodies(MISSING)["services"]
    assert_problem(client.post("/v1/services", json=body), 422)


def test_a_new_service_can_be_recommended_at_once(writer):
    owner = writer.get("/v1/organizations?limit=1").json()["items"][0]["id"]
    body = bodies(owner)["services"] | {
        "title": "雨棚漏水维修协商",
        "description": "邀请邻居协商雨棚漏水由谁出钱维修，签订楼门公约。",
    }
    assert writer.post("/v1/services", json=body).status_code == 201
    run = writer.post("/v1/recommendations", json={"text": "雨棚漏水，请人协商维修"}).json()
    listed = run["candidates"] or run["nearest"]
    assert "雨棚漏水维修协商" in [item["service_title"] for item in listed]
