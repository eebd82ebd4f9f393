"""``duijie contract …`` and ``duijie credit``: what is signed, and what the registers said."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.canonical import plain
from matcher.errors import InvalidInput
from matcher.model import CreditList

from .console import AsJson, emit, say, table
from .context import opened
from .deciding import Reference
from .recommending import day

if TYPE_CHECKING:
    from matcher.model import Contract

By = Annotated[str, typer.Option("--by", metavar="姓名", help="由谁办理；记入决定日志。")]
Why = Annotated[str, typer.Option("--reason", metavar="理由", help="为什么；记入决定日志。")]
Code = Annotated[str, typer.Argument(metavar="合同编号")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    contract = typer.Typer(
        name="contract",
        help="合同：登记、结束、查看。期限合计不超过 36 个月（五(五)）。",
        no_args_is_help=True,
    )
    contract.command("sign", help="登记一份合同；须先有选定承接组织的决定。")(sign)
    contract.command("end", help="合同结项或解除。")(end)
    contract.command("list", help="列出合同和 90 天内到期的提醒。")(list_contracts)
    app.add_typer(contract)
    app.command("credit", help="登记一次信用核验：查过全部名录，列在名录里的写明。")(credit)


def sign(
    code: Code,
    need: Annotated[str, typer.Option("--need", metavar="需求编号", help="为哪条需求。")],
    organization: Annotated[str, typer.Option("--organization", metavar="组织", help="承接方。")],
    signed: Annotated[str, typer.Option("--signed", metavar="日期", help="签订日期。")],
    start: Annotated[str, typer.Option("--start", metavar="日期", help="服务开始日期。")],
    end: Annotated[str, typer.Option("--end", metavar="日期", help="服务结束日期。")],
    by: By,
    reason: Why,
    amount: Annotated[str, typer.Option("--amount", metavar="元", help="合同金额（元）。")] = "",
    renewal_of: Annotated[
        str, typer.Option("--renewal-of", metavar="合同编号", help="续签自哪份合同。")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Record a contract."""
    from matcher.service.signing import Signing

    signing = Signing(
        need=need,
        organization=organization,
        code=code,
        signed_on=day(signed, "signed"),
        start=day(start, "start"),
        end=day(end, "end"),
        amount=_amount(amount),
        renewal_of=renewal_of,
    )
    with opened() as services:
        made = services.contracts.sign(signing, by, reason)
    _tell(made, "已登记合同", as_json)


def end(
    code: Code,
    on: Annotated[str, typer.Option("--on", metavar="日期", help="结束日期。")],
    by: By,
    reason: Why,
    completed: Annotated[
        bool, typer.Option("--completed/--terminated", help="结项，还是提前解除。")
    ] = True,
    for_cause: Annotated[
        bool, typer.Option("--for-cause", help="因承接方的原因解除；24 个月内再选须说明理由。")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Close a contract."""
    with opened() as services:
        made = services.contracts.end(
            code, day(on, "on"), by, reason, completed=completed, for_cause=for_cause
        )
    _tell(made, f"合同已{made.status}", as_json)


def list_contracts(as_json: AsJson = False) -> None:
    """List the contracts."""
    with opened() as services:
        held, soon = services.contracts.all(), services.contracts.expiring()
    if as_json:
        emit(plain(held))
        return
    rows = [
        (
            c.code,
            c.title,
            str(c.start),
            str(c.end),
            c.status.value,
            _yuan(c),
        )
        for c in held
    ]
    table(("编号", "项目", "开始", "结束", "状态", ">金额（元）"), rows, title="合同")
    for item in soon:
        say(f"⚠ W16 {item.sentence_zh}")


def credit(
    organization: Reference,
    by: By,
    on: Annotated[str, typer.Option("--on", metavar="日期", help="核验日期；不写为今天。")] = "",
    listed: Annotated[
        list[str] | None,
        typer.Option(
            "--listed", metavar="名录=事由", help="列在哪个名录、因何；可重复。不写为全部未列入。"
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Record a look-up of all registers."""
    found = dict(_listed(item) for item in listed or ())
    with opened() as services:
        checks = services.credit.record(organization, by, found, day(on, "on") if on else None)
    if as_json:
        emit(plain(checks))
        return
    say(f"已登记 {checks[0].checked_on} 的信用核验：{len(checks)} 个名录，列入 {len(found)} 个。")


def _listed(item: str) -> tuple[CreditList, str]:
    name, _, ground = item.partition("=")
    try:
        return CreditList(name.strip()), ground.strip()
    except ValueError as error:
        names = "、".join(register.value for register in CreditList)
        raise InvalidInput(f"没有名录“{name}”，请写{names}之一。", field="listed") from error


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation as error:
        raise InvalidInput(f"金额“{text}”不是数字，请写以元为单位的数。", field="amount") from error


def _yuan(contract: Contract) -> str:
    amount = contract.amount
    return "" if amount is None else f"{amount:,.2f}".removesuffix(".00")


def _tell(contract: Contract, what: str, as_json: bool) -> None:
    if as_json:
        emit(plain(contract))
        return
    say(f"{what}：{contract.code} {contract.title}（{contract.start} 至 {contract.end}）。")
