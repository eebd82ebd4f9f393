"""Files that are on the disk when the call returns, and a lock that says who holds it."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import SnapshotLocked


def write_file(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk (Windows does not offer it)."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def writer_lock(root: Path) -> Iterator[None]:
    """Hold the only writer's place under `root`, or raise `SnapshotLocked` at once.

    The operating system frees the lock of a process that dies. Who holds it stands in a file
    beside it, because a locked file cannot be read on every system.
    """
    from filelock import FileLock, Timeout

    holder = root / "writer.json"
    lock = FileLock(root / "write.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise SnapshotLocked(root, _read_holder(holder)) from error
    try:
        who = {"pid": os.getpid(), "host": socket.gethostname()}
        holder.write_text(json.dumps(who), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _read_holder(path: Path) -> str:
    try:
        who = json.loads(path.read_text(encoding="utf-8"))
        return f"进程 {who['pid']}，主机 {who['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "进程号未知"  # between taking the lock and writing the file
