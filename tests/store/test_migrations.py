import threading

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from support.stored import NOW, one_of_each_kind

from matcher.errors import Unavailable
from matcher.store import create_engine, tables
from matcher.store.engine import transaction
from matcher.store.migration import current_revision, downgrade, head_revision, upgrade
from matcher.weights import default_weights


@pytest.fixture
def engine(database_url):
    made = create_engine(database_url)
    yield made
    made.dispose()


def revision(engine):
    with transaction(engine, writes=False) as connection:
        return current_revision(connection)


def names(engine):
    with transaction(engine, writes=False) as connection:
        return set(sa.inspect(connection).get_table_names())


def test_there_and_back_and_there_again(engine):
    assert revision(engine) is None
    upgrade(engine)
    made = names(engine)
    assert revision(engine) == head_revision()
    downgrade(engine)
    assert revision(engine) is None
    assert names(engine) == {"alembic_version"}
    upgrade(engine)
    assert names(engine) == made == {*tables.metadata.tables, "alembic_version"}


def test_migrated_tables_are_the_ones_the_program_uses(engine):
    upgrade(engine)
    with transaction(engine, writes=False) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_every_key_and_reference_is_in_the_database(engine):
    upgrade(engine)
    with transaction(engine, writes=False) as connection:
        found = sa.inspect(connection)
        for name, table in tables.metadata.tables.items():
            key = found.get_pk_constraint(name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key]
            references = {
                (*k["constrained_columns"], k["referred_table"], *k["referred_columns"])
                for k in found.get_foreign_keys(name)
            }
            assert references == {
                (k.parent.name, k.column.table.name, k.column.name) for k in table.foreign_keys
            }


def test_migrating_again_changes_nothing(store):
    with store.write() as repo:
        repo.write(one_of_each_kind(), reason="测试", now=NOW)
    store.migrate()
    with store.read() as repo:
        assert repo.catalog_version() == 1
        assert repo.weights_versions() == (default_weights().version,)
        assert repo.weights() == default_weights()
    assert store.check() == ()


def test_two_processes_may_migrate_at_once(open_store):
    errors = []

    def migrate():
        try:
            open_store().migrate()
        except Exception as error:  # handed to the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with open_store().read() as repo:
        assert len(repo.weights_versions()) == 1


def test_a_database_of_a_newer_program_is_left_alone(engine):
    upgrade(engine)
    with transaction(engine, writes=True) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unavailable, match=r"9999.*升级"):
        upgrade(engine)
    assert revision(engine) == "9999"


def test_a_failed_migration_leaves_nothing(engine):
    upgrade(engine)
    downgrade(engine)
    with transaction(engine, writes=True) as connection:
        connection.execute(sa.text("CREATE TABLE weights (other TEXT)"))
    with pytest.raises(sa.exc.DBAPIError):
        upgrade(engine)
    assert names(engine) == {"alembic_version", "weights"}
    assert revision(engine) is None
