"""Where the source tree lies, and its own Python files, for architecture tests."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("api", "matcher", "embeddings", "indexes")


def source_files():
    return sorted(p for name in PACKAGES for p in (ROOT / name).rglob("*.py"))


def kept_files():
    """Files that git tracks or would track (not ignored), as paths relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [ROOT / name for name in sorted(listed.split("\0")) if name and (ROOT / name).is_file()]
