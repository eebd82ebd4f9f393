"""What the search for joint bids gives: values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class JointKind(StrEnum):
    """The two kinds: one of suppliers among themselves, one of a federation with filed groups."""

    CONSORTIUM = "联合体"
    FEDERATION = "联合会组团"


@dataclass(frozen=True, slots=True)
class Member:
    """One who takes part: the tasks it takes (names), by which services, and the reason R08."""

    organization_id: str
    organization_name: str
    role_zh: str
    tasks: tuple[str, ...]
    service_ids: tuple[str, ...]
    reason_zh: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One joint bid: who signs, who holds the money, who answers, each also as a sentence.

    ``lead_id`` leads a 联合体 or signs as the federation; it receives the payments. ``missing``
    are tasks that nobody in it takes. ``blocks_zh`` says why it cannot be a contract party;
    ``exportable`` only where nothing is missing and nothing blocks.
    """

    kind: JointKind
    lead_id: str
    lead_name: str
    members: tuple[Member, ...]
    missing: tuple[str, ...]
    terms_zh: tuple[str, ...]
    blocks_zh: tuple[str, ...]
    exportable: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """The answer for one need: ``proposals`` of the two kinds, and what stands against one.

    ``alone`` are organizations that take every task themselves, so that no joint bid is needed.
    ``barred_zh`` says who was left out because it bids for this need already.
    """

    tasks: tuple[str, ...]
    answer_zh: str
    alone: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    barred_zh: tuple[str, ...]
