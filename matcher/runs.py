"""A run as text: what is stored, and what a repeated run must equal byte for byte (F6)."""

from __future__ import annotations

import json

from .canonical import canonical_json, sha256_of, typed
from .errors import InvalidInput
from .model import Run, RunInputs


def run_id(inputs: RunInputs) -> str:
    """Return the id of the run with these inputs: 32 hexadecimal digits of their SHA-256.

    A repeated run has the id of the first, and two runs with one id have one content.
    """
    return sha256_of(canonical_json(inputs))[:32]


def run_to_json(run: Run) -> str:
    """Return the run as canonical JSON: sorted keys, floats at six decimals, no clock inside."""
    return canonical_json(run)


def run_from_json(text: str) -> Run:
    """Return the run that :func:`run_to_json` wrote; InvalidInput where the text is not one."""
    try:
        return typed(Run, json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput("存档的推荐结果无法读取，文件可能已损坏。", field="run") from error
