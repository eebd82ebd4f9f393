"""Set before anything imports numpy, faiss or torch: one OpenMP thread (docs/decisions/0006)."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest

pytest.register_assert_rewrite("contracts", "support")
