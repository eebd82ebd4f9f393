import json

import numpy as np
import pytest
from support.snapshots import content, meta

from indexes import (
    CorruptSnapshot,
    NoSnapshot,
    Postings,
    SnapshotError,
    SnapshotMismatch,
    SnapshotStore,
    TfidfIndex,
    UnknownSnapshotFormat,
)


@pytest.fixture
def store(tmp_path):
    return SnapshotStore(tmp_path / "index")


def test_what_is_written_is_read(store):
    arrays, texts = content()
    version = store.write(arrays, texts, meta())
    snapshot = store.open_current(encoder_fingerprint="hashing-test", recipe="recipe-1")
    assert snapshot.version == version == store.current_version()
    assert snapshot.meta == meta()
    assert snapshot.texts == texts
    assert sorted(snapshot.arrays) == sorted(arrays)
    for name, array in arrays.items():
        assert snapshot.arrays[name].dtype == array.dtype
        assert np.array_equal(snapshot.arrays[name], array)
        assert not snapshot.arrays[name].flags.writeable
    index = TfidfIndex(Postings.unpack("words", snapshot.arrays, snapshot.texts, 3))
    assert index.search([["助餐"]], 1)[0].rows.tolist() == [0]


def test_equal_content_gives_equal_files(store):
    first, second = (store.write(*content(), meta()) for _ in range(2))
    assert first != second
    assert first[7:] == second[7:]  # the manifest's hash


def test_nothing_there(store):
    assert store.versions() == []
    for read in (store.open_current, store.verify, store.current_version):
        with pytest.raises(NoSnapshot) as caught:
            read()
        assert "duijie rebuild" in caught.value.message_zh


def test_two_former_versions_are_kept(store):
    written = [store.write(*content(seed), meta()) for seed in range(5)]
    assert store.versions() == written[2:]
    assert [store.verify(version) for version in written[2:]] == [meta()] * 3


@pytest.mark.parametrize("field", ["encoder_fingerprint", "recipe"])
def test_another_encoder_or_recipe_is_refused(store, field):
    store.write(*content(), meta())
    with pytest.raises(SnapshotMismatch) as caught:
        store.open_current(**{field: "another"})
    assert (caught.value.field, caught.value.expected) == (field, "another")
    assert caught.value.found == getattr(meta(), field)
    assert field in caught.value.message_zh


def snapshot_files():
    arrays, texts = content()
    names = [f"{name}.npy" for name in arrays] + [f"{name}.json" for name in texts]
    return sorted([*names, "manifest.json", "CURRENT"])


@pytest.mark.parametrize("name", snapshot_files())
def test_a_flipped_bit_anywhere_is_found(store, name):
    version = store.write(*content(), meta())
    folder = store.root / "versions" / version
    path = store.root / name if name == "CURRENT" else folder / name
    original = path.read_bytes()
    assert {p.name for p in folder.iterdir()} | {"CURRENT"} == set(snapshot_files())
    for position in range(len(original)):
        changed = bytearray(original)
        changed[position] ^= 1 << position % 8
        path.write_bytes(changed)
        with pytest.raises(CorruptSnapshot) as caught:
            store.verify()
        assert caught.value.hint in caught.value.message_zh
        with pytest.raises(CorruptSnapshot):
            store.open_current()
    path.write_bytes(original)
    assert store.verify() == meta()


@pytest.mark.parametrize("name", snapshot_files())
def test_a_missing_or_shortened_file_is_found(store, name):
    version = store.write(*content(), meta())
    path = store.root / name if name == "CURRENT" else store.root / "versions" / version / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CorruptSnapshot):
        store.verify()
    path.unlink()
    with pytest.raises(SnapshotError):
        store.verify()


@pytest.mark.parametrize("name", snapshot_files())
def test_writing_again_repairs(store, name):
    version = store.write(*content(), meta())
    path = store.root / name if name == "CURRENT" else store.root / "versions" / version / name
    path.write_bytes(b"damaged")
    repaired = store.write(*content(1), meta())
    assert repaired != version
    assert store.open_current().texts["service-ids"][0] == "服务1"


def test_damage_in_a_former_version_is_found(store):
    former = store.write(*content(0), meta())
    store.write(*content(1), meta())
    (store.root / "versions" / former / "manifest.json").write_bytes(b"{}")
    assert store.verify() == meta()
    with pytest.raises(CorruptSnapshot):
        store.verify(former)
    with pytest.raises(CorruptSnapshot):
        store.verify("000009-0123456789abcdef")


def test_damaged_former_versions_can_be_dropped(store):
    damaged = store.write(*content(), meta())
    whole = store.write(*content(2), meta())
    current = store.write(*content(3), meta())
    (store.root / "versions" / damaged / "vectors.npy").write_bytes(b"")
    assert store.drop_damaged() == [damaged]
    assert store.versions() == [whole, current]


def forge(store, version, change):
    """Write a manifest that is consistent with its name and CURRENT, with another content."""
    import hashlib

    folder = store.root / "versions" / version
    value = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    change(value)
    data = json.dumps(value).encode()
    digest = hashlib.sha256(data).hexdigest()
    (folder / "manifest.json").write_bytes(data)
    forged = f"000009-{digest[:16]}"
    folder.rename(folder.with_name(forged))
    (store.root / "CURRENT").write_text(f"{forged} {digest}\n", encoding="ascii")


def test_newer_format_is_refused_with_a_way_out(store):
    version = store.write(*content(), meta())
    forge(store, version, lambda value: value.update(format=2, something_new=True))
    with pytest.raises(UnknownSnapshotFormat) as caught:
        store.open_current()
    assert (caught.value.found, caught.value.known) == (2, 1)
    assert "升级" in caught.value.message_zh
    assert "duijie rebuild" in caught.value.message_zh


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.pop("format"),
        lambda value: value.pop("dim"),
        lambda value: value.update(extra=1),
        lambda value: value["files"][0].update(name="../../escape.npy"),
        lambda value: value["files"][0].update(sha256="0"),
        lambda value: value["files"][1].update(shape=[7]),
        lambda value: value["files"][1].update(dtype="<f8"),
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(store, change):
    version = store.write(*content(), meta())
    forge(store, version, change)
    with pytest.raises(CorruptSnapshot):
        store.open_current()


def test_format_is_the_first_field(store):
    version = store.write(*content(), meta())
    text = (store.root / "versions" / version / "manifest.json").read_text(encoding="utf-8")
    assert next(iter(json.loads(text))) == "format"


def test_no_objects_and_no_bad_names(store):
    arrays, texts = content()
    with pytest.raises(ValueError, match="allow_pickle"):
        store.write({"things": np.array([{}], dtype=object)}, {}, meta())
    for name in ("../x", "", "名称", "manifest", "a.b"):
        with pytest.raises(ValueError, match="bad name"):
            store.write({}, {name: []}, meta())
    with pytest.raises(ValueError, match="both"):
        store.write(arrays, texts | {"vectors": []}, meta())
    assert store.versions() == []
    store.write(arrays, texts, meta())  # what failed before is cleaned up
    assert [p.name for p in (store.root / "versions").iterdir()] == store.versions()
