import threading

import pytest
import sqlalchemy as sa
from support.stored import NOW, changed, evaluation, organization

from matcher.errors import Conflict, Unavailable
from matcher.model import Evaluation, Organization
from matcher.store.codec import kind_of
from matcher.store.engine import transaction
from matcher.store.tables import RECORDS


def write(store, *records):
    with store.write() as repo:
        return repo.write(records, reason="测试", now=NOW)


def names(store):
    with store.read() as repo:
        return [o.name for o in repo.all(Organization)]


def test_an_error_takes_everything_back(store):
    first = organization("1", name="甲")
    write(store, first)

    def stop_half_way():
        with store.write() as repo:
            repo.write([changed(first, name="乙"), organization("2")], reason="", now=NOW)
            repo.delete(Organization, "2", 1, reason="", now=NOW)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        stop_half_way()
    assert names(store) == ["甲"]
    with store.read() as repo:
        assert repo.catalog_version() == 1
    assert store.check() == ()


def test_a_reader_cannot_write(store):
    refused = (sa.exc.DBAPIError, Unavailable)
    with pytest.raises(refused), store.read() as repo:
        repo.write([organization("1")], reason="", now=NOW)
    assert write(store, organization("2")) == 1


def test_a_reader_sees_one_state(store, open_store):
    first = organization("1", name="甲")
    write(store, first)
    other = open_store()
    with store.read() as repo:
        assert repo.catalog_version() == 1
        write(other, changed(first, name="乙"))
        assert repo.get(Organization, "1").name == "甲"
        assert repo.catalog_version() == 1
    assert names(store) == ["乙"]


def test_a_second_writer_that_waits_too_long_is_told(store, open_store):
    impatient = open_store(wait_s=0.2)
    with store.write() as repo:
        repo.write([organization("1")], reason="", now=NOW)
        with pytest.raises(Unavailable, match="正被另一个操作占用"), impatient.write():
            pass
        assert names(impatient) == []
    assert write(impatient, organization("2")) == 2


def test_writers_queue(store, open_store):
    others = [open_store() for _ in range(4)]
    versions, errors = [], []

    def work(number, mine):
        try:
            for turn in range(5):
                versions.append(write(mine, organization(f"{number}-{turn}")))
        except Exception as error:  # handed to the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(versions) == list(range(1, 21))
    assert len(names(store)) == 20
    assert store.check() == ()


def test_of_two_who_change_one_version_the_second_is_refused(store, open_store):
    first = organization("1", name="甲")
    write(store, first)
    write(open_store(), changed(first, name="乙"))
    with pytest.raises(Conflict, match="提交的是第 2 版，库中现为第 2 版"):
        write(store, changed(first, name="丙"))
    assert names(store) == ["乙"]


def test_the_database_itself_refuses_an_evaluation_of_nobody(store):
    row = kind_of(Evaluation).row(evaluation("e", "nobody", remarks="私人电话"))
    with (
        pytest.raises(sa.exc.IntegrityError) as caught,
        transaction(store._engine, writes=True) as connection,
    ):
        connection.execute(sa.insert(RECORDS["evaluations"]), row)
    assert "私人电话" not in str(caught.value)


def test_a_time_without_zone_is_a_mistake(store):
    with pytest.raises(sa.exc.StatementError, match="zone"), store.write() as repo:
        repo.write([organization("1")], reason="", now=NOW.replace(tzinfo=None))


def test_a_large_batch(store):
    records = [organization(f"{number:05d}") for number in range(6001)]
    assert write(store, *records) == 1
    assert write(store, *(changed(record, name="新") for record in records)) == 2
    with store.read() as repo:
        assert repo.count(Organization) == 6001
        assert repo.catalog_at(1).organizations == tuple(records)
        assert {o.name for o in repo.all(Organization)} == {"新"}
