"""Imports as jobs: what is submitted is looked at, then confirmed, and only then written."""

import time

import pytest
from support.service import assert_problem

CSV = (
    "需求编号,需求名称,需求描述,所属街道,服务类型,受益群众,预算（万元）\n"
    "ZZ-2026-001,花园共建,带居民设计并照料小花园。,样例街道,社区治理,社区居民,3.5\n"
    "ZZ-2026-002,夜间护校,放学时段在校门口引导车流。,样例街道,社区治理,儿童,2\n"
)


def submit(client, *files):
    parts = [("files", (name, data)) for name, data in files]
    return client.post("/v1/imports", files=parts)


def finished(client, job_id, *statuses):
    for _ in range(600):
        job = client.get(f"/v1/imports/{job_id}").json()
        if job["status"] in statuses:
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_preview_then_confirm(writer):
    before = writer.get("/v1/needs?limit=1").json()["total"]
    answer = submit(writer, ("需求.csv", CSV.encode("gb18030")))
    assert answer.status_code == 202
    job = finished(writer, answer.json()["id"], "previewed")
    assert job["progress"] == 100
    assert job["plan"]["counts"]["needs"] == {"create": 2, "update": 0, "unchanged": 0}
    assert {c["title"] for c in job["plan"]["changes"]} == {"花园共建", "夜间护校"}
    assert writer.get("/v1/needs?limit=1").json()["total"] == before

    assert writer.post(f"/v1/imports/{job['id']}/confirm").status_code == 202
    job = finished(writer, job["id"], "confirmed", "failed")
    assert (job["status"], job["catalog_version"]) == ("confirmed", 2)
    assert writer.get("/v1/needs?limit=1").json()["total"] == before + 2
    assert_problem(writer.post(f"/v1/imports/{job['id']}/confirm"), 409, "NOT_ALLOWED")


def test_answers_are_put_into_their_cells(writer):
    broken = CSV.replace(",3.5\n", ",三到五个\n")
    job = finished(writer, submit(writer, ("a.csv", broken.encode())).json()["id"], "previewed")
    issue = next(i for i in job["plan"]["issues"] if i["row"] == 2)
    answers = [{k: issue[k] for k in ("sheet", "row", "column")} | {"value": "3.5"}]
    writer.post(f"/v1/imports/{job['id']}/confirm", json={"answers": answers})
    job = finished(writer, job["id"], "confirmed", "failed", "previewed")
    assert job["status"] == "confirmed"
    need = next(
        n for n in writer.get("/v1/needs?limit=200").json()["items"] if n["code"] == "ZZ-2026-001"
    )
    assert need["budget"]["low"] == "35000.00"


@pytest.mark.parametrize(
    "answer",
    [
        {"sheet": "a", "row": 0, "column": "A", "value": ""},
        {"sheet": "a", "row": 1, "column": "7", "value": ""},
        {"sheet": "a", "row": 1, "column": "A"},
    ],
)
def test_answers_must_name_a_cell(client, answer):
    response = client.post("/v1/imports/none/confirm", json={"answers": [answer]})
    assert_problem(response, 422, "VALIDATION")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.xlsx", b"", "FILE_EMPTY"),
        ("截断.xlsx", b"PK\x03\x04 and nothing more", None),
        ("图.csv", b"\x89PNG\r\n\x1a\n" + bytes(64), None),
    ],
)
def test_an_unusable_file_fails_with_its_name(client, name, data, code):
    job = finished(client, submit(client, (name, data)).json()["id"], "failed")
    assert name in job["message_zh"]
    assert job["error_code"].startswith("FILE_")
    assert code in (None, job["error_code"])
    assert_problem(client.post(f"/v1/imports/{job['id']}/confirm"), 409, "NOT_ALLOWED")


def test_a_form_without_files(client):
    assert_problem(client.post("/v1/imports"), 422, "VALIDATION", "files")
    assert_problem(client.post("/v1/imports", data={"files": "text"}), 422)
    response = client.post(
        "/v1/imports", content=b"--x\r\nbroken", headers={"content-type": "multipart/form-data"}
    )
    assert_problem(response, 400)


def test_a_file_above_the_limit(client):
    assert_problem(submit(client, ("大.csv", b"a" * (20 * 1024 * 1024 + 1))), 413, "FILE_TOO_BIG")


def test_names_lose_their_folders(client):
    job = submit(client, ("../../etc/甲.csv", b"x")).json()
    assert job["files"] == ["甲.csv"]
    finished(client, job["id"], "failed", "previewed")
