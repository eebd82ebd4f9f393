import re
import traceback

import numpy as np
import pytest
import sqlalchemy as sa
from support.stored import KINDS, NOW, changed, one_of_each_kind

from matcher.errors import Unavailable
from matcher.model import Evaluation, Organization
from matcher.store.engine import transaction
from matcher.store.migration import upgrade


def fill(store):
    store.migrate()
    records = one_of_each_kind()
    with store.write() as repo:
        repo.write(records, reason="一", now=NOW)
        repo.write([changed(records[-1], name="改名")], reason="二", now=NOW)
        repo.delete(Evaluation, "e", 1, reason="三", now=NOW)
    return store


def current(store):
    with store.read() as repo:
        return [repo.all(kind) for kind in KINDS]


@pytest.fixture
def filled(store):
    return fill(store)


def test_nothing_is_wrong(filled):
    assert filled.check() == ()


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("UPDATE organizations SET name = '丙'", "组织表与历史记录不一致"),
        ("DELETE FROM services", "服务表与历史记录不一致"),
        ("UPDATE record_history SET body = replace(body, '88.5', '98.5')", "第 1 版"),
        ("UPDATE record_history SET deleted = NOT deleted WHERE catalog_version = 3", "第 3 版"),
        ("DELETE FROM record_history WHERE catalog_version = 2", "第 2 版"),
        ("UPDATE catalog_versions SET digest = 'x' WHERE version = 2", "第 2 版"),
        ("UPDATE alembic_version SET version_num = '0000'", "结构为 0000"),
        ("DELETE FROM alembic_version", "结构为 空，本程序需要 .*duijie migrate"),
    ],
)
def test_what_was_changed_behind_our_back_is_found(filled, change, finding):
    with transaction(filled._engine, writes=True) as connection:
        connection.execute(sa.text(change))
    (found,) = filled.check()
    assert re.search(finding, found)


def test_a_missing_version_is_found(filled):
    with transaction(filled._engine, writes=True) as connection:
        for table, column in (
            ("record_history", "catalog_version"),
            ("catalog_versions", "version"),
        ):
            connection.execute(sa.text(f"DELETE FROM {table} WHERE {column} = 2"))
    assert filled.check()[0].startswith("目录版本不连续：缺少第 2 版")


def test_an_empty_database_says_how_to_begin(open_store):
    empty = open_store()
    assert empty.check()[0].startswith("数据库结构为 空")
    upgrade(empty._engine)
    assert empty.check() == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE organizations SET type = '公司'",
        "UPDATE organizations SET created_at = 'gestern'",
        "UPDATE organizations SET aliases = '[1'",
        "UPDATE credit_checks SET fine_amount = 'viel'",
        "ALTER TABLE organizations RENAME COLUMN name TO nome",
    ],
)
def test_what_cannot_even_be_read_is_a_finding(tmp_path, change, store_at):
    """SQLite takes any text in any column."""
    store = fill(store_at(f"sqlite:///{tmp_path / 'a.db'}"))
    with transaction(store._engine, writes=True) as connection:
        connection.execute(sa.text(change))
    (found,) = store.check()
    assert re.search("备份|duijie verify", found)
    store.close()


def test_an_unreadable_record_is_named_and_its_values_are_not(tmp_path, store_at):
    store = fill(store_at(f"sqlite:///{tmp_path / 'a.db'}"))
    with transaction(store._engine, writes=True) as connection:
        connection.execute(
            sa.text("UPDATE organizations SET type = '公司', contact_phone = '电话'")
        )
    with pytest.raises(Unavailable, match="组织（编号 o）无法读取") as caught, store.read() as repo:
        repo.all(Organization)
    assert "电话" not in "".join(traceback.format_exception(caught.value))
    store.close()


def test_no_flipped_byte_changes_a_record_unnoticed(tmp_path, store_at):
    path, copy = tmp_path / "a.db", tmp_path / "b.db"
    store = fill(store_at(f"sqlite:///{path}"))
    expected = current(store)
    store.close()
    data = path.read_bytes()
    found = 0
    for place in np.random.default_rng(4).integers(0, len(data), 150).tolist():
        flipped = bytearray(data)
        flipped[place] ^= 0x04
        copy.write_bytes(flipped)
        damaged = store_at(f"sqlite:///{copy}")
        if damaged.check():
            found += 1
        else:
            assert current(damaged) == expected
        damaged.close()
    # The rest fell on unused space, on indexes of empty tables, on runs, imports or weights.
    assert found >= 10
