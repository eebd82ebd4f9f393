"""Measure rows of one table interleaved in one process, so that their ratios mean something.

Times on a shared machine are hints; only ratios between rows measured in the same rounds are
results. Each round runs every row once, and the median over rounds is reported.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    name: str
    work: Callable[[], object]


def measure(rows, rounds=7, repeat=1):
    """Return the median seconds of one call for each row, rounds interleaved."""
    for row in rows:
        row.work()
    times = {row.name: [] for row in rows}
    for _ in range(rounds):
        for row in rows:
            start = time.perf_counter()
            for _ in range(repeat):
                row.work()
            times[row.name].append((time.perf_counter() - start) / repeat)
    return {name: statistics.median(values) for name, values in times.items()}


def show(title, medians, base):
    """Print one table: seconds and the ratio to the row ``base``."""
    print(f"\n{title}")
    width = max(len(name) for name in medians) + 2
    for name, seconds in medians.items():
        print(f"  {name:<{width}}{seconds * 1e3:12.3f} ms   x{seconds / medians[base]:.3f}")
