"""The full check of a database: structure, file, history, and their agreement (duijie verify)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import sqlalchemy as sa

from .batch import Entry, chained_digest
from .codec import KINDS
from .migration import current_revision, head_revision
from .repository import SqlRepository
from .tables import catalog_versions, record_history


def findings(connection: sa.Connection) -> tuple[str, ...]:
    """Return Chinese sentences on what is wrong; a later step needs the earlier ones sound."""
    current, head = current_revision(connection), head_revision()
    if current != head:
        return (f"数据库结构为 {current or '空'}，本程序需要 {head}，请运行 duijie migrate。",)
    damaged = tuple(_sqlite_file(connection))
    if damaged:
        return damaged
    return tuple(_history(connection)) or tuple(_agreement(connection))


def _sqlite_file(connection: sa.Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    answers = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars()
    for answer in answers:
        if answer != "ok":
            yield f"数据库文件已损坏（{answer}），请用备份恢复。"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"表 {row[0]} 中有记录指向不存在的 {row[2]}，请用备份恢复。"


def _history(connection: sa.Connection) -> Iterator[str]:
    """Recompute the chain of digests; a changed, missing or added line breaks it."""
    history = record_history.c
    query = sa.select(
        history.catalog_version,
        history.kind,
        history.id,
        history.version,
        history.deleted,
        history.body,
    ).order_by(history.catalog_version)
    lines = {
        version: [Entry(*row[1:]) for row in rows]
        for version, rows in groupby(connection.execute(query), key=lambda row: row[0])
    }
    versions = sa.select(catalog_versions.c.version, catalog_versions.c.digest)
    digest, expected = "", 1
    for version, stored in connection.execute(versions.order_by(catalog_versions.c.version)):
        if version != expected:
            yield f"目录版本不连续：缺少第 {expected} 版，请用备份恢复。"
            return
        digest = chained_digest(digest, lines.get(version, ()))
        if digest != stored:
            yield f"第 {version} 版目录的历史记录被改动过，与当时的摘要不符，请用备份恢复。"
            return
        expected += 1


def _agreement(connection: sa.Connection) -> Iterator[str]:
    """Compare the current tables with the end of the history."""
    repo = SqlRepository(connection)
    recorded = repo.catalog_at(repo.catalog_version())
    for kind in KINDS:
        if repo.all(kind.model) != getattr(recorded, kind.table):
            yield f"{kind.label_zh}表与历史记录不一致，有人绕过程序改过数据，请用备份恢复。"
