"""A small catalog with a clock that the tests set: five providers, an enterprise, two needs."""

import dataclasses
import shutil
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from support import records, stored

from matcher.clock import BEIJING
from matcher.compose import build_services
from matcher.model import Money, Organization, OrganizationType, Period
from matcher.service.contracts import ContractService
from matcher.service.credit import CreditService
from matcher.service.decisions import DecisionService
from matcher.service.recommendations import RecommendationService
from matcher.service.shortlists import ShortlistService
from matcher.service.values import RecommendOptions
from matcher.settings import Settings

START = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
PROVIDERS = ("o1", "o2", "o3", "o4", "o5")
CONDITIONS = {"continuous": True, "continuity_conditions": (True, True, True, True)}


def kept(record):
    return dataclasses.replace(record, meta=stored.meta())


def small_catalog():
    visits = {"service_types": ("为老服务", "社区治理")}
    made = [records.organization(key) for key in PROVIDERS]
    made.append(
        records.organization("e1", name="万家服务有限公司", type=OrganizationType.ENTERPRISE)
    )
    made += [records.service(o.id, **visits) for o in made]
    budget = {"budget": Money(Decimal(100000), Decimal(100000)), "period": Period(months=12)}
    made.append(records.need("n1", code="XQ-2026-901", **budget, **CONDITIONS))
    made.append(records.need("n2", code="XQ-2026-902", service_types=("社区治理",), **budget))
    return [kept(record) for record in made]


@dataclasses.dataclass
class Clock:
    at: datetime = START

    def now(self):
        self.at += timedelta(seconds=1)
        return self.at

    def today(self):
        return self.at.astimezone(BEIJING).date()

    def days_later(self, days):
        self.at += timedelta(days=days)


class Acts:
    """The services that people act through, all on one clock."""

    def __init__(self, folder):
        self.services = services = build_services(Settings(data_dir=folder))
        self.store, self.keeper, self.clock = services._store, services.allocation._keeper, Clock()
        now, today = self.clock.now, self.clock.today
        self.runs = RecommendationService(
            self.store,
            self.keeper,
            services.records,
            now,
            today,
            services.recommendations._rulebook,
        )
        self.decisions = DecisionService(self.store, self.runs, now)
        self.shortlists = ShortlistService(self.store, self.runs, now, today)
        self.contracts = ContractService(
            self.store, self.keeper, services.records, self.runs, now, today
        )
        self.credit = CreditService(self.store, self.keeper, self.runs, now, today)

    def write(self, *made):
        with self.store.write() as repo:
            repo.write([kept(r) if r.meta is None else r for r in made], reason="t", now=START)
        self.keeper.refresh()

    def changed(self, key, **facts):
        with self.store.read() as repo:
            held = repo.get(Organization, key)
        self.write(stored.changed(held, **facts))

    def checked(self, *keys):
        for key in keys:
            self.credit.record(key, "赵六", {})

    def run(self, need="n1", **options):
        return self.runs.for_need(need, RecommendOptions(**options))

    def log(self, action=None):
        return [e for e in self.services.governance.audit_log() if action in (None, e.action)]


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("acts") / "catalog"
    acts = Acts(folder)
    acts.write(*small_catalog())
    acts.services.close()
    return folder


@pytest.fixture
def acts(small_folder, tmp_path):
    folder = tmp_path / "own"
    shutil.copytree(small_folder, folder)
    made = Acts(folder)
    yield made
    made.services.close()
