"""Chromium of the system, driven by Playwright; in CI its absence is a failure, not a skip."""

import json
import os
import urllib.request
from pathlib import Path

import pytest
from support.service import Server, copy_catalog, prepare_catalog

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing; .ci/run installs it")
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def catalog(browser, tmp_path_factory):
    return prepare_catalog(tmp_path_factory.mktemp("browser") / "catalog")


@pytest.fixture(scope="session")
def address(catalog):
    server = Server(catalog).wait()
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def market(catalog, tmp_path_factory):
    """A second service whose catalog also has an enterprise that fosters organizations."""
    folder = tmp_path_factory.mktemp("market") / "catalog"
    copy_catalog(catalog, folder)
    server = Server(folder).wait()
    made = post(server.url, "/v1/organizations", name="京枢社区发展咨询有限公司", type="企业")
    owner = {"organization_id": made["id"], "service_types": ["社会组织培育"]}
    post(
        server.url,
        "/v1/services",
        **owner,
        title="社区社会组织孵化培育",
        description="培育孵化社区社会组织：摸底登记、备案辅导、能力培训、陪伴督导、公益项目创投。",
    )
    post(
        server.url,
        "/v1/evaluations",
        **owner,
        project="孵化<b>陪伴</b>",
        score=91.25,
        evaluated_on="2026-03",
        evaluator_type="第三方",
        evaluator_org="<img src=x onerror=\"document.title='y'\">评估中心",
    )
    yield server.url
    server.stop()


def post(address, path, **body):
    """Send ``body`` to a service and return what it answers."""
    request = urllib.request.Request(
        address + path,
        json.dumps(body).encode("utf-8"),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


@pytest.fixture(params=[1280, 390], ids=["desktop", "mobile"])
def width(request):
    return request.param


@pytest.fixture
def page(width, browser, address):
    yield from watched(browser, address, width)


@pytest.fixture
def market_page(width, browser, market):
    yield from watched(browser, market, width)


def watched(browser, address, width):
    """A fresh page; whatever its console or network complains of is kept in ``complaints``."""
    opened = browser.new_page(viewport={"width": width, "height": 860})
    complaints = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    opened.on(
        "request",
        lambda r: None if r.url.startswith(address) else complaints.append(f"outside: {r.url}"),
    )
    opened.goto(address)
    # The banner comes with the state and moves what lies below it: no click before that.
    opened.wait_for_selector("#state:not(:empty)", state="attached")
    opened.complaints = complaints
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def asked():
    """Return a function that asks a service about a need of the catalog, as of a fixed day."""

    def ask(address, need, as_of="2026-07-01"):
        return post(address, f"/v1/needs/{need}/recommendations", top_k=5, as_of=as_of)

    return ask
