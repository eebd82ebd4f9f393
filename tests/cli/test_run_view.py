"""What ``recommend`` prints beside the ranked table: newcomers, other suppliers, evidence."""

import json
import re

import pytest
from support.service import duijie

from matcher.compose import build_services
from matcher.model import EvaluatorType, Organization, OrganizationType, Service
from matcher.settings import Settings

#: Fostering organizations goes 原则上 to social organizations; the other need has no such rule.
FOSTERING, OTHER = "XQ-2026-027", "XQ-2026-005"
DAY = ("--top-k", "5", "--as-of", "2026-07-01")


def asked(folder, need):
    run = json.loads(duijie(folder, "recommend", need, *DAY, "--json").stdout)
    return run, duijie(folder, "recommend", need, *DAY).stdout


def after(text, title):
    """Return what stands below the line that is ``title``."""
    return re.split(rf"^{title}\s*$", text, maxsplit=1, flags=re.MULTILINE)[1]


def test_F18_newcomers_have_a_table_with_the_rank_they_hold(imported):
    run, text = asked(imported, FOSTERING)
    assert run["newcomers"]
    table = after(text, "新锐组织")
    for item in run["newcomers"]:
        assert re.search(rf"│ +{item['rank']} │ {item['organization_name']} ", table)
        assert f"{item['total']:.1f}" in table
    assert "得分没有任何改动" in table


def test_T53b_the_rule_is_said_where_no_other_supplier_is(imported):
    run, text = asked(imported, FOSTERING)
    assert run["in_principle"]
    assert not run["other_suppliers"]
    assert "名单只列社会组织" in text


def test_T53b_other_suppliers_have_a_table_of_their_own(own):
    services = build_services(Settings(data_dir=own))
    try:
        firm = services.records.create(
            Organization(id="", name="京枢社区发展咨询有限公司", type=OrganizationType.ENTERPRISE)
        )
        services.records.create(
            Service(
                id="",
                organization_id=firm.id,
                title="社区社会组织孵化培育",
                description="培育孵化社区社会组织：备案辅导、能力培训、陪伴督导、公益项目创投。",
                service_types=("社会组织培育",),
            )
        )
    finally:
        services.close()
    run, text = asked(own, FOSTERING)
    assert [c["organization_name"] for c in run["other_suppliers"]] == [firm.name]
    before, table = text.split("其他承接主体", 1)
    assert firm.name not in before
    assert firm.name in table
    assert "--despite" in table
    assert "名单只列社会组织" not in text


def test_a_run_with_nothing_beside_it_has_no_such_tables(imported):
    run, text = asked(imported, OTHER)
    assert not run["newcomers"]
    assert not run["in_principle"]
    assert "新锐组织" not in text
    assert "五(三)，这条需求原则上" not in text


@pytest.mark.parametrize("need", [FOSTERING, OTHER])
def test_T57a_every_evaluation_that_counted_has_a_line(imported, need):
    run, text = asked(imported, need)
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("评价依据 ")]
    records = [record for item in run["candidates"] for record in item["evidence"]]
    assert len(lines) == len(records) > 0
    sources = {kind.value for kind in EvaluatorType}
    for record in records:
        assert record["source_zh"] in sources
        figures = (
            f"得分 {record['score']:g}，计入 {record['points']:.2f}，权重 {record['weight']:.2f}"
        )
        head = f"评价依据 {record['evaluated_on']} {record['source_zh']}"
        assert any(line.startswith(head) and line.endswith(figures) for line in lines)
