"""Chromium of the system, driven by Playwright; in CI its absence is a failure, not a skip."""

import os
from pathlib import Path

import pytest
from support.service import Server, prepare_catalog

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
def address(browser, tmp_path_factory):
    folder = prepare_catalog(tmp_path_factory.mktemp("browser") / "catalog")
    server = Server(folder).wait()
    yield server.url
    server.stop()


@pytest.fixture(params=[1280, 390], ids=["desktop", "mobile"])
def page(request, browser, address):
    """A fresh page; whatever its console or network complains of fails the test."""
    opened = browser.new_page(viewport={"width": request.param, "height": 860})
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
