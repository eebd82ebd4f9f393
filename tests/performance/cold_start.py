"""From process start to the first recommendation on the sample catalog, in fresh processes."""

import os
import statistics
import subprocess
import sys
import time

FIRST = """
import sys
from pathlib import Path
from matcher.compose import build_services
from matcher.service.values import RecommendOptions
from matcher.settings import Settings
services = build_services(Settings(data_dir=Path(sys.argv[1])))
services.maintenance.import_sample_if_empty()
run = services.recommendations.for_need("XQ-2026-024", RecommendOptions())
assert run.candidates and not {"torch", "sentence_transformers"} & set(sys.modules)
services.close()
"""


def seconds(code, *arguments):
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=os.environ)
    return time.perf_counter() - start


def measure(folder, rounds=5):
    """Return median seconds per row; the catalog in ``folder`` is imported by a first call."""
    seconds(FIRST, str(folder))
    rows = {
        "python -c pass": ("pass",),
        "first recommendation": (FIRST, str(folder)),
        "import sentence_transformers": ("import sentence_transformers",),
    }
    times = {name: [] for name in rows}
    for _ in range(rounds):
        for name, call in rows.items():
            times[name].append(seconds(*call))
    return {name: statistics.median(values) for name, values in times.items()}
