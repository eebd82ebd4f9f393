import sqlite3
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from embeddings import CachedEncoder, HashingEncoder, VectorCache


class Counting:
    """A real encoder that remembers what it was asked."""

    def __init__(self, dim=32):
        self.encoder = HashingEncoder(dim)
        self.dim = dim
        self.fingerprint = self.encoder.fingerprint
        self.asked = []

    def encode(self, texts, *, kind="document"):
        self.asked.extend((kind, text) for text in texts)
        return self.encoder.encode(texts, kind=kind)


TEXTS = ["助餐", "助浴", "探访", "助餐", ""]


def test_only_misses_are_encoded_each_once(tmp_path):
    inner, cache = Counting(), VectorCache(tmp_path)
    progress = []
    report = lambda done, total: progress.append((done, total))  # noqa: E731
    encoder = CachedEncoder(inner, cache, batch=3, progress=report)
    first = encoder.encode(TEXTS)
    assert [text for _, text in inner.asked] == ["助餐", "助浴", "探访", ""]
    assert progress == [(3, 4), (4, 4)]
    again = CachedEncoder(inner, VectorCache(tmp_path)).encode([*TEXTS, "托管"])
    assert [text for _, text in inner.asked[4:]] == ["托管"]
    assert again[:5].tobytes() == first.tobytes() == HashingEncoder(32).encode(TEXTS).tobytes()
    assert encoder.encode([]).shape == (0, 32)


def test_kind_and_fingerprint_are_part_of_the_key(tmp_path):
    inner, cache = Counting(), VectorCache(tmp_path)
    CachedEncoder(inner, cache).encode(["助餐"])
    CachedEncoder(inner, cache).encode(["助餐"], kind="query")
    assert inner.asked == [("document", "助餐"), ("query", "助餐")]
    other = Counting(16)
    assert CachedEncoder(other, cache).encode(["助餐"]).shape == (1, 16)
    assert len(other.asked) == 1


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100, b"SQLite format 3\x00"])
def test_a_damaged_file_is_dropped(tmp_path, damage):
    inner = Counting()
    encoder = CachedEncoder(inner, VectorCache(tmp_path))
    expected = encoder.encode(TEXTS)
    encoder.cache.path.write_bytes(damage)
    for _ in range(3):
        assert encoder.encode(TEXTS).tobytes() == expected.tobytes()
    asked = len(inner.asked)
    assert encoder.encode(TEXTS).tobytes() == expected.tobytes()
    assert len(inner.asked) == asked  # the new file works


def test_flipped_bytes_never_reach_a_vector(tmp_path):
    encoder = CachedEncoder(HashingEncoder(32), VectorCache(tmp_path))
    expected = encoder.encode(TEXTS)
    original = encoder.cache.path.read_bytes()
    positions = np.random.default_rng(4).integers(0, len(original), 60)
    for position in positions.tolist():
        changed = bytearray(original)
        changed[position] ^= 0x10
        encoder.cache.path.write_bytes(changed)
        assert encoder.encode(TEXTS).tobytes() == expected.tobytes()


def test_a_damaged_vector_is_a_miss(tmp_path):
    inner = Counting()
    encoder = CachedEncoder(inner, VectorCache(tmp_path))
    expected = encoder.encode(["助餐"])
    connection = sqlite3.connect(encoder.cache.path)
    with connection:
        connection.execute("UPDATE vector SET data = zeroblob(128)")
    connection.close()
    assert encoder.encode(["助餐"]).tobytes() == expected.tobytes()
    assert len(inner.asked) == 2


def test_a_locked_file_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("embeddings.cache._WAIT_S", 0.01)
    encoder = CachedEncoder(HashingEncoder(32), VectorCache(tmp_path))
    expected = encoder.encode(TEXTS)
    connection = sqlite3.connect(encoder.cache.path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        assert encoder.encode([*TEXTS, "托管"])[:5].tobytes() == expected.tobytes()
        assert encoder.cache.path.exists()
    finally:
        connection.close()
    inner = Counting()
    CachedEncoder(inner, encoder.cache).encode(TEXTS)
    assert inner.asked == []


def test_holds_no_text(tmp_path):
    encoder = CachedEncoder(HashingEncoder(32), VectorCache(tmp_path))
    encoder.encode(["联系电话在这段文字里"])
    assert "联系电话".encode() not in encoder.cache.path.read_bytes()


def test_threads_share_a_cache(tmp_path):
    texts = [f"服务{i}" for i in range(40)]
    expected = HashingEncoder(32).encode(texts)
    encoder = CachedEncoder(HashingEncoder(32), VectorCache(tmp_path), batch=4)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: encoder.encode(texts), range(8)):
            assert found.tobytes() == expected.tobytes()
