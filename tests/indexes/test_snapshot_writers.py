"""Writers that die at each step, and writers that meet."""

import json
import os
import socket
import subprocess
import sys

import pytest
from contracts.encoder import ROOT
from support.snapshots import content, meta

from indexes import CorruptSnapshot, NoSnapshot, SnapshotLocked, SnapshotStore


class Died(BaseException):
    """Stands for a process that ends: no handler of `Exception` sees it."""


def all_steps(tmp_path):
    steps = []
    SnapshotStore(tmp_path / "rehearsal", on_step=steps.append).write(*content(), meta())
    return steps


def die_at(step):
    def hook(name):
        if name == step:
            raise Died(name)

    return hook


BEFORE_SWITCH = ["locked", "folder", "manifest", "synced", "renamed", "verified", "pointer"]


def test_the_steps_are_known(tmp_path):
    steps = all_steps(tmp_path)
    assert [s for s in steps if not s.startswith("file ")] == [*BEFORE_SWITCH, "switched", "pruned"]
    assert sum(s.startswith("file ") for s in steps) == sum(map(len, content()))


def test_a_writer_that_dies_leaves_the_former_version(tmp_path):
    for step in all_steps(tmp_path):
        root = tmp_path / step.replace(" ", "-")
        former = SnapshotStore(root).write(*content(0), meta())
        with pytest.raises(Died):
            SnapshotStore(root, on_step=die_at(step)).write(*content(1), meta())
        store = SnapshotStore(root)
        switched = step in ("switched", "pruned")
        assert (store.current_version() != former) == switched
        assert store.open_current().texts["service-ids"][0] == f"服务{int(switched)}"
        # The next writer succeeds, and clears away what the dead one left.
        store.write(*content(2), meta())
        assert store.open_current().texts["service-ids"][0] == "服务2"
        assert len(store.versions()) == 2 + switched
        assert {p.name for p in (root / "versions").iterdir()} == set(store.versions())


def test_a_first_writer_that_dies_leaves_nothing(tmp_path):
    for step in all_steps(tmp_path)[:-2]:
        root = tmp_path / step.replace(" ", "-")
        with pytest.raises(Died):
            SnapshotStore(root, on_step=die_at(step)).write(*content(), meta())
        with pytest.raises(NoSnapshot):
            SnapshotStore(root).open_current()
        SnapshotStore(root).write(*content(3), meta())
        assert SnapshotStore(root).open_current().texts["service-ids"][0] == "服务3"


def test_a_disk_that_loses_bytes_never_becomes_current(tmp_path):
    former = SnapshotStore(tmp_path).write(*content(0), meta())

    def lose_bytes(step):
        if step == "renamed":
            (path,) = (p for p in tmp_path.rglob("vectors.npy") if former not in p.parts)
            path.write_bytes(path.read_bytes()[:-4] + b"\0\0\0\0")

    with pytest.raises(CorruptSnapshot):
        SnapshotStore(tmp_path, on_step=lose_bytes).write(*content(1), meta())
    assert SnapshotStore(tmp_path).open_current().version == former


def test_a_killed_process_leaves_the_former_version_and_no_lock(tmp_path):
    root = tmp_path / "index"
    former = SnapshotStore(root).write(*content(0), meta())
    code = (
        "import os, pathlib, sys\n"
        "from support.snapshots import content, meta\n"
        "from indexes import SnapshotStore\n"
        "die = lambda step: os._exit(9) if step == 'renamed' else None\n"
        "SnapshotStore(pathlib.Path(sys.argv[1]), on_step=die).write(*content(1), meta())\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    done = subprocess.run([sys.executable, "-c", code, str(root)], env=environment, check=False)
    assert done.returncode == 9
    store = SnapshotStore(root)
    assert store.current_version() == former
    assert len(store.versions()) == 2
    store.write(*content(2), meta())
    assert store.open_current().texts["service-ids"][0] == "服务2"
    assert len(store.versions()) == 2


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path):
    refusals = []

    def meanwhile(step):
        if step == "manifest":
            with pytest.raises(SnapshotLocked) as caught:
                SnapshotStore(tmp_path).write(*content(1), meta())
            refusals.append(caught.value)

    version = SnapshotStore(tmp_path, on_step=meanwhile).write(*content(0), meta())
    (refusal,) = refusals
    assert str(os.getpid()) in refusal.holder
    assert socket.gethostname() in refusal.holder
    assert refusal.holder in refusal.message_zh
    assert SnapshotStore(tmp_path).versions() == [version]
    assert not (tmp_path / "writer.json").exists()


def test_a_second_process_is_refused(tmp_path):
    code = (
        "import pathlib, sys\n"
        "from support.snapshots import content, meta\n"
        "from indexes import SnapshotLocked, SnapshotStore\n"
        "try:\n"
        "    SnapshotStore(pathlib.Path(sys.argv[1])).write(*content(1), meta())\n"
        "except SnapshotLocked as error:\n"
        "    sys.stdout.write(error.holder)\n"
    )
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
        "PYTHONIOENCODING": "utf-8",
    }
    answers = []

    def meanwhile(step):
        if step == "synced":
            done = subprocess.run(
                [sys.executable, "-c", code, str(tmp_path)],
                env=environment,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=True,
            )
            answers.append(done.stdout)

    SnapshotStore(tmp_path, on_step=meanwhile).write(*content(0), meta())
    assert len(answers) == 1
    assert str(os.getpid()) in answers[0]


def test_an_unreadable_holder_file_still_refuses(tmp_path):
    def meanwhile(step):
        if step == "folder":
            (tmp_path / "writer.json").write_text(json.dumps([1]), encoding="utf-8")
            with pytest.raises(SnapshotLocked, match="未知"):
                SnapshotStore(tmp_path).write(*content(1), meta())

    SnapshotStore(tmp_path, on_step=meanwhile).write(*content(0), meta())
    assert len(SnapshotStore(tmp_path).versions()) == 1


def test_readers_are_not_disturbed_by_a_writer(tmp_path):
    SnapshotStore(tmp_path).write(*content(0), meta())
    seen = []

    def meanwhile(step):
        seen.append(SnapshotStore(tmp_path).open_current().texts["service-ids"][0])

    SnapshotStore(tmp_path, on_step=meanwhile).write(*content(1), meta())
    assert seen[-2:] == ["服务1", "服务1"]
    assert set(seen[:-2]) == {"服务0"}
