"""A PostgreSQL server of our own for the tests, in a temporary folder, on a Unix socket only.

``DUIJIE_TEST_DATABASE_URL`` (a role that may create databases) is used instead where it is set.
"""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

_numbers = itertools.count()
#: Not durable on purpose: nothing in it outlives the tests.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def required():
    """Whether a missing server is a failure (CI) and not a reason to skip."""
    return os.environ.get("CI") == "true" or os.environ.get("DUIJIE_REQUIRE_POSTGRES") == "1"


def find_binaries():
    """The folder with ``postgres`` and ``initdb``: newest Debian version first, then PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).parent)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


@contextmanager
def server():
    """Yield the URL of a running server; skips or fails where there is none."""
    given = os.environ.get("DUIJIE_TEST_DATABASE_URL")
    if given:
        yield sa.make_url(given).set(drivername="postgresql+psycopg")
        return
    binaries = find_binaries()
    if binaries is None:
        reason = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
        (pytest.fail if required() else pytest.skip)(reason)
    # PostgreSQL refuses to run as root.
    user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    identity = user if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="duijie-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if identity:
            shutil.chown(folder, "postgres", "postgres")
        yield from _run(binaries, folder, identity)


def _run(binaries, folder, identity):
    data = folder / "data"
    # A Chinese collation, unlike Python's order of strings: what is sorted must not depend on it.
    initdb = [binaries / "initdb", "-D", data, "-U", "duijie", "-A", "trust", "-E", "UTF8", "-N"]
    initdb += ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-CN"]
    done = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, **identity)
    assert done.returncode == 0, done.stderr
    settings = [f"-c{s}" for s in ("listen_addresses=", *_FAST)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *settings],
            cwd=folder,
            stdout=log,
            stderr=log,
            **identity,
        )
    try:
        url = sa.URL.create(
            "postgresql+psycopg", "duijie", database="postgres", query={"host": str(folder)}
        )
        _wait(url, process, folder / "log")
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _wait(url, process, log):
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(_plain(url)).close()
        except psycopg.OperationalError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        else:
            return


def _plain(url):
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def database(url):
    """Yield the URL of a new, empty database on the server at ``url``; dropped afterwards."""
    name = f"duijie_test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
