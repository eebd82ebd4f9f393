"""A small snapshot to write in tests."""

import numpy as np

from indexes import Postings, SnapshotMeta

DOCUMENTS = [["老人", "助餐"], ["儿童", "托管"], ["老人", "探访"]]


def meta(**changes):
    values = {
        "catalog_hash": "c" * 64,
        "encoder_fingerprint": "hashing-test",
        "recipe": "recipe-1",
        "tokenizer_fingerprints": {"words": "w1", "chars": "c1"},
        "dim": 4,
        "count": 3,
    }
    return SnapshotMeta(**(values | changes))


def content(seed=0):
    """Return (arrays, texts) that differ with the seed."""
    vectors = np.random.default_rng(seed).standard_normal((3, 4)).astype(np.float32)
    arrays, texts = Postings.count(DOCUMENTS).pack("words")
    return arrays | {"vectors": vectors}, texts | {"service-ids": [f"服务{seed}", "甲", "乙"]}
