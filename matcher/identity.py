"""Stable record ids: the same natural key gives the same id on every machine.

Random ids would make two imports of one workbook incomparable, and the neutral order of ties
(F7) is drawn from ids; it must be repeatable.
"""

from __future__ import annotations

import hashlib
import unicodedata
import uuid

_NAMESPACE = uuid.UUID("6f0d1f5e-6a55-5d0c-9a43-6475696a6965")


def record_id(kind: str, *key: str) -> str:
    """Return the UUID (version 5) of a record of ``kind`` with the natural key ``key``."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join((kind, *key))))


def neutral_key(need_id: str, organization_id: str) -> int:
    """Return the 64-bit key that orders equals for one need without favouring anyone (F7)."""
    digest = hashlib.sha256(f"{need_id}\x1f{organization_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def normalised_name(name: str) -> str:
    """Return ``name`` folded to NFKC without spaces and with half-width brackets.

    Two spellings with the same result are the same name; traditional characters are folded by
    :func:`matcher.text.simplified`, which callers apply first where they want that.
    """
    folded = unicodedata.normalize("NFKC", name)
    return "".join(folded.split())
