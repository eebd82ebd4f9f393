"""Joint bids for a need of several tasks: 联合体 and 联合会组团, two kinds by law (三(二))."""

from .build import build
from .values import Joint, JointKind, Member, Proposal

__all__ = ["Joint", "JointKind", "Member", "Proposal", "build"]
