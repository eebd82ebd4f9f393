"""Checks of arguments that all indexes share."""

import numpy as np
import numpy.typing as npt

from .hits import Mask, Rows


def check_vectors(vectors: npt.NDArray[np.float32], dim: int | None) -> None:
    """Refuse what is not (n, dim) float32 and finite; `dim` None accepts any length."""
    if vectors.dtype != np.float32:
        raise TypeError(f"vectors must be float32, got {vectors.dtype}")
    if vectors.ndim != 2 or (dim is not None and vectors.shape[1] != dim):
        raise ValueError(f"vectors must be (n, {dim or 'dim'}), got {vectors.shape}")
    if not np.isfinite(vectors).all():
        raise ValueError("vectors must be finite")


def allowed_rows(size: int, k: int, allowed: Mask | None) -> Rows:
    """Check k and the mask; return the rows allowed, rising."""
    if k < 0:
        raise ValueError(f"k must not be negative, got {k}")
    if allowed is None:
        return np.arange(size, dtype=np.int64)
    if allowed.dtype != np.bool_:
        raise TypeError(f"allowed must be bool, got {allowed.dtype}")
    if allowed.shape != (size,):
        raise ValueError(f"allowed must be ({size},), got {allowed.shape}")
    return np.flatnonzero(allowed).astype(np.int64)


def check_rows(size: int, rows: Rows) -> None:
    """Refuse rows that are not (m,) int64 in 0..size-1."""
    if rows.dtype != np.int64:
        raise TypeError(f"rows must be int64, got {rows.dtype}")
    if rows.ndim != 1 or (len(rows) and not 0 <= rows.min() <= rows.max() < size):
        raise ValueError(f"rows must be (m,) and lie in 0..{size - 1}")
