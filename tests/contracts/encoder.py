"""What every encoder must hold. Subclass `EncoderContract` and give an `encoder` fixture."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
TEXTS = [
    "为高龄独居老人提供每周一次的上门探访",
    "课后托管与作业辅导",
    "",
    "ＡＢＣ abc 12345 热线",
    "社区花园共建，居民自己种菜。" * 20,
    "，。！",
    " \t\n",
    "课后托管与作业辅导",
    "急",
]


class EncoderContract:
    """Contract suite; `fresh_process` is code that sets `encoder` in a new interpreter."""

    @pytest.fixture
    def fresh_process(self):
        raise NotImplementedError

    @pytest.fixture
    def changed(self):
        """Another encoder of the same kind, with other weights or parameters."""
        raise NotImplementedError

    def test_shape_and_dtype(self, encoder):
        vectors = encoder.encode(TEXTS)
        assert vectors.shape == (len(TEXTS), encoder.dim)
        assert vectors.dtype == np.float32
        assert vectors.flags.c_contiguous
        assert encoder.encode([]).shape == (0, encoder.dim)
        assert encoder.encode([]).dtype == np.float32

    def test_rows_are_unit_or_zero(self, encoder):
        norms = np.linalg.norm(encoder.encode(TEXTS).astype(np.float64), axis=1)
        for text, norm in zip(TEXTS, norms, strict=True):
            if not text.strip():
                assert norm == 0.0
            elif any(char.isalnum() for char in text):
                assert norm == pytest.approx(1.0, abs=1e-6)
            else:
                assert norm == 0.0 or norm == pytest.approx(1.0, abs=1e-6)

    def test_equal_texts_have_equal_rows(self, encoder):
        vectors = encoder.encode(TEXTS)
        assert vectors[1].tobytes() == vectors[7].tobytes()
        assert vectors[0].tobytes() != vectors[1].tobytes()

    @pytest.mark.parametrize("kind", ["query", "document"])
    def test_row_does_not_depend_on_the_others(self, encoder, kind):
        whole = encoder.encode(TEXTS, kind=kind)
        singles = np.concatenate([encoder.encode([text], kind=kind) for text in TEXTS])
        halves = np.concatenate(
            [encoder.encode(TEXTS[:4], kind=kind), encoder.encode(TEXTS[4:], kind=kind)]
        )
        backwards = encoder.encode(TEXTS[::-1], kind=kind)[::-1]
        for other in (singles, halves, backwards, encoder.encode(TEXTS, kind=kind)):
            assert other.tobytes() == whole.tobytes()

    def test_document_is_the_default_kind(self, encoder):
        expected = encoder.encode(TEXTS, kind="document")
        assert encoder.encode(TEXTS).tobytes() == expected.tobytes()

    def test_fingerprint_follows_the_function(self, encoder, changed):
        assert encoder.fingerprint
        assert changed.fingerprint != encoder.fingerprint

    def test_same_bytes_in_every_process_at_any_thread_count(self, encoder, fresh_process):
        expected = encoder.encode(TEXTS, kind="query").tobytes().hex()
        code = (
            f"{fresh_process}\nimport sys\nTEXTS = {TEXTS!r}\n"
            "sys.stdout.write(encoder.fingerprint + ' ')\n"
            "sys.stdout.write(encoder.encode(TEXTS, kind='query').tobytes().hex())"
        )
        for threads in ("2", "4"):  # this process has one
            # Passive waiting: spinning threads on shared cores only cost time.
            environment = os.environ | {
                "OMP_NUM_THREADS": threads,
                "OMP_WAIT_POLICY": "PASSIVE",
                "PYTHONHASHSEED": threads,
                "PYTHONPATH": str(ROOT),
            }
            done = subprocess.run(
                [sys.executable, "-c", code],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            assert done.stdout == f"{encoder.fingerprint} {expected}"
