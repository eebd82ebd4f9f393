import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from support.service import copy_catalog, prepare_catalog

from matcher.compose import build_services
from matcher.service.procurement import ProcurementService

NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)


@pytest.fixture(scope="session")
def catalog(tmp_path_factory):
    """A data folder with the bundled catalog; tests copy it."""
    return prepare_catalog(tmp_path_factory.mktemp("procurement") / "catalog")


@pytest.fixture
def own(catalog, tmp_path):
    return copy_catalog(catalog, tmp_path / "own").data_dir


@pytest.fixture
def services(catalog, tmp_path):
    made = build_services(copy_catalog(catalog, tmp_path / "copy"))
    yield made
    made.close()


@dataclasses.dataclass
class Clock:
    """Each look is a second later."""

    at: datetime = NOW

    def now(self):
        self.at += timedelta(seconds=1)
        return self.at

    def today(self):
        return self.at.date()


@pytest.fixture
def procurement(services):
    """The service on the copied catalog, on a fixed day; ``rules=`` another file of rules."""
    clock = Clock()

    def build(**paths):
        keeper = services.allocation._keeper
        return ProcurementService(
            services._store, keeper, services.records, clock.now, clock.today, **paths
        )

    return build
