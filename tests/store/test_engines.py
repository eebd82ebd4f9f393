import pytest
import sqlalchemy as sa
from support.stored import NOW, organization

from matcher.errors import InvalidInput, Unavailable
from matcher.model import Organization
from matcher.store import create_engine
from matcher.store.engine import transaction


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://u:secret@h/d",
        "oracle+x://u@h",
        "a b",
        "/x.db",
    ],
)
def test_other_databases_are_refused_without_repeating_a_password(url):
    with pytest.raises(InvalidInput, match="数据库地址不可用") as caught:
        create_engine(url)
    assert "secret" not in caught.value.message_zh
    assert caught.value.field == "DUIJIE_DATABASE_URL"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_spellings_of_postgresql(scheme):
    engine = create_engine(f"{scheme}://u:p@127.0.0.1:1/d")
    assert engine.url.drivername == "postgresql+psycopg"


def test_a_server_that_is_away(tmp_path, store_at):
    store = store_at(f"postgresql:///d?host={tmp_path}")
    with pytest.raises(Unavailable, match="无法连接数据库"), store.read():
        pass


def test_a_database_that_the_server_does_not_have(postgres_server, store_at):
    url = postgres_server.set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(Unavailable, match="无法连接数据库"), store_at(url).read():
        pass


def test_sqlite_is_opened_for_safety(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/新/文件夹/a.db", wait_s=3)
    with transaction(engine, writes=True) as connection:

        def pragma(name):
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        settings = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [pragma(name) for name in settings] == ["wal", 2, 1, 3000]
    engine.dispose()


@pytest.mark.parametrize("content", ["这不是数据库，" * 200, "SQLite format 3\0" + "坏" * 3000])
def test_a_file_that_is_no_database(tmp_path, content, store_at):
    path = tmp_path / "a.db"
    path.write_text(content, encoding="utf-8")
    store = store_at(f"sqlite:///{path}")
    with pytest.raises(Unavailable, match="数据库"):
        store.migrate()
    store.close()
    assert path.read_text(encoding="utf-8") == content


def test_a_folder_that_cannot_be_opened(tmp_path, store_at):
    (tmp_path / "a.db").mkdir()
    with pytest.raises(Unavailable, match="无法打开数据库文件"):
        store_at(f"sqlite:///{tmp_path / 'a.db'}").migrate()


def test_a_full_disk_is_said_and_nothing_is_written(tmp_path, store_at):
    store = store_at(f"sqlite:///{tmp_path / 'a.db'}")
    store.migrate()

    def write_200():
        with store.write() as repo:
            pages = repo._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            repo._connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
            records = [organization(str(n), scope="业务" * 500) for n in range(200)]
            repo.write(records, reason="", now=NOW)

    with pytest.raises(Unavailable, match="磁盘已满"):
        write_200()
    store.close()
    with store.read() as repo:
        assert repo.count(Organization) == 0
    assert store.check() == ()


def test_a_fault_of_the_program_stays_one(tmp_path, store_at):
    store = store_at(f"sqlite:///{tmp_path / 'a.db'}")
    with pytest.raises(sa.exc.OperationalError, match="no such table"), store.read() as repo:
        repo.all(Organization)
