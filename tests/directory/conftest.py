"""The shipped text model and directories, and folders of directories."""

import pytest

from matcher.compose import text_model
from matcher.directory import load_directories
from matcher.settings import Settings


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    return text_model(Settings(data_dir=tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="session")
def directories():
    return load_directories()


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes files into a folder of directories."""

    def write(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write
