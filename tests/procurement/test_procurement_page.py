"""docs/procurement.md says what the rules and the shipped figures are."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from support.tree import ROOT

from matcher.procurement import Level, Stage, VentureApplication, VentureState, load_rules
from matcher.procurement.ladder import LADDER
from matcher.procurement.venture import ENDS, VentureEvent, next_stages

PAGE = (ROOT / "docs" / "procurement.md").read_text(encoding="utf-8")
APPLICATION = VentureApplication("v1", "2026年", "o1", "某组织", "楼门院议事", Decimal(1))
CALLED = VentureEvent(Stage.CALLED, "王五", datetime(2026, 3, 1, tzinfo=UTC), "材料齐全")


def table_under(header):
    """Return the rows of the table with this header, cells stripped."""
    lines = PAGE.splitlines()
    start = lines.index(header) + 2
    found = []
    for line in lines[start:]:
        if not line.startswith("|"):
            return found
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def stated(text):
    """Return the stages that a cell lists, without remarks in brackets."""
    return [part.partition("（")[0] for part in text.split("；")]


NEXT = dict(table_under("| 现在 | 下一步可以是 |"))


@pytest.mark.parametrize("stage", [s for s in Stage if s not in {*ENDS, Stage.RECTIFYING}])
@pytest.mark.parametrize("passed", [True, False])
def test_T54c_the_table_of_the_cycle_is_the_rule(stage, passed):
    assessed = stage in (Stage.MIDTERM, Stage.FINAL)
    state = VentureState(
        APPLICATION, stage, Decimal(1), (CALLED,), stage if assessed else None, passed
    )
    name = stage.value + (("合格" if passed else "不合格") if assessed else "")
    assert stated(NEXT[name]) == [s.value for s in next_stages(state)]


def test_T54c_the_table_names_every_stage():
    names = {n for key in NEXT for n in key.split("、")}
    short = {n.removesuffix("不合格").removesuffix("合格") for n in names}
    assert short == {s.value for s in Stage}


def test_every_way_of_purchase_is_in_the_table():
    listed = {}
    level = ""
    for where, ways, least, _ in table_under("| 财政资金 | 可用方式 | 至少几家 | 依据 |"):
        level = where or level
        listed.setdefault(level, {}).update(dict.fromkeys(ways.split("、"), int(least)))
    known = [
        {method.name: method.candidates for method in LADDER[level]}
        for level in (Level.BELOW, Level.STATUTORY, Level.OPEN_TENDER)
    ]
    assert list(listed.values()) == known


def test_the_shipped_figures_are_those_of_the_page():
    rules = load_rules()
    thresholds = rules.thresholds[0]
    shown = {row[0]: row[2] for row in table_under("| 项目 | 意思 | 自带的值 | 是否核对 |")}
    assert shown["`limit`"] == str(thresholds.limit)
    assert shown["`open_tender`"] == str(thresholds.open_tender)
    assert shown["`applications_per_organization`"] == str(
        rules.venture.applications_per_organization
    )
    assert shown["`project_cap`"] == str(rules.venture.project_cap)
    assert shown["`effective_from`、`effective_to`"].startswith(str(thresholds.effective_from))
