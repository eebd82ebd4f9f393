"""A service with the bundled catalog, and the one check of every error answer."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from support.tree import ROOT

from matcher.compose import build_services
from matcher.settings import Settings


def prepare_catalog(folder):
    """Import the bundled workbooks into an empty data folder."""
    services = build_services(Settings(data_dir=folder))
    try:
        services.maintenance.import_sample_if_empty()
    finally:
        services.close()
    return folder


def copy_catalog(source, target):
    shutil.copytree(source, target)
    return Settings(data_dir=target)


def assert_problem(response, status, code=None, field=None):
    """Every error has the one shape, a Chinese sentence and no trace of the inside."""
    assert response.status_code == status, response.text
    body = response.json()
    assert set(body) == {"code", "message_zh", "field", "row", "errors"}
    assert body["code"].isupper()
    assert any("\u4e00" <= c <= "\u9fff" for c in body["message_zh"]), body
    assert "Traceback" not in response.text
    for item in body["errors"]:
        assert set(item) == {"message_zh", "field", "row", "file", "sheet"}
    if code is not None:
        assert body["code"] == code
    if field is not None:
        assert body["field"] == field
    return body


def environment(folder):
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith("DUIJIE_")},
        "DUIJIE_DATA_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
        "OMP_NUM_THREADS": "1",
    }


def duijie(folder, *arguments, cwd=None, more=None):
    """Run the command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "api", *map(str, arguments)],
        cwd=cwd or ROOT,
        env=environment(folder) | (more or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )


class Server:
    """``duijie serve`` as a process; ``kill`` is the one that cannot be caught."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder.with_name(f"{folder.name}-{self.port}.log")
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "api", "serve", "--port", str(self.port), *arguments],
                cwd=ROOT,
                env=environment(folder),
                stdout=log,
                stderr=log,
            )

    def wait(self):
        for _ in range(600):
            if self.process.poll() is not None:
                raise AssertionError(self.log.read_text(encoding="utf-8"))
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                    answer.read()
                return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def stop(self, *, kill=False):
        if self.process.poll() is None:
            (self.process.kill if kill else self.process.terminate)()
        return self.process.wait(timeout=30)
