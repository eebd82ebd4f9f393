"""``python -m api`` is the same command line as ``duijie``."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()
