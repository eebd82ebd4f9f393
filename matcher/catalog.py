"""The catalog: all records of one version, in stable order, with the columns that scoring reads.

Immutable. A row is the place of a record in its tuple; ids never take part in arithmetic. Needs are
no part of it: a need is the question (docs/architecture.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from .canonical import canonical_json, sha256_of
from .errors import InvalidInput
from .model import Contract, CreditCheck, Evaluation, Federation, Organization, Record, Service

K = TypeVar("K", Organization, Service, Evaluation, CreditCheck, Federation, Contract)
Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Column = npt.NDArray[np.float64]

#: Provenance is no fact: the same facts from another file are the same catalog.
_NOT_FACTS = frozenset({"meta"})


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """One version of the catalog; every tuple is sorted by record id.

    Attributes
    ----------
    service_organization : (n_service,) int32, row of the organization that offers the service.
    service_active : (n_service,) bool.
    staff, certified, projects, project_limit : (n_organization,) float64 counts, NaN = unknown;
        staff is full time plus part time.
    largest_project : (n_service,) float64 in 元, NaN = unknown.
    content_hash : SHA-256 of the facts; provenance (``meta``) is left out.
    """

    version: int
    content_hash: str
    organizations: tuple[Organization, ...]
    services: tuple[Service, ...]
    evaluations: tuple[Evaluation, ...]
    credit_checks: tuple[CreditCheck, ...]
    federations: tuple[Federation, ...]
    contracts: tuple[Contract, ...]
    organization_row: Mapping[str, int]
    service_row: Mapping[str, int]
    service_organization: Rows
    service_active: Mask
    staff: Column
    certified: Column
    projects: Column
    project_limit: Column
    largest_project: Column
    services_of: tuple[tuple[int, ...], ...]
    evaluations_of: tuple[tuple[Evaluation, ...], ...]
    credit_of: tuple[tuple[CreditCheck, ...], ...]

    @classmethod
    def build(cls, records: Iterable[Record], version: int = 0) -> Catalog:
        """Return the catalog of these records, in whatever order they come; needs are passed over.

        Raises InvalidInput for two records with one id and for a record of an unknown organization.
        """
        held = list(records)
        organizations = _sorted(held, Organization)
        services = _sorted(held, Service)
        evaluations = _sorted(held, Evaluation)
        checks = _sorted(held, CreditCheck)
        federations = _sorted(held, Federation)
        contracts = _sorted(held, Contract)
        rows = {o.id: row for row, o in enumerate(organizations)}
        owners = [_owner(rows, s.organization_id) for s in services]
        facts: dict[str, tuple[Record, ...]] = {
            "organizations": organizations,
            "services": services,
            "evaluations": evaluations,
            "credit_checks": checks,
            "federations": federations,
            "contracts": contracts,
        }
        return cls(
            version=version,
            content_hash=_content_hash(facts),
            organizations=organizations,
            services=services,
            evaluations=evaluations,
            credit_checks=checks,
            federations=federations,
            contracts=contracts,
            organization_row=rows,
            service_row={s.id: row for row, s in enumerate(services)},
            service_organization=_fixed(np.array(owners, dtype=np.int32)),
            service_active=_fixed(np.array([s.active for s in services], dtype=np.bool_)),
            staff=_column(_staff(o) for o in organizations),
            certified=_column(o.social_workers for o in organizations),
            projects=_column(o.concurrent_projects for o in organizations),
            project_limit=_column(o.max_concurrent for o in organizations),
            largest_project=_column(_largest_project(s) for s in services),
            services_of=_grouped(len(rows), enumerate(owners)),
            evaluations_of=_records_of(rows, evaluations),
            credit_of=_records_of(rows, checks),
        )

    def __len__(self) -> int:
        return len(self.organizations)


def _staff(organization: Organization) -> int | None:
    known = [n for n in (organization.staff_full, organization.staff_part) if n is not None]
    return sum(known) if known else None


def _largest_project(service: Service) -> float | None:
    amount = service.largest_similar_project
    return None if amount is None else float(amount)


def _sorted(records: list[Record], kind: type[K]) -> tuple[K, ...]:
    found = sorted((r for r in records if isinstance(r, kind)), key=lambda r: r.id)
    for first, second in pairwise(found):
        if first.id == second.id:
            raise InvalidInput(f"两条记录的编号相同：{first.id}。", field="id")
    return tuple(found)


def _owner(rows: Mapping[str, int], organization_id: str) -> int:
    row = rows.get(organization_id)
    if row is None:
        raise InvalidInput(f"记录所属的组织不存在：{organization_id}。", field="organization_id")
    return row


def _column(values: Iterable[float | None]) -> Column:
    return _fixed(np.array([np.nan if v is None else float(v) for v in values], dtype=np.float64))


A = TypeVar("A", Rows, Mask, Column)


def _fixed(array: A) -> A:
    array.setflags(write=False)
    return array


def _grouped(count: int, pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    lists: list[list[int]] = [[] for _ in range(count)]
    for row, owner in pairs:
        lists[owner].append(row)
    return tuple(map(tuple, lists))


R = TypeVar("R", Evaluation, CreditCheck)


def _records_of(rows: Mapping[str, int], records: tuple[R, ...]) -> tuple[tuple[R, ...], ...]:
    lists: list[list[R]] = [[] for _ in rows]
    for record in records:
        lists[_owner(rows, record.organization_id)].append(record)
    return tuple(map(tuple, lists))


def _content_hash(facts: Mapping[str, tuple[Record, ...]]) -> str:
    lines = [
        f"{name}\n" + "\n".join(canonical_json(record, _NOT_FACTS) for record in facts[name])
        for name in sorted(facts)
    ]
    return sha256_of("\n".join(lines))
