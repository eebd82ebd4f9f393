"""Real services on a real data folder; the sample catalog is imported once and copied."""

import shutil

import pytest

from matcher.compose import build_services
from matcher.settings import Settings


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory):
    """A data folder with the sample catalog; tests copy it and never write to it."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    services = build_services(Settings(data_dir=folder))
    services.maintenance.import_sample_if_empty()
    services.close()
    return folder


@pytest.fixture
def data_dir(sample_folder, tmp_path):
    return shutil.copytree(sample_folder, tmp_path / "data")


@pytest.fixture
def start():
    """Start services on a folder; all are closed at the end of the test."""
    opened = []

    def build(folder, **settings):
        services = build_services(Settings(data_dir=folder, **settings))
        opened.append(services)
        return services

    yield build
    for services in opened:
        services.close()


@pytest.fixture
def sample(data_dir, start):
    return start(data_dir)


@pytest.fixture
def empty(tmp_path, start):
    return start(tmp_path / "empty")
