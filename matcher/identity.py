"""Stable record ids: the same natural key gives the same id on every machine.

Random ids would make two imports of one workbook incomparable, and the neutral order of ties
(F7) is drawn from ids; it must be repeatable.
"""

from __future__ import annotations

import hashlib
import unicodedata
import uuid

from .model import (
    Contract,
    CreditCheck,
    Evaluation,
    Federation,
    Need,
    Organization,
    Record,
    Service,
)

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


def natural_key(record: Record) -> tuple[str, ...]:
    """Return kind and natural key of ``record``: what makes it the same record in two files.

    Need: code, or title and street when it has none. Organization: valid credit code, else name.
    Service: organization, title, description. Evaluation: organization, project, evaluator, date,
    score. Credit check: organization and register. Federation: its organization.
    Contract: organization and number.
    """
    match record:
        case Need():
            return ("need", record.code) if record.code else ("need", record.title, record.street)
        case Organization():
            return ("organization", record.uscc or normalised_name(record.name))
        case Service():
            return ("service", record.organization_id, record.title, record.description)
        case Evaluation():
            evaluator = record.evaluator_type.value if record.evaluator_type is not None else ""
            return (
                "evaluation",
                record.organization_id,
                record.project,
                evaluator,
                record.evaluator_org,
                record.evaluated_on or "",
                "" if record.score is None else f"{record.score:.4f}",
            )
        case CreditCheck():
            return ("credit_check", record.organization_id, record.list.value)
        case Federation():
            return ("federation", record.organization_id)
        case Contract():
            return ("contract", record.organization_id, record.code)


def natural_id(record: Record) -> str:
    """Return the stable id of ``record`` made from its natural key."""
    return record_id(*natural_key(record))
