"""The shipped text model, loaded once."""

import pytest

from matcher.compose import text_model
from matcher.settings import Settings


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """Return the text model as shipped, without any stored calibration."""
    return text_model(Settings(data_dir=tmp_path_factory.mktemp("empty")))
