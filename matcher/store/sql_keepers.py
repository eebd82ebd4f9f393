"""Runs and weights by SQL."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from pydantic import TypeAdapter

from ..errors import Conflict, NotFound
from ..model import RunInputs
from ..weights import Weights, weights_from_json
from .protocol import StoredRun
from .tables import runs, weights

_INPUTS = TypeAdapter(RunInputs)


def no_run(run_id: str) -> NotFound:
    """Return the error for a run that is not there."""
    return NotFound(f"没有编号为 {run_id} 的推荐记录。")


def other_run(run_id: str) -> Conflict:
    """Return the error for two results under one run id."""
    return Conflict(
        f"推荐记录 {run_id} 已存在而结果不同：相同的输入应得相同的结果，请联系管理员核查。"
    )


class SqlRuns:
    """Recommendation runs on one connection."""

    _connection: sa.Connection

    def add_run(self, run_id: str, inputs: RunInputs, result: str, *, now: datetime) -> None:
        """Store a run once; another text under its id is a Conflict."""
        held = self._result(run_id)
        if held is not None:
            if held != result:
                raise other_run(run_id)
            return
        self._connection.execute(
            sa.insert(runs),
            {
                "id": run_id,
                "catalog_version": inputs.catalog_version,
                "created_at": now,
                "inputs": _INPUTS.dump_json(inputs).decode(),
                "result": result,
            },
        )

    def run(self, run_id: str) -> str:
        """Return the result text byte for byte."""
        held = self._result(run_id)
        if held is None:
            raise no_run(run_id)
        return held

    def latest_runs(self, limit: int) -> tuple[StoredRun, ...]:
        """Return the newest runs first."""
        query = (
            sa.select(runs.c.id, runs.c.catalog_version, runs.c.created_at, runs.c.inputs)
            .order_by(runs.c.created_at.desc(), runs.c.id)
            .limit(limit)
        )
        return tuple(
            StoredRun(
                row.id, row.catalog_version, row.created_at, _INPUTS.validate_json(row.inputs)
            )
            for row in self._connection.execute(query)
        )

    def _result(self, run_id: str) -> str | None:
        query = sa.select(runs.c.result).where(runs.c.id == run_id)
        held: str | None = self._connection.execute(query).scalar_one_or_none()
        return held


def no_weights(version: str | None) -> NotFound:
    """Return the error for weights that are not there."""
    return NotFound(
        "该日期没有生效的权重。" if version is None else f"没有版本为 {version} 的权重。"
    )


def weights_exist(version: str) -> Conflict:
    """Return the error for a weights version that is taken."""
    return Conflict(f"权重版本 {version} 已存在，已使用的权重不能改，请换一个版本号。")


class SqlWeights:
    """Versions of the weights on one connection."""

    _connection: sa.Connection

    def add_weights(self, body: str, *, effective_from: date, now: datetime) -> Weights:
        """Store a weights document; its version must be new."""
        made = weights_from_json(body)
        if made.version in self.weights_versions():
            raise weights_exist(made.version)
        self._connection.execute(
            sa.insert(weights),
            {
                "version": made.version,
                "body": body,
                "effective_from": effective_from,
                "created_at": now,
            },
        )
        return made

    def weights(self, version: str | None = None, *, as_of: date | None = None) -> Weights:
        """Return a version, or the one in force on ``as_of``."""
        query = sa.select(weights.c.body)
        if version is not None:
            query = query.where(weights.c.version == version)
        elif as_of is not None:
            query = query.where(weights.c.effective_from <= as_of)
        newest = (weights.c.effective_from, weights.c.created_at, weights.c.version)
        query = query.order_by(*(column.desc() for column in newest)).limit(1)
        body: str | None = self._connection.execute(query).scalar_one_or_none()
        if body is None:
            raise no_weights(version)
        return weights_from_json(body)

    def weights_versions(self) -> tuple[str, ...]:
        """Return all versions, the one with the latest date last."""
        query = sa.select(weights.c.version).order_by(
            weights.c.effective_from, weights.c.created_at, weights.c.version
        )
        return tuple(self._connection.execute(query).scalars())
