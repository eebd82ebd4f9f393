"""One catalog for the session; readers share a client, writers get a copy of their own."""

import pytest
from starlette.testclient import TestClient
from support.service import copy_catalog, prepare_catalog

from api.app import create_app


@pytest.fixture(scope="session")
def catalog_folder(tmp_path_factory):
    return prepare_catalog(tmp_path_factory.mktemp("api") / "catalog")


@pytest.fixture(scope="session")
def client(catalog_folder, tmp_path_factory):
    settings = copy_catalog(catalog_folder, tmp_path_factory.mktemp("api") / "read")
    with TestClient(create_app(settings)) as opened:
        yield opened


@pytest.fixture
def writer(catalog_folder, tmp_path):
    settings = copy_catalog(catalog_folder, tmp_path / "write")
    with TestClient(create_app(settings)) as opened:
        yield opened


@pytest.fixture(scope="session")
def organization_id(client):
    return client.get("/v1/organizations?limit=1").json()["items"][0]["id"]
