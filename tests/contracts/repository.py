"""What every repository must hold. Subclass and give `fresh`: () → context of an empty one."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

import pytest
from contracts.repository_keepers import KeepersContract
from hypothesis import HealthCheck, given, settings
from support.stored import (
    KINDS,
    NOW,
    catalogs,
    changed,
    credit_check,
    evaluation,
    exactly,
    federation,
    need,
    one_of_each_kind,
    organization,
    service,
)

from matcher.errors import Conflict, InvalidInput, NotAllowed, NotFound
from matcher.model import Evaluation, Money, Need, Organization, Service


def write(repo, *records):
    return repo.write(records, reason="测试", now=NOW)


class RepositoryContract(KeepersContract):
    @pytest.fixture
    def repo(self, fresh):
        with fresh() as repo:
            yield repo

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(records=catalogs())
    def test_every_field_comes_back(self, fresh, records):
        with fresh() as repo:
            assert write(repo, *records) == 1
            at = repo.catalog_at(1)
            for record in records:
                assert exactly(repo.get(type(record), record.id)) == exactly(record)
            assert sorted(map(exactly, at)) == sorted(map(exactly, records))
            for kind in KINDS:
                mine = sorted((r for r in records if type(r) is kind), key=lambda r: r.id)
                assert repo.all(kind) == tuple(mine)
                assert repo.count(kind) == len(mine)

    def test_empty(self, repo):
        assert repo.catalog_version() == 0
        assert list(repo.catalog_at(0)) == []
        for kind in KINDS:
            assert repo.all(kind) == repo.page(kind, after=None, limit=5) == ()
            assert repo.count(kind) == 0

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
    def test_unknown_id_is_named_in_chinese(self, repo, kind):
        with pytest.raises(NotFound, match="没有编号为 zz 的"):
            repo.get(kind, "zz")

    def test_ids_are_in_order_of_code_points(self, repo):
        ids = ["a-2", "B", "a1", "a", "_", "中", "安", "é", "𠮷", "10", "9"]
        write(repo, *(organization(key) for key in ids))
        assert [o.id for o in repo.all(Organization)] == sorted(ids)
        assert [o.id for o in repo.catalog_at(1).organizations] == sorted(ids)
        pages, after = [], None
        while page := repo.page(Organization, after=after, limit=3):
            pages.append([o.id for o in page])
            after = page[-1].id
        assert [len(page) for page in pages] == [3, 3, 3, 2]
        assert list(chain(*pages)) == sorted(ids)

    def test_a_code_may_be_used_twice(self, repo):
        write(repo, need("2", code="X-1"), need("1", code="X-1"), need("3", code="X-2"))
        assert [n.id for n in repo.find_need("X-1")] == ["1", "2"]
        assert repo.find_need("x-1") == ()

    def test_organizations_are_found_by_code_and_by_name(self, repo):
        write(repo, organization("1", name="甲", uscc="C1"), organization("2", name="乙"))
        assert [o.id for o in repo.find_organization("C1")] == ["1"]
        assert [o.id for o in repo.find_organization("乙")] == ["2"]
        assert repo.find_organization("丙") == ()

    def test_what_belongs_to_an_organization(self, repo):
        write(
            repo,
            *(organization("1"), organization("2")),
            *(service("s2", "1"), service("s1", "1"), service("s3", "2")),
            *(evaluation("e1", "2"), evaluation("e0", "2")),
        )
        assert [s.id for s in repo.services_of("1")] == ["s1", "s2"]
        assert [e.id for e in repo.evaluations_of("2")] == ["e0", "e1"]
        assert repo.evaluations_of("1") == repo.services_of("9") == ()

    def test_nothing_to_write_makes_no_version(self, repo):
        assert write(repo) == 0
        assert write(repo, organization("1")) == 1
        assert write(repo) == repo.catalog_version() == 1

    def test_a_batch_may_hold_everything_in_any_order(self, repo):
        records = one_of_each_kind()
        assert write(repo, *records) == 1
        assert set(map(exactly, repo.catalog_at(1))) == set(map(exactly, records))

    def test_update(self, repo):
        first, other = organization("1", uscc="C1"), organization("2")
        write(repo, first, other)
        second = changed(first, name="新名", former_names=(first.name,), uscc=None)
        assert write(repo, second, organization("3")) == 2
        assert repo.get(Organization, "1") == second
        assert repo.get(Organization, "2") == other
        assert repo.find_organization("C1") == ()

    @pytest.mark.parametrize(("given_version", "sentence"), [(1, "第 1 版"), (3, "第 3 版")])
    def test_an_update_must_follow_the_stored_version(self, repo, given_version, sentence):
        first = organization("1")
        write(repo, first)
        stale = dataclasses.replace(
            first, meta=dataclasses.replace(first.meta, version=given_version)
        )
        with pytest.raises(Conflict, match=f"提交的是{sentence}，库中现为第 1 版"):
            write(repo, need("n"), stale)
        assert repo.catalog_version() == 1
        assert repo.get(Organization, "1") == first

    def test_a_refused_batch_leaves_nothing(self, repo):
        write(repo, organization("1"), service("s", "1"))
        good = [organization("2"), need("n"), evaluation("e", "2")]
        for bad in (service("s", "1"), service("t", "9"), changed(organization("3"))):
            with pytest.raises((Conflict, InvalidInput)):
                write(repo, *good, bad)
            assert [repo.count(kind) for kind in KINDS] == [0, 1, 1, 0, 0, 0, 0]
            assert repo.catalog_version() == 1
        assert write(repo, *good) == 2

    def test_a_record_that_is_gone_cannot_be_updated(self, repo):
        with pytest.raises(Conflict, match="第 2 版，库中没有这条记录"):
            write(repo, changed(organization("1")))

    def test_one_id_twice_in_a_batch_is_refused(self, repo):
        with pytest.raises(Conflict, match="两条编号为 1 的组织"):
            write(repo, organization("1"), organization("1", name="另一个"))

    def test_meta_is_needed(self, repo):
        with pytest.raises(ValueError, match="meta"):
            write(repo, organization("1", meta=None))

    @pytest.mark.parametrize("make", [service, evaluation, credit_check, federation])
    def test_the_organization_must_exist(self, repo, make):
        write(repo, organization("1"))
        with pytest.raises(InvalidInput, match="编号 9）不存在") as caught:
            write(repo, make("a", "1"), make("b", "9"))
        assert caught.value.field == "organization_id"
        assert repo.catalog_version() == 1

    def test_amounts_have_two_decimals(self, repo):
        write(
            repo,
            need("1", budget=Money(Decimal("5"), Decimal("6.5")), budget_public=Decimal("1E+3")),
        )
        kept = repo.get(Need, "1")
        assert (str(kept.budget.low), str(kept.budget.high)) == ("5.00", "6.50")
        assert str(kept.budget_public) == "1000.00"
        assert exactly(repo.catalog_at(1).needs) == exactly((kept,))

    @pytest.mark.parametrize("amount", ["0.001", "1000000000000", "NaN", "Infinity", "-1E+30"])
    def test_an_amount_that_would_change_is_refused(self, repo, amount):
        with pytest.raises(InvalidInput, match="金额"):
            write(repo, need("1", budget=Money(high=Decimal(amount))))

    @pytest.mark.parametrize("text", ["空\0字符", "半\ud800个"])
    def test_text_that_cannot_be_kept_is_refused(self, repo, text):
        with pytest.raises(InvalidInput, match="无法保存的字符"):
            write(repo, organization("1", aliases=(text,)))

    def test_a_backslash_sequence_is_ordinary_text(self, repo):
        write(repo, organization("1", name="a\\u0000b"))
        assert repo.get(Organization, "1").name == "a\\u0000b"

    def test_the_catalog_as_it_was(self, repo):
        first = one_of_each_kind()
        write(repo, *first)
        need = next(r for r in first if isinstance(r, Need))
        needs = [need, changed(need, title="新题目")]
        write(repo, needs[1], evaluation("e2", "o"))
        repo.delete(Evaluation, "e", 1, reason="撤回", now=NOW)
        assert repo.catalog_version() == 3
        assert set(repo.catalog_at(1)) == set(first)
        assert repo.catalog_at(2).needs == repo.catalog_at(3).needs == (needs[1],)
        assert [e.id for e in repo.catalog_at(2).evaluations] == ["e", "e2"]
        assert [e.id for e in repo.catalog_at(3).evaluations] == ["e2"]
        for version in (-1, 4):
            with pytest.raises(NotFound, match=f"第 {version} 版目录"):
                repo.catalog_at(version)

    def test_digests_tell_versions_apart_and_not_orders(self, fresh):
        def digests(*batches):
            with fresh() as repo:
                return [repo.catalog_at(write(repo, *batch)).digest for batch in batches]

        records = one_of_each_kind()
        base = digests(records, [organization("2")])
        assert base == digests(records[::-1], [organization("2")])
        assert len(set(base)) == 2
        other = digests(
            [*records[:-1], organization("o", aliases=("大机构",))], [organization("2")]
        )
        assert not set(other) & set(base)

    def test_delete(self, repo):
        write(repo, organization("1"), service("s", "1"))
        with pytest.raises(NotAllowed, match="服务"):
            repo.delete(Organization, "1", 1, reason="", now=NOW)
        with pytest.raises(Conflict, match="第 2 版，库中现为第 1 版"):
            repo.delete(Service, "s", 2, reason="", now=NOW)
        with pytest.raises(NotFound):
            repo.delete(Service, "t", 1, reason="", now=NOW)
        assert repo.delete(Service, "s", 1, reason="重复", now=NOW) == 2
        assert repo.delete(Organization, "1", 1, reason="重复", now=NOW) == 3
        assert list(repo.catalog_at(3)) == []
        assert write(repo, organization("1", name="回来了")) == 4
        assert [o.name for o in repo.catalog_at(4).organizations] == ["回来了"]

    def test_dates_and_times_keep_their_precision(self, repo):
        later = NOW + timedelta(microseconds=1)
        check = credit_check("c", "1", checked_on=date(2026, 2, 28), listed_from="2025-12")
        check = dataclasses.replace(check, meta=dataclasses.replace(check.meta, updated_at=later))
        write(repo, organization("1", registered_on="2015"), check)
        kept = repo.get(type(check), "c")
        assert kept == check
        assert kept.meta.updated_at.utcoffset() == timedelta(0)
