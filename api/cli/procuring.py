"""``duijie method`` for one need, ``duijie venture …`` for the cycle of 公益创投."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.canonical import plain
from matcher.errors import InvalidInput

from .console import AsJson, emit, say, table
from .context import opened
from .recommending import AsOf, day

if TYPE_CHECKING:
    from matcher.procurement import MethodHint, VentureState
    from matcher.service.procurement import MethodReport

ProjectId = Annotated[
    str, typer.Argument(metavar="项目编号", help="duijie venture list 里的编号。")
]
By = Annotated[str, typer.Option("--by", metavar="姓名", help="由谁办理。")]
Reason = Annotated[str, typer.Option("--reason", metavar="理由", help="为什么，依据是什么。")]


def register(app: typer.Typer) -> None:
    """Add the command and the group."""
    app.command("method", help="一条需求可用哪些采购方式：限额、差额、分年数额、疑似拆分。")(method)
    venture = typer.Typer(
        name="venture",
        help="公益创投：申报、逐阶段推进、查看；都记入决定日志。",
        no_args_is_help=True,
    )
    venture.command("apply", help="登记一家组织在一期征集里的一个项目。")(apply)
    venture.command("advance", help="把项目推进到下一阶段，或记下未通过、撤回、整改、终止。")(
        advance
    )
    venture.command("show", help="一个项目的现状和全部经过。")(show)
    venture.command("list", help="列出项目，可只看一期。")(list_ventures)
    app.add_typer(venture)


def method(
    need: Annotated[str, typer.Argument(metavar="NEED", help="需求编号。")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show which ways of purchase are lawful for a need."""
    with opened() as services:
        report = services.procurement.method(need, None if as_of is None else day(as_of))
    if as_json:
        emit(plain(report))
    else:
        _show_method(report)


def _show_method(report: MethodReport) -> None:
    from matcher.procurement import price_share_zh

    hint = report.hint
    say(f"{hint.need_code} {hint.need_title}", style="bold")
    say("仅供参考，采购方式由采购人依法确定")
    say(f"预算：{_budget(hint)} · {hint.level.value} · 按 {hint.as_of.isoformat()} 的限额判断")
    say(f"需求写的购买方式：{'、'.join(hint.stated) or '（没有写）'}")
    if hint.methods:
        rows = [
            (m.name, m.candidates, price_share_zh(m.name, hint.thresholds), m.ground_zh, m.note_zh)
            for m in hint.methods
        ]
        table(("可用方式", ">至少几家", "价格分", "依据", "说明"), rows)
        say(f"本需求至少要有 {hint.candidates} 家候选")
    if len(hint.years) > 1:
        rows_by_year = [(y.label_zh, y.months, _yuan(y.amount)) for y in hint.years]
        table(("年度", ">月数", ">财政资金（元）"), rows_by_year, title="分年数额（按月平均）")
        say("分年数额是估算，预算是区间的按上限算；以各年度批复的预算为准（五(二)）。")
    for sentence in (*hint.warnings_zh, *(f"W10 {s.sentence_zh}" for s in report.splits)):
        say(f"⚠ {sentence}")
    for sentence in hint.notes_zh:
        say(f"   {sentence}")


def _budget(hint: MethodHint) -> str:
    if hint.budget.public is None:
        return "未定"
    low, high = hint.budget.public
    text = _yuan(high) if low == high else f"{_yuan(low)}–{_yuan(high)}"
    return f"财政资金 {text} 元"


def apply(
    cycle: Annotated[str, typer.Argument(metavar="期次", help="哪一期征集，如 2026年。")],
    organization: Annotated[
        str, typer.Argument(metavar="组织", help="组织的名称、统一社会信用代码或内部编号。")
    ],
    project: Annotated[str, typer.Argument(metavar="项目名称", help="申报的项目。")],
    amount: Annotated[str, typer.Option("--amount", metavar="元", help="申请资助的金额。")],
    by: By,
    reason: Reason,
    need: Annotated[
        str | None, typer.Option("--need", metavar="需求编号", help="项目所对应的需求。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Record an application."""
    asked = _number(amount)
    with opened() as services:
        state = services.procurement.apply(cycle, organization, project, asked, by, reason, need)
    _told(state, as_json)


def advance(
    project_id: ProjectId,
    stage: Annotated[str, typer.Argument(metavar="阶段", help="进入哪个阶段，如 初审。")],
    by: By,
    reason: Reason,
    passed: Annotated[
        bool | None,
        typer.Option("--passed/--failed", help="中期评估、末期评估的结果：合格或不合格。"),
    ] = None,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="元", help="优化后的资助金额。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Record the next stage of an application."""
    # Only here: help and usage errors must not wait for numpy.
    from matcher.procurement import stage_named

    wanted = stage_named(stage)
    changed = None if amount is None else _number(amount)
    with opened() as services:
        state = services.procurement.advance(project_id, wanted, by, reason, passed, changed)
    _told(state, as_json)


def show(project_id: ProjectId, as_json: AsJson = False) -> None:
    """Show one application."""
    with opened() as services:
        state = services.procurement.venture(project_id)
    if as_json:
        emit(plain(state))
        return
    made = state.application
    say(f"{made.project}（{made.id}）", style="bold")
    via = f"，经“{made.via}”申请和签约" if made.via else ""
    say(f"{made.cycle} · {made.organization_name}{via} · 资助 {_yuan(state.amount)} 元")
    rows = [
        (
            event.at.strftime("%Y-%m-%d %H:%M"),
            event.stage.value,
            _result(event.passed),
            "" if event.amount is None else _yuan(event.amount),
            event.person,
            event.reason,
        )
        for event in state.events
    ]
    table(("时间（UTC）", "阶段", "结果", ">改为（元）", "谁", "理由"), rows)
    say(_next_zh(state))


def list_ventures(
    cycle: Annotated[
        str | None, typer.Option("--cycle", metavar="期次", help="只看这一期。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the applications."""
    with opened() as services:
        states = services.procurement.ventures(cycle)
    if as_json:
        emit([plain(state) for state in states])
        return
    rows = [
        (
            s.application.id,
            s.application.cycle,
            s.application.organization_name,
            s.application.project,
            _yuan(s.amount),
            f"{s.stage.value}{_result(s.passed if s.stage is s.assessed else None)}",
        )
        for s in states
    ]
    table(("编号", "期次", "组织", "项目", ">资助（元）", "阶段"), rows, title="公益创投项目")


def _told(state: VentureState, as_json: bool) -> None:
    if as_json:
        emit(plain(state))
        return
    result = _result(state.events[-1].passed)
    say(f"项目 {state.application.id}“{state.application.project}”：{state.stage.value}{result}")
    say(_next_zh(state))


def _next_zh(state: VentureState) -> str:
    from matcher.procurement import next_stages

    allowed = next_stages(state)
    return f"下一步可以是：{'、'.join(allowed)}" if allowed else "已结束，不再变动。"


def _result(passed: bool | None) -> str:
    return "" if passed is None else ("（合格）" if passed else "（不合格）")


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}".removesuffix(".00")


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text.strip().replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise InvalidInput(
            f"“{text}”不是金额，请写数字（元），如 80000。", field="amount"
        ) from error
    if not value.is_finite():
        raise InvalidInput(f"“{text}”不是金额，请写数字（元），如 80000。", field="amount")
    return value
