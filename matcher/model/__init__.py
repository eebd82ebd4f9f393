"""Typed frozen values of the catalog and of a run; the vocabulary of the whole product."""

from __future__ import annotations

from .amounts import Money, Period, Price, Quantity
from .base import Labelled, Meta, PartialDate, Source
from .contract import Contract, ContractStatus
from .evaluation import Evaluation, EvaluatorType
from .governance import DraftStatus, WeightDraft
from .need import Need, NeedStatus
from .organization import (
    OTHER_SUPPLIER_TYPES,
    SOCIAL_TYPES,
    AnnualCheck,
    CreditCheck,
    CreditList,
    CreditState,
    Federation,
    FederationSupport,
    LegalStatus,
    Organization,
    OrganizationType,
    Rating,
    Service,
    ServiceArea,
)
from .outcome import (
    PART_NAMES,
    Candidate,
    Caution,
    ComponentCandidate,
    Counts,
    EvidenceRecord,
    Exclusion,
    Match,
    NeedComponent,
    PartScore,
    Reason,
    Recommendation,
    Run,
    RunInputs,
    Span,
)

Record = Need | Organization | Service | Evaluation | CreditCheck | Federation | Contract

__all__ = [
    "OTHER_SUPPLIER_TYPES",
    "PART_NAMES",
    "SOCIAL_TYPES",
    "AnnualCheck",
    "Candidate",
    "Caution",
    "ComponentCandidate",
    "Contract",
    "ContractStatus",
    "Counts",
    "CreditCheck",
    "CreditList",
    "CreditState",
    "DraftStatus",
    "Evaluation",
    "EvaluatorType",
    "EvidenceRecord",
    "Exclusion",
    "Federation",
    "FederationSupport",
    "Labelled",
    "LegalStatus",
    "Match",
    "Meta",
    "Money",
    "Need",
    "NeedComponent",
    "NeedStatus",
    "Organization",
    "OrganizationType",
    "PartScore",
    "PartialDate",
    "Period",
    "Price",
    "Quantity",
    "Rating",
    "Reason",
    "Recommendation",
    "Record",
    "Run",
    "RunInputs",
    "Service",
    "ServiceArea",
    "Source",
    "Span",
    "WeightDraft",
]
