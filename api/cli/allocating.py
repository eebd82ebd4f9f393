"""``duijie allocate`` for a batch of needs, ``duijie joint`` for one need of several tasks."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from matcher.canonical import plain
from matcher.errors import InvalidInput
from matcher.service.values import RecommendOptions

from .allocation_view import show_allocation, show_joint
from .console import AsJson, emit, progress_bar
from .context import opened
from .recommending import AsOf, Weights, day

Codes = Annotated[
    list[str] | None, typer.Argument(metavar="NEED", help="需求编号，可写多个；或用 --year。")
]
Year = Annotated[
    int | None, typer.Option("--year", min=2000, max=2100, help="这一年可以发布的全部需求。")
]
PerNeed = Annotated[int, typer.Option("--k", min=1, max=20, help="每条需求安排几家。")]
Share = Annotated[
    str, typer.Option("--newcomers", metavar="份额", help="新组织的最低份额，0 到 1。")
]
Slots = Annotated[
    int, typer.Option("--slots", min=1, max=100, help="没有申报在手项目上限的组织，按几个名额计。")
]
Lines = Annotated[
    list[str] | None,
    typer.Option("--line", metavar="资金来源=元", help="一项资金的总额，可写多次。"),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("allocate", help="为一批需求统一安排组织：总体最合适，名额不超。")(allocate)
    app.command("joint", help="为包含几项任务的需求找联合体或联合会组团。")(joint)


def allocate(
    needs: Codes = None,
    year: Year = None,
    k: PerNeed = 1,
    newcomers: Share = "0.1",
    slots: Slots = 1,
    line: Lines = None,
    as_of: AsOf = None,
    weights: Weights = None,
    as_json: AsJson = False,
) -> None:
    """Allocate organizations to needs of the catalog."""
    if bool(needs) == (year is not None):
        raise typer.BadParameter("需求编号与 --year 请写且只写一种。")
    # Only here: help and usage errors must not wait for numpy.
    from matcher.allocation import Rules
    from matcher.service.allocation import AllocationOptions

    options = AllocationOptions(
        rules=Rules(k, _number(newcomers, "newcomers")),
        slots=slots,
        lines=tuple(map(_line, line or ())),
        as_of=None if as_of is None else day(as_of),
        weights_version=weights,
    )
    with opened() as services, progress_bar("逐条推荐") as progress:
        if year is not None:
            report = services.allocation.for_year(year, options, progress)
        else:
            report = services.allocation.for_needs(needs or [], options, progress)
    if as_json:
        emit(plain(report))
    else:
        show_allocation(report)


def joint(
    need: Annotated[str, typer.Argument(metavar="NEED", help="需求编号。")],
    bidding: Annotated[
        list[str] | None,
        typer.Option("--bidding", metavar="组织", help="已参加本需求其他申请的组织，可写多次。"),
    ] = None,
    as_of: AsOf = None,
    weights: Weights = None,
    as_json: AsJson = False,
) -> None:
    """Find joint bids for a need of the catalog."""
    options = RecommendOptions(as_of=None if as_of is None else day(as_of), weights_version=weights)
    with opened() as services:
        report = services.joint.for_need(need, options, bidding or [])
    if as_json:
        emit(plain(report))
    else:
        show_joint(report)


def _line(text: str) -> tuple[str, Decimal]:
    name, separator, amount = text.rpartition("=")
    if not separator or not name.strip():
        raise InvalidInput(f"“{text}”应写成 资金来源=金额，如 福彩公益金=300000。", field="line")
    return name.strip(), _number(amount, "line")


def _number(text: str, field: str) -> Decimal:
    try:
        value = Decimal(text.strip().replace(",", ""))
    except InvalidOperation as error:
        raise InvalidInput(f"“{text}”不是数字。", field=field) from error
    if not value.is_finite():
        raise InvalidInput(f"“{text}”不是数字。", field=field)
    return value
