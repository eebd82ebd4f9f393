"""Several loops told as one."""

from __future__ import annotations

from .values import Progress


class Steps:
    """Counts the steps of several loops; ``advance`` fits where a loop reports (done, total)."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def advance(self, _done: int = 0, _of: int = 0) -> None:
        """Count one more."""
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)
