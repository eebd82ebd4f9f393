"""Pages without anything from outside, health, the log line, the last border."""

import logging
import re

import pytest
from starlette.testclient import TestClient
from support.service import assert_problem
from support.tree import ROOT

from api.app import create_app
from matcher.settings import Settings

STATIC = sorted((ROOT / "api" / "static").iterdir())


@pytest.mark.parametrize("path", ["/", "/docs", *(f"/static/{p.name}" for p in STATIC)])
def test_pages_come_with_a_policy(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", STATIC, ids=lambda p: p.name)
def test_static_files_fetch_nothing_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text))
    assert addresses <= {"http://www.w3.org"}
    assert not re.search(r"<script>|\son\w+=|style=|innerHTML|insertAdjacentHTML", text)


def test_alive_and_ready(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["ready"] is True
    assert ready.json()["counts"]["organization"] > 100
    assert ready.json()["encoder_id"] == "duijie-static"
    assert ready.json()["degraded_zh"] == ""


def test_the_log_has_one_line_without_the_text(client, caplog):
    with caplog.at_level(logging.INFO, logger="duijie"):
        client.post("/v1/recommendations", json={"text": "极其罕见的需求词"})
        client.get("/v1/needs/secret-reference")
    lines = [r.getMessage() for r in caplog.records if r.name == "duijie.api.requests"]
    assert [re.sub(r"\d+ ms|[0-9a-f]{12}", "_", line) for line in lines] == [
        "request _ POST /v1/recommendations 200 _",
        "request _ GET /v1/needs/{id} 404 _",
    ]
    assert "罕见" not in caplog.text
    assert "secret" not in caplog.text


class Broken:
    """Services of which every use fails in a way that nobody foresaw."""

    class imports:
        @staticmethod
        def close_unfinished():
            return None

    def __getattr__(self, name):
        raise RuntimeError(f"password=hunter2 {name}")


def test_an_unknown_failure_gives_an_id_and_nothing_else(caplog):
    with TestClient(create_app(Settings(), Broken())) as client:
        response = client.get("/readyz")
    found = assert_problem(response, 500, "INTERNAL")
    error_id = response.headers["x-request-id"]
    assert error_id in found["message_zh"]
    assert "hunter2" not in response.text
    assert any(error_id in r.getMessage() and r.exc_info for r in caplog.records)


def test_an_unreachable_database_is_said_at_once(tmp_path):
    broken = Settings(data_dir=tmp_path, database_url="postgresql+psycopg://127.0.0.1:1/none")
    with pytest.raises(Exception, match="数据库"), TestClient(create_app(broken)):
        pass
