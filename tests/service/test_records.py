"""Single records: versions, conflicts, personal data, and the snapshot that follows."""

from dataclasses import replace

import pytest

from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.model import Labelled, Need, Organization, Service
from matcher.service.values import RecommendOptions


def need(**changes):
    return Need(
        **{
            "id": "",
            "code": "XQ-2027-009",
            "title": "楼道灯光改善宣传",
            "description": "联系王建国13800138000，宣传节约用电。",
            "beneficiaries": (Labelled("社区居民"),),
        }
        | changes
    )


def test_a_created_record_has_id_version_source_and_no_personal_data(empty):
    made = empty.records.create(need())
    assert (made.meta.version, made.meta.source.file) == (1, "接口")
    assert "13800138000" not in made.description
    assert "王建国" not in made.description
    assert empty.records.get(Need, made.id) == made
    with pytest.raises(Conflict, match="已存在"):
        empty.records.create(need())


def test_an_update_needs_the_version_it_is_based_on(empty):
    made = empty.records.create(need())
    second = empty.records.update(replace(made, title="楼道节电宣传"), 1)
    assert (second.meta.version, second.meta.created_at) == (2, made.meta.created_at)
    with pytest.raises(Conflict, match="第 1 版，现在是第 2 版"):
        empty.records.update(replace(made, title="另一个标题"), 1)
    with pytest.raises(NotFound):
        empty.records.update(need(id="nobody"), 1)


def test_a_new_service_is_found_at_once(empty):
    organization = empty.records.create(Organization(id="", name="向阳服务社"))
    empty.records.create(
        Service(
            id="",
            organization_id=organization.id,
            title="楼道节电宣传",
            description="上门讲解节约用电，张贴楼道节电海报。",
        )
    )
    run = empty.recommendations.for_text("楼道节电宣传", RecommendOptions())
    assert [c.organization_name for c in run.candidates] == ["向阳服务社"]


def test_a_service_of_nobody_is_refused(empty):
    with pytest.raises(InvalidInput):
        empty.records.create(Service(id="", organization_id="nobody", title="甲", description="乙"))


def test_pages_join_to_the_whole_in_id_order(sample):
    cursor, seen = None, []
    while True:
        page = sample.records.page(Organization, cursor, 50)
        seen += [o.id for o in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == page.total == 120
    assert seen == sorted(seen)
    with pytest.raises(InvalidInput, match="1–200"):
        sample.records.page(Organization, None, 201)
