import pytest
from support.service import copy_catalog, prepare_catalog


@pytest.fixture(scope="session")
def imported(tmp_path_factory):
    """A data folder with the bundled catalog; commands that change it take a copy."""
    return prepare_catalog(tmp_path_factory.mktemp("cli") / "catalog")


@pytest.fixture
def own(imported, tmp_path):
    return copy_catalog(imported, tmp_path / "own").data_dir
