"""The whole service on PostgreSQL: import, recommend, repeat."""

import pytest
from support import postgres

from matcher.service.values import RecommendOptions


@pytest.fixture(scope="module")
def server():
    with postgres.server() as url:
        yield url


def test_import_recommend_and_repeat_on_postgresql(server, tmp_path, start):
    with postgres.database(server) as url:
        services = start(tmp_path / "data", database_url=url)
        services.maintenance.import_sample_if_empty()
        assert services.maintenance.health().counts["organization"] == 120
        run = services.recommendations.for_need("XQ-2026-024", RecommendOptions())
        assert services.recommendations.rerun(run.id).identical
        assert services.maintenance.verify().ok
        services.close()
