"""The command tree."""

from __future__ import annotations

import typer

from . import (
    allocating,
    contracting,
    deciding,
    directory,
    exchanging,
    fairness,
    governing,
    importing,
    lexicon,
    linting,
    maintaining,
    matching,
    procuring,
    recommending,
    serving,
)
from .usage import speak_chinese

speak_chinese()

app = typer.Typer(
    name="duijie",
    help="对接：街道购买社会组织服务的供需匹配与推荐。结果仅供参考，不作为评审依据。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

for module in (
    importing,
    exchanging,
    recommending,
    deciding,
    contracting,
    allocating,
    procuring,
    matching,
    maintaining,
    fairness,
    governing,
    lexicon,
    directory,
    linting,
    serving,
):
    module.register(app)
