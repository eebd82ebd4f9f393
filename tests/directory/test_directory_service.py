"""The use cases on a real database: overview, suggestions, gaps."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from support.directories import NOW, make_need, written

from indexes import SnapshotStore
from matcher import clock
from matcher.compose import INDEX_TYPES
from matcher.directory import SHIPPED_DIRECTORIES, ItemState
from matcher.errors import InvalidInput, NotAllowed, NotFound
from matcher.model import NeedStatus
from matcher.service.directory import DirectoryService
from matcher.service.keeper import SnapshotKeeper
from matcher.service.records import RecordService
from matcher.store import Store, create_engine

CARE = make_need(
    "BJ-2026-001",
    "独居老人探访",
    "每周上门探访独居老人，陪聊、代买。",
    ["养老服务"],
    directory_items=("养老服务",),
)
WITHDRAWN = replace(
    make_need("BJ-2026-009", "模型", "蜂箱照看与蜂群越冬。"), status=NeedStatus.WITHDRAWN
)


@pytest.fixture
def build(tmp_path, shipped):
    """Return a function: folder of directories → service on an empty database."""
    store = Store(create_engine(f"sqlite:///{(tmp_path / 'duijie.db').as_posix()}"))
    store.migrate()
    keeper = SnapshotKeeper(store, SnapshotStore(tmp_path / "snapshots"), shipped, INDEX_TYPES)
    keeper.refresh()
    records = RecordService(store, keeper, clock.now)

    def made(*needs, folder=None):
        for need in needs:
            records.create(need)
        return DirectoryService(folder, store, keeper, records, lambda: NOW)

    yield made
    store.close()


def test_overview_of_the_shipped_folder(build):
    found = build().overview()
    assert (found.folder, found.as_of, found.findings) == ("", NOW, ())
    old, present = found.versions
    assert (old.version, old.in_force, old.effective_to) == ("2014", False, date(2020, 12, 31))
    assert old.items == (6, 59)
    assert (present.version, present.in_force, present.effective_to) == ("2022", True, None)
    assert present.items[:2] == (2, 30)
    assert "尚未与原件核对" in present.note


def test_an_edited_folder_is_checked_before_it_is_used(build, tmp_path):
    edited = shutil.copytree(SHIPPED_DIRECTORIES, tmp_path / "目录")
    file = edited / "2022.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('parent = "A04"', 'parent = "A99"', 1), encoding="utf-8")
    service = build()
    found = service.overview(edited)
    assert found.folder == str(edited)
    assert [(f.item, "A99" in f.message_zh) for f in found.findings] == [("A0401", True)]
    with pytest.raises(InvalidInput) as caught:
        service.overview(tmp_path / "没有")
    assert caught.value.field == "folder"


def test_a_need_gets_suggestions_and_the_successor_of_what_it_states(build):
    found = build(CARE).for_need("bj-2026-001")
    assert (found.need_code, found.as_of, found.fit) == ("BJ-2026-001", NOW, "suggested")
    best = found.items[0]
    assert (best.item.code, best.item.version) == ("A0402", "2022")
    assert best.item.path == ("A 公共服务", "A04 社会保障服务")
    (stated,) = found.stated
    assert (stated.state, stated.item.code) == (ItemState.RETIRED, "L106")
    assert [s.code for s in stated.successors] == ["A0402"]


def test_an_unknown_need_and_a_day_without_directory(build):
    service = build(CARE)
    with pytest.raises(NotFound):
        service.for_need("没有这条")
    with pytest.raises(NotAllowed) as caught:
        service.for_need(CARE.code, date(2021, 6, 1))
    assert caught.value.message_zh.startswith("2021-06-01 没有生效的指导性目录")


def test_a_text_with_its_types(build):
    service = build()
    found = service.for_text("邻里漏水纠纷，请调解员来说和。", ["人民调解"])
    assert found.items[0].item.code == "A1004"
    assert (found.need_code, found.stated) == ("", ())
    with pytest.raises(InvalidInput) as empty:
        service.for_text("  ")
    assert empty.value.field == "text"
    with pytest.raises(InvalidInput) as typed:
        service.for_text("调解", ["人民调介"])
    assert (typed.value.field, "是否为" in typed.value.message_zh) == ("type", True)


def test_gaps_of_a_year_leave_out_other_years_and_withdrawn_needs(build):
    unmatched = [need for need, _ in written("first", "unmatched")]
    needs = [replace(need, code=f"BJ-2026-1{n:02d}") for n, need in enumerate(unmatched)]
    needs[0] = replace(needs[0], code="BJ-2025-100")
    service = build(CARE, WITHDRAWN, *needs)
    told = []
    every = service.gaps(progress=lambda done, total: told.append((done, total)))
    assert (every.read, every.matched, every.unmatched) == (6, 1, 5)
    assert told[-1] == (6, 6)
    this_year = service.gaps(2026)
    assert (this_year.read, this_year.unmatched) == (5, 4)
    codes = {need.code for group in this_year.groups for need in group.examples}
    assert codes == {f"BJ-2026-1{n:02d}" for n in range(1, 5)}
    assert service.gaps(1999).read == 0
