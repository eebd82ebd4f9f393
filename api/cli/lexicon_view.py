"""Lexicons on the screen: size, findings, edits and their consequences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .console import say, table

if TYPE_CHECKING:
    from matcher.service.values import LexiconChange, LexiconOverview, LexiconTrial, Moved

_KINDS_ZH = {"added": "新增", "removed": "删除", "changed": "修改"}
_FIELDS_ZH = {
    "name": "名称",
    "type": "工作类型",
    "directory": "目录项",
    "groups": "人群",
    "description": "说明",
    "synonyms": "正式说法",
    "offers": "组织介绍",
    "voices": "日常说法",
    "lookalikes": "形似句",
    "within": "上级人群",
    "formal": "正式名称",
    "everyday": "日常称呼",
}
_SHIPPED = "自带词库"
_NOBODY = "暂无合适组织"
_NO_CATEGORY = "（认不出）"
#: More of one kind than this and the screen is no help; ``--json`` gives all.
_SHOWN = 20


def show_overview(overview: LexiconOverview) -> None:
    """Print the lexicon in force."""
    say(f"正在使用：{overview.folder or _SHIPPED}", style="bold")
    table(("项目", ">数量"), _sizes(overview))
    _findings(overview)
    if overview.learnt:
        say("分类空间与词库文件一致。")
    else:
        say(
            "分类空间与词库文件不一致：改过以后还没有重新学习，"
            f"请运行 duijie lexicon {overview.folder or '文件夹'} --fit。"
        )


def show_trial(trial: LexiconTrial) -> None:
    """Print what an edited lexicon would change."""
    before, after = trial.before, trial.after
    say(f"{after.folder} 与{before.folder or _SHIPPED}相比", style="bold")
    rows = [
        (name, old, new)
        for (name, old), (_, new) in zip(_sizes(before), _sizes(after), strict=True)
    ]
    table(("项目", ">原来", ">改后"), rows)
    _changes(trial.changes)
    _findings(after)
    services, needs = trial.checked
    if services == 0 and needs == 0:
        say("目录里还没有服务和需求，看不出改动的影响；导入目录后再试。")
    else:
        say(f"在目录的 {services} 项服务、{needs} 条需求上试算，没有改动任何记录：")
        _moved("主要分类会变的服务", trial.services, _NO_CATEGORY)
        _moved("主要分类会变的需求", trial.needs, _NO_CATEGORY)
        _moved("前三家会变的需求", trial.recommendations, _NOBODY)
    _next(trial)


def _sizes(overview: LexiconOverview) -> list[tuple[str, int]]:
    return [
        ("工作类型", overview.types),
        ("服务分类", overview.categories),
        ("日常说法", overview.phrases),
        ("人群", overview.groups),
    ]


def _changes(changes: Sequence[LexiconChange]) -> None:
    if not changes:
        say("分类、说法和人群都没有增减。")
        return
    rows = [
        (
            "人群" if change.is_group else "分类",
            _KINDS_ZH[change.kind],
            f"{change.name}（{change.code}）",
            _wordings(change),
        )
        for change in changes[:_SHOWN]
    ]
    table(("", "改动", "名称", "内容"), rows, title=f"改动（{len(changes)}）")
    _rest(len(changes))


def _wordings(change: LexiconChange) -> str:
    if change.kind != "changed":
        return f"{len(change.added or change.removed)} 条说法"
    parts = [_listed("加", change.added), _listed("减", change.removed)]
    if not change.added and not change.removed:
        parts.append("改了" + "、".join(_FIELDS_ZH.get(name, name) for name in change.fields))
    return "；".join(part for part in parts if part)


def _listed(verb: str, wordings: Sequence[str]) -> str:
    if not wordings:
        return ""
    first = "、".join(wordings[:3])
    return f"{verb} {len(wordings)} 条：{first}" + ("……" if len(wordings) > 3 else "")


def _findings(overview: LexiconOverview) -> None:
    if not overview.findings:
        say("词库规则检查：没有发现问题。")
        return
    say(f"词库规则检查：{len(overview.findings)} 处不合规则（仍可使用，效果可能变差）")
    table(("代码", "问题"), overview.findings[:_SHOWN])
    _rest(len(overview.findings))


def _moved(title: str, moved: Sequence[Moved], nothing: str) -> None:
    if not moved:
        say(f"{title}：没有。")
        return
    rows = [
        (
            item.place,
            item.title,
            "、".join(item.before) or nothing,
            "、".join(item.after) or nothing,
        )
        for item in moved[:_SHOWN]
    ]
    table(("编号或组织", "名称", "原来", "改后"), rows, title=f"{title}（{len(moved)}）")
    _rest(len(moved))


def _rest(count: int) -> None:
    if count > _SHOWN:
        say(f"  …… 另有 {count - _SHOWN} 条，用 --json 查看全部")


def _next(trial: LexiconTrial) -> None:
    folder = trial.after.folder
    if trial.written is None:
        say(
            f"要使用它：运行 duijie lexicon {folder} --fit，再设 DUIJIE_LEXICON={folder} 重新启动。"
        )
        return
    say(f"已学习并写入 {trial.written}。设 DUIJIE_LEXICON={folder} 重新启动后生效。")
    if trial.calibrate:
        say("正在使用的模型较慢，还需在设好 DUIJIE_LEXICON 之后运行 duijie calibrate。")
