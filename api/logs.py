"""Logging is configured here and nowhere else."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from matcher.errors import InvalidInput

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def configure(level: str) -> None:
    """Send the product's loggers to stderr at ``level``; libraries speak from WARNING on."""
    chosen = level.strip().upper()
    if chosen not in _LEVELS:
        raise InvalidInput(
            f"日志级别“{level}”不可用，只能取：{'、'.join(_LEVELS)}。", field="DUIJIE_LOG_LEVEL"
        )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("duijie").setLevel(chosen)


def keep(error_id: str, folder: Path) -> Path:
    """Write the traceback of the present failure under its id; return the file.

    For the command line, where a person would only be frightened by a traceback on the screen.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "duijie.log"
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter(_FORMAT))
    logger = logging.getLogger("duijie.api.failures")
    logger.propagate = False
    logger.addHandler(handler)
    try:
        logger.exception("command failed (error id %s)", error_id)
    finally:
        logger.removeHandler(handler)
        handler.close()
    return path
