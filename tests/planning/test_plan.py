"""The plan against a store: nothing twice, nothing lost, answers taken, order of no matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from support.plan_view import PlanView
from support.sample_catalog import plan_of, sample_plan, sample_tables, stored

from matcher.intake.cells import CellRef, TableKind
from matcher.intake.plan import Action, Existing
from matcher.intake.values import mask_phone
from matcher.model import CreditState, Need, NeedStatus, Organization

LATER = datetime(2026, 2, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def after():
    return stored(sample_plan())


def of_kind(kind):
    return tuple(t for t in sample_tables()[0] if t.kind is kind)


def changed(table, row, **values):
    """Return ``table`` with cells of one row replaced."""
    rows = tuple(
        replace(r, values={**r.values, **values}) if r.number == row else r for r in table.rows
    )
    return replace(table, rows=rows)


def actions(plan):
    return {c.action for c in plan.changes}


def test_importing_the_same_files_twice_changes_nothing(after):
    again = plan_of(sample_tables()[0], after, now=LATER)
    assert actions(again) == {Action.UNCHANGED}
    assert again.records_to_write() == ()
    assert stored(again, after) == after
    first = sample_plan()
    assert [p[:3] for p in map(_pair, again.duplicates)] == [
        p[:3] for p in map(_pair, first.duplicates)
    ]


def _pair(pair):
    return pair.kind, pair.record_kind, pair.second_row, pair.first_id


@pytest.mark.parametrize("kind", list(TableKind))
def test_each_file_alone_changes_nothing_afterwards(after, kind):
    assert actions(plan_of(of_kind(kind), after)) == {Action.UNCHANGED}


def test_file_order_is_of_no_matter():
    tables = sample_tables()[0]
    turned = plan_of(tuple(reversed(tables)))
    first = sample_plan()
    assert {c.record.id for c in turned.changes} == {c.record.id for c in first.changes}
    kinds = [type(c.record).__name__ for c in turned.changes]
    assert kinds.index("Organization") < kinds.index("Need") < kinds.index("Evaluation")
    assert {c.record.id: c.record for c in turned.changes} == {
        c.record.id: c.record for c in first.changes
    }


def test_digest_names_the_content_not_the_time(after):
    tables, ignored = sample_tables()
    assert plan_of(tables, ignored=ignored, now=LATER).digest == sample_plan().digest
    assert plan_of(tables, after, ignored=ignored).digest != sample_plan().digest


def test_an_edited_cell_is_an_update_of_that_field(after):
    (table,) = of_kind(TableKind.NEEDS)
    plan = plan_of([changed(table, 12, budget="9万")], after, now=LATER)
    (change,) = [c for c in plan.changes if c.action is not Action.UNCHANGED]
    assert change.changed_fields == ("budget",)
    before = {n.id: n for n in after.needs}[change.record.id]
    assert change.record.meta.version == before.meta.version + 1
    assert change.record.meta.created_at == before.meta.created_at
    assert change.record.meta.updated_at == LATER


def test_a_blank_cell_does_not_erase(after):
    (table,) = of_kind(TableKind.NEEDS)
    blank = changed(table, 5, budget=None, period="  ", communities=None, remarks="")
    assert actions(plan_of([blank], after)) == {Action.UNCHANGED}
    (supply,) = of_kind(TableKind.ORGANIZATIONS)
    bare = changed(supply, 5, uscc=None, rating=None, price=None, service_area=None, remarks=None)
    assert actions(plan_of([bare], after)) == {Action.UNCHANGED}


def test_an_answer_is_taken_and_kept_when_the_raw_sheet_comes_again():
    tables = sample_tables()[0]
    answers = {
        CellRef("需求目录", 9, "J"): "120000元",
        CellRef("需求目录", 9, "L"): "2026-10",
        CellRef("需求目录", 15, "G"): "助残服务",
        CellRef("供给目录", 9, "C"): "52110105MJYL00043B",
        CellRef("2023年", 36, "H"): "2023-10",
        CellRef("2024年", 11, "G"): "950",
        CellRef("2024年", 43, "D"): "自评",
    }
    plan = plan_of(tables, answers=answers)
    view = PlanView(plan)
    assert str(view.need(9).budget.low) == "120000.00"
    assert view.need(9).period.start == "2026-10"
    assert view.need(15).service_types == ("助残服务",)
    assert view.organization(9).uscc == "52110105MJYL00043B"
    assert view.evaluation("2023年", 36).evaluated_on == "2023-10"
    assert view.evaluation("2024年", 11).score == 95.0
    confirmed = stored(plan)
    again = plan_of(tables, confirmed, now=LATER)
    assert actions(again) == {Action.UNCHANGED}
    assert plan_of(tables, confirmed, answers=answers).records_to_write() == ()


def test_a_confirmed_name_makes_the_candidate_one_or_the_other():
    (supply,) = of_kind(TableKind.ORGANIZATIONS)
    cell = CellRef("供给目录", 134, "B")
    same = PlanView(plan_of([supply], answers={cell: "广州市大同社会工作服务中心"}))
    assert len(same.records(Organization)) == 120
    assert not same.rejected("供给目录", 134)
    other = PlanView(plan_of([supply], answers={cell: "广州市大同社工中心"}))
    assert len(other.records(Organization)) == 121
    assert other.organization(134).name == "广州市大同社工中心"


def test_stored_names_and_ids_are_kept(after):
    (supply,) = of_kind(TableKind.ORGANIZATIONS)
    short = replace(supply, rows=tuple(r for r in supply.rows if r.number in (133, 135)))
    plan = plan_of([short], after)
    kept = {o.id: o for o in after.organizations}
    for change in plan.changes:
        if isinstance(change.record, Organization):
            assert change.record.name == kept[change.record.id].name
            assert set(kept[change.record.id].aliases) == set(change.record.aliases)


def test_a_code_of_a_stored_stranger_is_a_conflict(after):
    (supply,) = of_kind(TableKind.ORGANIZATIONS)
    code = next(r.values["uscc"] for r in supply.rows if r.number == 5)
    row = replace(
        next(r for r in supply.rows if r.number == 6),
        values={"name": "完全无关志愿者协会", "uscc": code, "service_types": "志愿服务"},
    )
    view = PlanView(plan_of([replace(supply, rows=(row,))], after))
    made = view.organization(6)
    assert made.id not in {o.id for o in after.organizations}
    assert (made.uscc, made.uscc_as_written) == (None, code)
    assert [i for i in view.plan.issues if i.code == "USCC_CONFLICT"]


def test_a_masked_phone_is_no_change(after):
    (supply,) = of_kind(TableKind.ORGANIZATIONS)
    whole = next(o for o in after.organizations if o.contact_phone == "13800138000")
    masked = changed(supply, 15, contact_phone=mask_phone(whole.contact_phone))
    assert actions(plan_of([masked], after)) == {Action.UNCHANGED}


def test_a_withdrawn_mark_withdraws_the_stored_need(after):
    (table,) = of_kind(TableKind.NEEDS)
    title = next(r.values["title"] for r in table.rows if r.number == 12)
    plan = plan_of([changed(table, 12, title=f"（已撤销）{title}")], after)
    (change,) = [c for c in plan.changes if c.action is Action.UPDATE]
    assert change.changed_fields == ("status",)
    assert change.record.status is NeedStatus.WITHDRAWN


def test_a_dated_credit_check_outlives_an_undated_remark(after):
    checked = replace(after.credit_checks[0], state=CreditState.OUT, checked_on=date(2026, 1, 10))
    store = replace(after, credit_checks=(checked,))
    plan = plan_of(of_kind(TableKind.ORGANIZATIONS), store)
    assert actions(plan) == {Action.UNCHANGED}


def test_a_need_already_stored_is_compared_for_likeness(after):
    (table,) = of_kind(TableKind.NEEDS)
    rows = tuple(r for r in table.rows if r.number == 70)
    first = Existing(needs=tuple(n for n in after.needs if n.meta.source.row == 11))
    plan = plan_of([replace(table, rows=rows)], first)
    (pair,) = plan.duplicates
    assert (pair.kind, pair.first_id) == ("near", first.needs[0].id)
    assert plan.count(Need, Action.CREATE) == 1


def test_no_personal_data_in_anything_that_is_shown():
    plan = sample_plan()
    shown = repr((plan.issues, plan.rejected, plan.duplicates))
    for piece in ("13800138000", "11010519491231002X", "李阿姨", "样例某"):
        assert piece not in shown
    free = [
        text
        for change in plan.changes
        for text in (
            getattr(change.record, "description", ""),
            getattr(change.record, "remarks", ""),
        )
    ]
    assert all("13800138000" not in text for text in free)


def test_progress_ends_at_the_last_row():
    from matcher.intake.planning import build_plan

    tables = sample_tables()[0]
    seen = []
    build_plan(
        tables,
        Existing(),
        today=LATER.date(),
        now=LATER,
        progress=lambda done, total: seen.append((done, total)),
    )
    total = sum(len(t.rows) for t in tables)
    assert seen[-1] == (total, total)
    assert seen == sorted(seen)
