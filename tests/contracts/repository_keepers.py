"""The half of the repository contract on runs, imports and weights."""

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.stored import NOW, catalogs, exactly, texts, values_of

from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.intake.issues import Issue
from matcher.intake.job import ImportJob, ImportStatus
from matcher.intake.plan import Action, Change, ImportPlan
from matcher.model import RunInputs
from matcher.weights import default_weights, default_weights_json

INPUTS = RunInputs(
    mode="text",
    need_id=None,
    need_version=None,
    text="楼道照明",
    top_k=10,
    as_of=date(2026, 3, 2),
    catalog_version=0,
    catalog_hash="a",
    index_hash="b",
    encoder_id="hashing",
    encoder_fingerprint="c",
    recipe="1",
    weights_version="2026.1",
)
JOB = ImportJob("j", ImportStatus.READING, ("甲.xlsx", "乙.csv"), NOW)
changes = catalogs(max_size=2).map(
    lambda records: tuple(Change(Action.CREATE, record, ("name",)) for record in records)
)
plans = values_of(
    ImportPlan,
    changes=changes,
    issues=st.lists(values_of(Issue), max_size=2).map(tuple),
    digest=texts,
)


def document(version):
    return json.dumps({**json.loads(default_weights_json()), "version": version})


class KeepersContract:
    @pytest.mark.parametrize(
        "result",
        ['{"a": 1}\r\n', "", "  ", '{"b":"\\u0000","c":1.0,"组":"𠮷🏠"}\n\n', "长" * 300_000],
    )
    def test_a_run_comes_back_byte_for_byte(self, repo, result):
        repo.add_run("r", INPUTS, result, now=NOW)
        assert repo.run("r").encode() == result.encode()

    def test_a_run_is_kept_once(self, repo):
        repo.add_run("r", INPUTS, "一", now=NOW)
        repo.add_run("r", INPUTS, "一", now=NOW + timedelta(days=1))
        with pytest.raises(Conflict, match="结果不同"):
            repo.add_run("r", INPUTS, "二", now=NOW)
        assert repo.run("r") == "一"
        assert [run.created_at for run in repo.latest_runs(5)] == [NOW]
        with pytest.raises(NotFound, match="没有编号为 q 的推荐记录"):
            repo.run("q")

    def test_newest_runs_first(self, repo):
        for key, hours in (("b", 1), ("a", 1), ("c", 0), ("d", 2)):
            inputs = dataclasses.replace(INPUTS, top_k=hours + 1)
            repo.add_run(key, inputs, key, now=NOW + timedelta(hours=hours))
        assert [run.id for run in repo.latest_runs(3)] == ["d", "a", "b"]
        assert repo.latest_runs(1)[0].inputs == dataclasses.replace(INPUTS, top_k=3)
        assert len(repo.latest_runs(99)) == 4

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
        ],
    )
    @given(plan=plans)
    def test_an_import_comes_back_with_its_plan(self, fresh, plan):
        job = dataclasses.replace(JOB, status=ImportStatus.PREVIEWED, plan=plan, progress=100)
        with fresh() as repo:
            repo.add_import(job, [])
            assert exactly(repo.import_job("j")) == exactly(job)

    def test_files_are_kept_until_the_import_has_ended(self, repo):
        files = (("甲.xlsx", bytes(range(256)) * 40), ("乙.csv", b""))
        for key, end in (("j", ImportStatus.CONFIRMED), ("k", ImportStatus.FAILED)):
            job = dataclasses.replace(JOB, id=key)
            repo.add_import(job, files)
            assert repo.import_files(key) == files
            repo.save_import(dataclasses.replace(job, status=ImportStatus.PREVIEWED))
            assert repo.import_files(key) == files
            ended = dataclasses.replace(job, status=end, message_zh="完", error_code="X")
            repo.save_import(ended)
            assert repo.import_files(key) == ()
            assert repo.import_job(key) == ended

    def test_jobs_by_status(self, repo):
        for hours, (key, status) in enumerate(
            [
                ("a", ImportStatus.READING),
                ("b", ImportStatus.CONFIRMED),
                ("c", ImportStatus.READING),
            ]
        ):
            created = NOW + timedelta(hours=hours)
            repo.add_import(dataclasses.replace(JOB, id=key, status=status, created_at=created), [])
        assert [j.id for j in repo.import_jobs()] == ["c", "b", "a"]
        assert [j.id for j in repo.import_jobs([ImportStatus.READING])] == ["c", "a"]
        assert repo.import_jobs([ImportStatus.FAILED]) == ()

    def test_unknown_import(self, repo):
        for act in (lambda: repo.import_job("z"), lambda: repo.save_import(JOB)):
            with pytest.raises(NotFound, match="导入记录"):
                act()

    def test_weights_in_force(self, repo):
        held = repo.weights_versions()
        for version, start in (("t2", date(2031, 1, 1)), ("t1", date(2030, 1, 1))):
            made = repo.add_weights(document(version), effective_from=start, now=NOW)
            assert made == dataclasses.replace(default_weights(), version=version)
        assert repo.weights_versions() == (*held, "t1", "t2")
        assert repo.weights().version == "t2"
        assert repo.weights("t1").version == "t1"
        assert repo.weights(as_of=date(2030, 1, 1)).version == "t1"
        assert repo.weights(as_of=date(2031, 5, 5)).version == "t2"
        for missing in ({"as_of": date(1990, 1, 1)}, {"version": "t3"}):
            with pytest.raises(NotFound, match="权重"):
                repo.weights(**missing)

    def test_of_two_on_one_day_the_later_decision_holds(self, repo):
        start = date(2030, 1, 1)
        for version, hour in (("t1", 2), ("t2", 1)):
            made = datetime(2029, 1, 1, hour, tzinfo=UTC)
            repo.add_weights(document(version), effective_from=start, now=made)
        assert repo.weights(as_of=start).version == "t1"

    def test_weights_are_never_changed(self, repo):
        repo.add_weights(document("t1"), effective_from=date(2030, 1, 1), now=NOW)
        with pytest.raises(Conflict, match="已存在"):
            repo.add_weights(document("t1"), effective_from=date(2031, 1, 1), now=NOW)
        wrong = document("t9").replace('"fit": 45', '"fit": 46')
        with pytest.raises(InvalidInput, match="必须为 100"):
            repo.add_weights(wrong, effective_from=date(2031, 1, 1), now=NOW)
        assert "t9" not in repo.weights_versions()
