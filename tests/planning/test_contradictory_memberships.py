"""Federations that cannot sign and memberships that go in circles: told, kept, never looped on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning.small_workbook import CODES, imported, message, supply, told
from support.sample_catalog import TODAY, plan_of, stored

from matcher.gate import gate
from matcher.intake.cells import Column, Table, TableKind, TableRow
from matcher.intake.plan import Action
from matcher.model import Federation

POWERLESS, CIRCLE = "FEDERATION_NO_LEGAL_PERSON", "MEMBERSHIP_CIRCLE"


def federation(name, code=None, **more):
    facts = {"组织类型": "社会组织联合会", "联合会支持项": "项目委托代签"}
    return supply(name, code, **{**facts, **more})


@pytest.mark.parametrize(
    ("cells", "field", "says"),
    [
        ({"登记状态": "备案"}, "legal_status", "“备案”"),
        ({"登记状态": "未登记"}, "legal_status", "“未登记”"),
        ({"备注": "街道备案"}, "type", "“备案”"),
        ({"组织类型": "备案社区社会组织"}, "type", "“备案”"),
    ],
)
def test_a_federation_that_is_only_filed_signs_for_nobody(cells, field, says):
    group = supply("晨练队", 组织类型="备案社区社会组织", 所属联合会="北石镇社会组织联合会")
    view = imported([federation("北石镇社会组织联合会", **cells), group])
    assert told(view, POWERLESS) == [("供给", 2, field)]
    assert says in message(view, POWERLESS, "供给", 2)
    assert "名下 1 个成员" in message(view, POWERLESS, "供给", 2)
    (record,) = view.records(Federation)
    assert record.member_ids == (view.named("晨练队").id,)
    found = {e.organization_name: e.code for e in gate(None, view.catalog, TODAY).exclusions}
    assert found["晨练队"] == "E13"


def test_a_registered_federation_is_not_told_and_a_name_alone_is_none():
    view = imported(
        [federation("北石镇社会组织联合会", CODES[0]), supply("青年联合会", 登记状态="备案")]
    )
    assert told(view, POWERLESS) == []


def test_a_group_in_need_of_a_federation_is_pointed_to_one_that_can_sign():
    rows = [
        federation("北石镇社会组织联合会", 登记状态="备案"),
        federation("南石镇社会组织联合会", CODES[0]),
        supply("晨练队", 组织类型="备案社区社会组织"),
    ]
    way = message(imported(rows), "FEDERATION_NEEDED", "供给", 4)
    assert "南石镇社会组织联合会" in way
    assert "北石镇社会组织联合会" not in way


def test_federations_above_one_another_without_a_circle_are_not_told():
    rows = [
        federation("甲联合会", CODES[0], 所属联合会="乙联合会"),
        federation("乙联合会", CODES[1], 所属联合会="丙联合会"),
        federation("丙联合会", CODES[2], 所属联合会="丁联合会"),
        federation("丁联合会", CODES[3]),
    ]
    assert told(imported(rows), CIRCLE) == []
    assert told(imported([*rows[:1], *rows[2:]]), CIRCLE) == []
    assert told(imported(rows[1:]), CIRCLE) == []


def test_members_of_a_stored_filed_federation_are_told_at_their_own_rows():
    before = stored(imported([federation("北石镇社会组织联合会", 登记状态="备案")]).plan)
    home = {"所属联合会": "北石镇社会组织联合会"}
    view = imported(
        [supply("晨练队", 组织类型="备案社区社会组织", **home), supply("甲社", CODES[0], **home)],
        existing=before,
    )
    assert told(view, POWERLESS) == [("供给", 2, "federation")]
    assert stored(view.plan, before).organizations[0] == before.organizations[0]


def test_a_federation_without_supports_is_told_as_such():
    bare = supply("北石镇社会组织联合会", CODES[0], 组织类型="社会组织联合会")
    view = imported([bare, supply("甲社", CODES[1], 所属联合会="北石镇社会组织联合会")])
    assert told(view, "FEDERATION_WITHOUT_SUPPORTS") == [("供给", 3, "federation")]
    assert told(view, "FEDERATION_UNKNOWN") == []
    assert view.named("甲社").federation == "北石镇社会组织联合会"


def test_federations_in_a_circle_are_told_at_each_row_and_kept_as_written():
    names = ["甲联合会", "乙联合会", "丙联合会"]
    rows = [
        federation(name, code, 所属联合会=names[(n + 1) % 3])
        for n, (name, code) in enumerate(zip(names, CODES[:3], strict=True))
    ]
    member = supply("丁社", CODES[3], 所属联合会="甲联合会")
    view = imported([*rows, member])
    assert told(view, CIRCLE) == [("供给", n, "federation") for n in (2, 3, 4)]
    assert "“乙联合会”" in message(view, CIRCLE, "供给", 2)
    ids = {name: view.named(name).id for name in [*names, "丁社"]}
    kept = {f.organization_id: set(f.member_ids) for f in view.records(Federation)}
    assert kept == {
        ids["甲联合会"]: {ids["丙联合会"], ids["丁社"]},
        ids["乙联合会"]: {ids["甲联合会"]},
        ids["丙联合会"]: {ids["乙联合会"]},
    }
    assert view.named("丙联合会").federation == "甲联合会"
    after = stored(view.plan)
    again = imported([*rows, member], existing=after)
    assert {c.action for c in again.plan.changes} == {Action.UNCHANGED}


def test_a_circle_closed_by_the_store_is_told_at_the_row_of_this_import():
    first = federation("甲联合会", CODES[0], 所属联合会="乙联合会")
    second = federation("乙联合会", CODES[1])
    before = stored(imported([first, second]).plan)
    view = imported([{**second, "所属联合会": "甲联合会"}], existing=before)
    assert told(view, CIRCLE) == [("供给", 2, "federation")]
    assert len(stored(view.plan, before).federations) == 2


def test_an_organization_that_is_its_own_federation_is_told():
    own = federation("甲联合会", CODES[0], 所属联合会="甲联合会")
    plain = supply("乙社", CODES[1], 所属联合会="乙社")
    above = federation("丙联合会", CODES[2])
    below = federation("丁联合会", CODES[3], 所属联合会="丙联合会")
    view = imported([own, plain, above, below])
    assert told(view, CIRCLE) == [("供给", 2, "federation"), ("供给", 3, "federation")]
    assert "就是它自己" in message(view, CIRCLE, "供给", 2)
    assert told(view, "FEDERATION_WITHOUT_SUPPORTS") == []


def reachable(homes, start):
    """Return all that can be reached from ``start`` by one step or more."""
    seen, ahead = set(), list(homes[start])
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead += homes[here]
    return seen


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 7) | st.none(), min_size=8, max_size=8))
def test_exactly_those_are_told_who_come_back_to_themselves(homes):
    fields = ("name", "uscc", "federation")
    columns = tuple(Column(chr(65 + n), field, field) for n, field in enumerate(fields))
    rows = tuple(
        TableRow(n + 2, {"name": f"第{n}号社", "federation": f"第{h}号社" if h is not None else ""})
        for n, h in enumerate(homes)
    )
    plan = plan_of([Table("表.xlsx", "表", TableKind.ORGANIZATIONS, columns, rows)])
    told_rows = {i.row - 2 for i in plan.issues if i.code == CIRCLE}
    edges = {n: [] if h is None else [h] for n, h in enumerate(homes)}
    assert told_rows == {n for n in edges if n in reachable(edges, n)}


def test_a_long_circle_ends_and_names_a_few():
    names = [f"第{n:04}号社" for n in range(1000)]
    fields = ("name", "federation")
    columns = tuple(Column(chr(65 + n), field, field) for n, field in enumerate(fields))
    rows = tuple(
        TableRow(n + 2, {"name": name, "federation": names[(n + 1) % 1000]})
        for n, name in enumerate(names)
    )
    table = Table("表.xlsx", "表", TableKind.ORGANIZATIONS, columns, rows)
    found = [i for i in plan_of([table]).issues if i.code == CIRCLE]
    assert [i.row for i in found] == [row.number for row in rows]
    assert all("等 999 个组织" in i.message_zh for i in found)
    chain = replace(table, rows=(*rows[:-1], replace(rows[-1], values={"name": names[-1]})))
    assert not [i for i in plan_of([chain]).issues if i.code == CIRCLE]
