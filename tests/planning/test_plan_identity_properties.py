"""Names, codes, titles that collide in every way: twice is once, nothing is lost or mixed up."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.sample_catalog import plan_of, stored

from matcher.intake.cells import Column, Table, TableKind, TableRow
from matcher.intake.plan import Action
from matcher.model import Evaluation, Organization, Service

NAMES = (
    "青州市惠泽社会工作服务中心",
    "青州惠泽社工中心",
    "青州市惠澤社會工作服務中心",
    "青州市惠泽社会工作服务中心（原：惠泽服务社）",
    "惠泽服务社",
    "北石镇社会组织联合会",
    "夕阳合唱队",
    " 夕阳合唱队 ",
)
CODES = (None, None, "52110101MJ0123456W", "51110000MJ0543215K", "5211O101MJ0123456W", "登记第7号")
TEXTS = ("上门探访独居长者", "上门看望独居老人", "开办家长课堂")
COLUMNS = {
    TableKind.ORGANIZATIONS: {
        "name": st.sampled_from(NAMES),
        "uscc": st.sampled_from(CODES),
        "type": st.sampled_from((None, "社会服务机构", "备案社区社会组织", "联合会", "协会")),
        "staff_full": st.sampled_from((None, 3, "10（兼5）", "-1")),
        "staff_part": st.sampled_from((None, 2)),
        "federation": st.sampled_from((None, None, "北石镇社会组织联合会")),
        "service_title": st.sampled_from((None, "探访", "课堂")),
        "service_description": st.sampled_from(TEXTS),
        "service_types": st.sampled_from((None, "为老服务", "老人服务")),
        "price": st.sampled_from((None, "800元/场", "面议")),
        "remarks": st.sampled_from(
            (
                None,
                "曾用名：惠泽服务社",
                "已注销",
                "活动异常名录",
                "可代签项目、代管资金",
                "街道备案",
            )
        ),
    },
    TableKind.NEEDS: {
        "code": st.sampled_from((None, "XQ-2026-001", "xq2026001", "XQ-2026-002")),
        "title": st.sampled_from(
            ("独居长者探访", "独居老人走访", "家长课堂", "（已撤销）家长课堂")
        ),
        "description": st.sampled_from((None, *TEXTS)),
        "street": st.sampled_from((None, "北石镇")),
        "service_types": st.sampled_from((None, "为老服务")),
        "budget": st.sampled_from((None, "-", "5万", "待定", 120000)),
    },
    TableKind.EVALUATIONS: {
        "name": st.sampled_from(NAMES),
        "project": st.sampled_from(("探访项目", "课堂项目")),
        "evaluator_type": st.sampled_from((None, "第三方", "自评", "第三方（自评）")),
        "evaluator_org": st.sampled_from((None, "某评估中心", NAMES[0])),
        "score": st.sampled_from((None, 90, "优", "免评", 104)),
        "grade": st.sampled_from((None, "优", "A")),
        "evaluated_on": st.sampled_from(("2025-06-01", 2025.1, "2025.10")),
        "remarks": st.sampled_from((None, "组织有异议")),
    },
}


def table(kind):
    fields = COLUMNS[kind]
    columns = tuple(Column(f"C{n}", f, f, "万元") for n, f in enumerate(fields))

    def made(rows):
        numbered = tuple(TableRow(n + 2, values) for n, values in enumerate(rows))
        return Table("表.xlsx", kind.value, kind, columns, numbered)

    return st.lists(st.fixed_dictionaries(fields), max_size=6).map(made)


TABLES = st.tuples(*(table(kind) for kind in TableKind))
QUICK = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@QUICK
@given(TABLES)
def test_twice_is_once_and_the_report_is_the_same(tables):
    first = plan_of(tables)
    after = stored(first)
    again = plan_of(tables, after)
    assert [c.changed_fields for c in again.changes if c.action is not Action.UNCHANGED] == []
    assert stored(again, after) == after
    assert [(r.row, r.sheet) for r in again.rejected] == [(r.row, r.sheet) for r in first.rejected]


@QUICK
@given(TABLES)
def test_ids_are_unique_and_every_owner_exists(tables):
    plan = plan_of(tables)
    records = [c.record for c in plan.changes]
    assert len({(type(r), r.id) for r in records}) == len(records)
    owners = {r.id for r in records if isinstance(r, Organization)}
    codes = [r.uscc for r in records if isinstance(r, Organization) and r.uscc]
    assert len(set(codes)) == len(codes)
    for record in records:
        if isinstance(record, Service | Evaluation):
            assert record.organization_id in owners


@QUICK
@given(TABLES, TABLES)
def test_a_second_import_never_removes_or_forgets_a_name(tables, more):
    before = stored(plan_of(tables))
    after = stored(plan_of(more, before), before)
    names = {o.id: {o.name, *o.aliases, *o.former_names} for o in after.organizations}
    for organization in before.organizations:
        known = {organization.name, *organization.aliases, *organization.former_names}
        assert known <= names[organization.id]
    assert {n.id for n in before.needs} <= {n.id for n in after.needs}
    assert {e.id for e in before.evaluations} <= {e.id for e in after.evaluations}
