"""The command line ``duijie``: the second way in, with the same services as HTTP."""

from __future__ import annotations

from .entry import main

__all__ = ["main"]
