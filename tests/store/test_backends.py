"""A backend that is not there: a skipped test at home, a failed run in CI."""

import pytest
from support import postgres


@pytest.mark.parametrize(
    ("variables", "outcome"),
    [
        ({}, pytest.skip.Exception),
        ({"CI": "true"}, pytest.fail.Exception),
        ({"DUIJIE_REQUIRE_POSTGRES": "1"}, pytest.fail.Exception),
    ],
)
def test_a_missing_server(monkeypatch, variables, outcome):
    for name in ("CI", "DUIJIE_REQUIRE_POSTGRES", "DUIJIE_TEST_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(postgres, "find_binaries", lambda: None)
    with pytest.raises(outcome, match="PostgreSQL is not installed"), postgres.server():
        pass
