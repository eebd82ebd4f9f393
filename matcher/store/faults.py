"""Which database failures are a state of the machine, said in Chinese with the way out."""

from __future__ import annotations

import sqlite3

import sqlalchemy as sa

from ..errors import Unavailable

_BUSY = "数据库正被另一个操作占用，本次没有写入任何内容，请稍后重试。"
_SQLITE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: "数据库文件是只读的，无法保存，请检查数据文件夹的权限。",
    sqlite3.SQLITE_FULL: "磁盘已满，本次没有写入任何内容，请清理后重试。",
    sqlite3.SQLITE_IOERR: "读写数据库文件时磁盘出错，请检查磁盘。",
    sqlite3.SQLITE_CANTOPEN: "无法打开数据库文件，请检查数据文件夹是否存在、是否有权限。",
    sqlite3.SQLITE_CORRUPT: "数据库文件已损坏，请用备份恢复。",
    sqlite3.SQLITE_NOTADB: "数据库文件不是有效的数据库，请检查 DUIJIE_DATABASE_URL，或用备份恢复。",
}
#: SQLSTATE: lock_not_available, deadlock_detected, serialization_failure.
_POSTGRES_BUSY = frozenset({"55P03", "40P01", "40001"})
_POSTGRES_FULL = "53100"
_NO_SERVER = "无法连接数据库，请检查 DUIJIE_DATABASE_URL 和数据库服务是否在运行。"


def unavailable(error: sa.exc.DBAPIError) -> Unavailable | None:
    """Return what to tell people, or None when ``error`` is a fault of the program.

    Decided by error codes, never by words of a message.
    """
    original = error.orig
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", None)
        # The low byte is the class; the rest says which case of it.
        sentence = None if code is None else _SQLITE.get(code & 0xFF)
        return None if sentence is None else Unavailable(sentence)
    state = getattr(original, "sqlstate", None)
    if state in _POSTGRES_BUSY:
        return Unavailable(_BUSY)
    if state == _POSTGRES_FULL:
        return Unavailable(_SQLITE[sqlite3.SQLITE_FULL])
    refused = state is None and isinstance(error, sa.exc.OperationalError)
    # Class 08: connection; 28: login; 3D: no such database; 53: no connection or memory left;
    # 57P: the server is going down.
    if refused or (state is not None and state.startswith(("08", "28", "3D", "53", "57P"))):
        return Unavailable(_NO_SERVER)
    return None
