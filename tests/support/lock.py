"""Rewrite constraints.txt from the versions in the running environment (`make lock`)."""

import subprocess
import sys
from pathlib import Path

HEADER = """\
# Exact versions that the suite ran with (`make lock` rewrites this file).
# torch: the CPU build. On Linux the public index serves CUDA builds of the same version;
# see README, DUIJIE_TORCH_INDEX.
"""


def main():
    frozen = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--exclude-editable"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    # "+cpu" names one index's build; the plain version matches that build everywhere.
    lines = [line.split("+")[0] if line.startswith("torch==") else line for line in frozen]
    lines = [line for line in lines if "==" in line and not line.startswith("duijie")]
    Path("constraints.txt").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
