"""Wrong usage, said in Chinese, and the Chinese words around Typer's help."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError
from typer import rich_utils
from typer._click import decorators, exceptions, formatting
from typer._click.core import Command

from ..validation import sentence_of

#: Typer carries its own copy of Click; these are the classes that it raises.
USAGE_ERRORS: tuple[type[Exception], ...] = (exceptions.ClickException,)


def usage_zh(error: Exception) -> str:
    """Return what is wrong with the arguments."""
    match error:
        case exceptions.NoSuchOption():
            return f"没有选项“{error.option_name}”。"
        case exceptions.MissingParameter():
            return f"缺少参数“{_name(error)}”。"
        case exceptions.BadParameter() if error.param is None:
            return error.message
        case exceptions.BadParameter():
            return f"参数“{_name(error)}”的值不可用：{_detail(error)}"
        case exceptions.BadOptionUsage():
            return f"选项“{error.option_name}”缺少值。"
        case exceptions.UsageError() if error.message.startswith("No such command"):
            return f"没有命令{error.message.removeprefix('No such command').rstrip('.')}。"
        case exceptions.UsageError() if error.message == "Missing command.":
            return "请写明命令。"
        case exceptions.UsageError():
            return error.message
        case _:
            return str(error)


def _name(error: exceptions.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    option = error.param.opts[0]
    return option if option.startswith("-") else str(error.param.metavar or option).upper()


def _detail(error: exceptions.BadParameter) -> str:
    """Return what is wrong with a value; Typer leaves pydantic's findings as the cause."""
    if isinstance(error.__cause__, ValidationError):
        finding = error.__cause__.errors()[0]
        choices = finding["msg"].partition(" is not one of ")[2]
        return f"只能取 {choices.rstrip('.')}。" if choices else f"{sentence_of(finding)}。"
    return error.message or "格式不对。"


def speak_chinese() -> None:
    """Set the words of Typer's help; called once, before any help is shown."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.ERRORS_PANEL_TITLE = "错误"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    formatting.HelpFormatter.write_usage = _write_usage  # type: ignore[method-assign]
    decorators.help_option = _help_option  # type: ignore[assignment]


def _write_usage(
    self: formatting.HelpFormatter, prog: str, args: str = "", prefix: str | None = None
) -> None:
    _ORIGINAL_USAGE(self, prog, args, "用法：" if prefix is None else prefix)


def _help_option(names: list[str]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        made = _ORIGINAL_HELP(names)(command)
        made.params[-1].help = "显示这段说明。"  # type: ignore[attr-defined]
        return made

    return add


_ORIGINAL_HELP = decorators.help_option
_ORIGINAL_USAGE = formatting.HelpFormatter.write_usage
