"""The snapshot follows the catalog, heals itself at start, and is checked byte by byte."""

import pytest

from matcher.errors import Unavailable
from matcher.model import Organization
from matcher.service.values import RecommendOptions

NEED = "XQ-2026-024"


def snapshot_files(folder):
    return sorted(
        p for p in (folder / "snapshots").rglob("*") if p.is_file() and "lock" not in p.name
    )


def flip(path, at=0.5):
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 1
    path.write_bytes(data)


def first(services):
    return services.recommendations.for_need(NEED, RecommendOptions()).candidates[0]


def test_a_second_start_loads_the_stored_snapshot(sample, data_dir, start):
    before = [p.name for p in (data_dir / "snapshots" / "versions").iterdir()]
    again = start(data_dir)
    assert [p.name for p in (data_dir / "snapshots" / "versions").iterdir()] == before
    assert (
        again.maintenance.health().snapshot_version == sample.maintenance.health().snapshot_version
    )


def test_verify_finds_a_flipped_byte_in_every_file_and_rebuild_repairs_it(sample, data_dir):
    version = sample.maintenance.health().snapshot_version
    files = [p for p in snapshot_files(data_dir) if version in p.as_posix() or p.name == "CURRENT"]
    assert len(files) > 5
    for path in files:
        flip(path)
        report = sample.maintenance.verify()
        assert not report.ok, path.name
        sample.maintenance.rebuild()
        assert sample.maintenance.verify().ok, path.name
        version = sample.maintenance.health().snapshot_version
        files[:] = [p for p in snapshot_files(data_dir) if version in p.as_posix()]


def test_a_damaged_snapshot_is_built_again_at_start(sample, data_dir, start):
    expected = first(sample)
    for path in snapshot_files(data_dir):
        if path.name == "vectors.npy":
            flip(path)
    assert first(start(data_dir)) == expected


def test_a_change_by_another_process_is_seen_without_restart(sample, data_dir, start):
    other = start(data_dir)
    best = first(sample)
    organization = other.records.get(Organization, best.organization_id)
    paused = other.records.update(
        type(organization)(
            **{f: getattr(organization, f) for f in organization.__slots__ if f != "paused"},
            paused=True,
        ),
        organization.meta.version,
    )
    assert paused.meta.version == organization.meta.version + 1
    run = sample.recommendations.for_need(NEED, RecommendOptions())
    assert best.organization_id not in [c.organization_id for c in run.candidates]
    assert (best.organization_id, "E15") in [(e.organization_id, e.code) for e in run.excluded]


def test_a_missing_model_is_said_in_chinese(tmp_path, start):
    with pytest.raises(Unavailable, match="DUIJIE_MODEL"):
        start(tmp_path / "data", model=tmp_path / "nowhere")
