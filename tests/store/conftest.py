from contextlib import contextmanager

import pytest
from support import postgres

from matcher.store import Store, create_engine


@pytest.fixture(scope="session")
def postgres_server():
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'folder' / 'duijie.db'}"
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture
def store_at():
    """A store on any URL, closed at the end: an open connection is a warning on Python 3.13."""
    stores = []

    def build(url, **options):
        stores.append(Store(create_engine(url, **options)))
        return stores[-1]

    yield build
    for store in stores:
        store.close()


@pytest.fixture
def open_store(database_url, store_at):
    """Store after store on one database, as separate processes would open it."""
    return lambda **options: store_at(database_url, **options)


@pytest.fixture
def store(open_store):
    made = open_store()
    made.migrate()
    return made


class Undo(Exception):
    """Ends a transaction without a trace."""


@pytest.fixture
def fresh(store):
    """Contexts that give a repository on an empty catalog and undo what was done with it."""

    @contextmanager
    def begin():
        try:
            with store.write() as repo:
                yield repo
                raise Undo
        except Undo:
            pass

    return begin
