"""The ways in: HTTP, the page, the command line. Nothing decides about a need in here."""

from __future__ import annotations

import os

# Two OpenMP runtimes share the cores of one process (docs/decisions/0006); set before any import of
# numpy or faiss, and left alone where the operator chose a number.
os.environ.setdefault("OMP_NUM_THREADS", "1")
