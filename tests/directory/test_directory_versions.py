"""Look-up of items over versions, and what took the place of a retired one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.directories import NOW, THEN, make_need, version
from support.records import lexicon

from matcher.directory import ItemState, check_items, lint, load_directories
from matcher.taxonomy import taxonomy


def found(reference, as_of=NOW, folder=None):
    entry = load_directories(folder).find(reference, as_of)
    return None if entry is None else (entry.directory.version, entry.item.code)


def test_the_shipped_directories_keep_all_rules(directories):
    assert lint(directories, taxonomy(), lexicon()) == ()
    assert [v.version for v in directories.versions] == ["2014", "2022"]
    assert [v.version for v in directories.in_force(NOW)] == ["2022"]
    assert [v.version for v in directories.in_force(THEN)] == ["2014"]
    assert directories.in_force(date(2013, 12, 31)) == ()


def test_the_present_scheme_has_its_thirty_divisions(directories):
    (present,) = directories.in_force(NOW)
    seconds = [item.code for item in present.items if item.level == 2]
    assert seconds == [f"A{n:02d}" for n in range(1, 19)] + [f"B{n:02d}" for n in range(1, 13)]


def test_every_working_type_has_an_item_in_force(directories):
    (present,) = directories.in_force(NOW)
    covered = {code for item in present.items for code in item.types}
    assert covered == set(taxonomy().service_types.by_code)


def test_every_retired_item_leads_to_one_in_force(directories):
    (old,) = directories.in_force(THEN)
    for item in old.items:
        entry = directories.find(f"2014 {item.code}", NOW)
        following = directories.successors(entry, NOW)
        assert following, item.title
        assert all(f.directory.covers(NOW) for f in following)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("A10", ("2022", "A10")),
        ("a10 ", ("2022", "A10")),
        ("Ａ１０　社会治理服务", ("2022", "A10")),
        ("A10社会治理服务", ("2022", "A10")),
        ("A10-社会治理", ("2022", "A10")),
        ("社会治理服务（A10）", ("2022", "A10")),
        ("2022版 A1003", ("2022", "A1003")),
        ("A1003（2022年版）", ("2022", "A1003")),
        ("2022 A0402", ("2022", "A0402")),
        ("北京市政府购买服务指导性目录2022版A1001社区治理服务", ("2022", "A1001")),
        ("社会治理服务/社会工作服务", ("2022", "A1003")),
        ("A10 社会治理服务-A1003 社会工作服务", ("2022", "A1003")),
        ("社區治理", ("2022", "A1001")),
        ("社会救助", ("2022", "A0403")),
        ("社会工作服务", ("2022", "A1003")),
        ("2014版 社会工作服务", ("2014", "L203")),
        ("公共文化", ("2014", "L113")),
        ("养老服务", ("2014", "L106")),
        ("基本公共服务", ("2014", "L1")),
    ],
)
def test_what_people_write_in_the_cell(reference, expected):
    assert found(reference) == expected


@pytest.mark.parametrize(
    "reference", ["", "  ", "——", "A99", "A10 养老服务", "外星人接待", "2022版", "2014版 A10", "3"]
)
def test_what_no_version_has_is_no_item(reference):
    assert found(reference) is None


def test_the_version_of_the_day_goes_first():
    assert found("社会工作服务", THEN) == ("2014", "L203")
    assert found("社会工作服务", NOW) == ("2022", "A1003")


@given(
    st.sampled_from([i for v in load_directories().versions for i in v.items]),
    st.sampled_from(["", " ", "　", "  "]),
    st.booleans(),
    st.booleans(),
)
def test_spaces_width_and_case_do_not_matter(item, space, wide, small):
    text = f"{space}{item.code}{space}{item.name}{space}"
    text = text.lower() if small else text
    if wide:
        text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert found(text)[1] == item.code


def chain(folder):
    """Three versions: X1 became Y1 and Y2, Y1 became Z1; Y2 was dropped; X9 and Y9 in a circle."""
    return folder(
        one=version(
            "甲",
            "2010-01-01",
            "2014-12-31",
            [
                {"code": "X1", "name": "老项", "successors": ["乙 Y1", "乙 Y2"]},
                {"code": "X9", "name": "循环", "successors": ["乙 Y9"]},
            ],
        ),
        two=version(
            "乙",
            "2015-01-01",
            "2019-12-31",
            [
                {"code": "Y1", "name": "中项", "successors": ["丙 Z1"]},
                {"code": "Y2", "name": "撤项"},
                {"code": "Y9", "name": "回头", "successors": ["甲 X9"]},
            ],
        ),
        three=version("丙", "2020-01-01", None, [{"code": "Z1", "name": "新项"}]),
    )


def test_T43b_chains_of_successors_are_followed_to_what_is_in_force(folder):
    directories = load_directories(chain(folder))
    entry = directories.find("X1", NOW)
    assert [s.item.code for s in directories.successors(entry, NOW)] == ["Z1"]
    assert [s.item.code for s in directories.successors(entry, date(2016, 1, 1))] == ["Y1", "Y2"]
    assert directories.successors(entry, date(2012, 1, 1)) == ()
    assert directories.successors(directories.find("X9", NOW), NOW) == ()


def test_T43b_a_need_on_a_retired_version_is_told_its_successor(directories):
    need = make_need("N1", "老人服务", directory_items=("养老服务", "A10 社会治理服务", "A99"))
    retired, present, unknown = check_items(need, directories, NOW)
    assert retired.state is ItemState.RETIRED
    assert [s.item.title for s in retired.successors] == ["A0402 基本养老服务"]
    assert retired.detail_zh == (
        "属于2014版（“养老服务”），该版用到 2020-12-31 为止，"
        "现行目录对应“A0402 基本养老服务”，请核对后改写。"
    )
    assert (present.state, present.detail_zh) == (ItemState.IN_FORCE, "")
    assert unknown.state is ItemState.UNKNOWN
    assert unknown.detail_zh.startswith("在各版目录里都没有")


def test_a_retired_item_without_successor_says_to_choose_another(folder):
    directories = load_directories(chain(folder))
    (check,) = check_items(make_need("N1", "x", directory_items=("撤项",)), directories, NOW)
    assert (check.state, check.successors) == (ItemState.RETIRED, ())
    assert check.detail_zh.endswith("现行目录没有直接对应的项，请另选一项。")


def test_an_item_of_a_version_to_come_is_told(folder):
    directories = load_directories(chain(folder))
    need = make_need("N1", "x", directory_items=("新项",))
    (check,) = check_items(need, directories, date(2018, 1, 1))
    assert check.state is ItemState.FUTURE
    assert "自 2020-01-01 起才使用" in check.detail_zh


def test_a_slip_of_the_pen_gets_a_proposal(directories):
    (check,) = check_items(
        make_need("N1", "x", directory_items=("社区治里服务",)), directories, NOW
    )
    assert check.state is ItemState.UNKNOWN
    assert "是否为“A1001 社区治理服务”？" in check.detail_zh


def test_a_need_without_items_has_no_findings(directories):
    assert check_items(make_need("N1", "x"), directories, NOW) == ()
