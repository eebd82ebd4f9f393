"""kill -9 in the middle of a write: the old state is there and the file opens (SQLite)."""

import os
import signal
import subprocess
import sys

import pytest
from support.stored import NOW, changed, organization
from support.tree import ROOT

from matcher.model import Organization

WRITER = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from support.stored import NOW, changed, organization
from matcher.model import Organization
from matcher.store import Store, create_engine

store = Store(create_engine({url!r}))
with store.write() as repo:
    repo._connection.exec_driver_sql("PRAGMA cache_size={pages}")
    old = repo.all(Organization)
    repo.write([changed(o, name="新", scope="字" * 3000) for o in old], reason="", now=NOW)
    new = [organization(f"n{{i}}", scope="字" * 3000) for i in range(2000)]
    repo.write(new, reason="", now=NOW)
    print("written", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("spilled", [False, True])
def test_kill_in_the_middle_of_a_write(tmp_path, spilled, store_at):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    store = store_at(url)
    store.migrate()
    records = [organization(f"o{i}", name="旧") for i in range(300)]
    with store.write() as repo:
        repo.write(records, reason="", now=NOW)
    store.close()
    # With a small cache, most of the uncommitted pages are in the files already.
    pages = 10 if spilled else 100_000
    script = WRITER.format(root=str(ROOT), tests=str(ROOT / "tests"), url=url, pages=pages)
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"written\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    log = tmp_path / "a.db-wal"
    assert (log.stat().st_size > 1_000_000) == spilled
    with store.read() as repo:
        assert repo.all(Organization) == tuple(sorted(records, key=lambda o: o.id))
        assert repo.catalog_version() == 1
    assert store.check() == ()
    with store.write() as repo:
        assert repo.write([changed(records[0], name="新")], reason="", now=NOW) == 2
    store.close()
