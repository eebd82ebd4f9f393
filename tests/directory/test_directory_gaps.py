"""T2b: needs that no item fits, grouped for the next revision; none that an item fits."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.directories import BODY, NOW, make_need, written

from matcher.directory import gaps, load_directories
from matcher.taxonomy import taxonomy

#: Three matters in several wordings, none in the directory.
MATTERS = [
    [
        (
            "屋顶养蜂与蜂箱照看",
            "几栋楼的屋顶想放蜂箱，需要有人照看蜂群、取蜜、防止分蜂扰民。",
            45000,
        ),
        ("楼顶蜂箱管理", "居民在楼顶养蜂，请人定期看蜂箱、取蜂蜜，别让蜜蜂蜇人。", None),
        ("蜂群越冬照看", "指导居民给蜂箱保温，照看蜂群过冬，开春分蜂。", 5000),
    ],
    [
        ("业余无线电台架设与操作", "设一部业余电台，需要有人负责天线架设、频率登记和呼号操作。", 1),
        ("火腿电台活动室", "给无线电爱好者架天线，登记呼号。", 2),
    ],
    [("石膏线条翻模与脱模", "几位手艺人想翻制石膏线条，需要有人调浆、灌模、修边。", 9000)],
]


def planted():
    return [
        make_need(f"G-{matter}{number}", title, text, budget=budget, request_count=number + 1)
        for matter, wordings in enumerate(MATTERS)
        for number, (title, text, budget) in enumerate(wordings)
    ]


def report(needs, shipped, day=NOW):
    return gaps(needs, load_directories(), shipped, taxonomy(), day)


def listed(found):
    return {need.code for group in found.groups for need in group.examples}


def test_T2b_five_unmatched_needs_all_appear_and_none_of_twenty_matched(shipped):
    unmatched = [need for need, _ in written("first", "unmatched")]
    matched = [need for need, _ in written("first", "matched")]
    assert (len(unmatched), len(matched)) == (5, 20)
    found = report([*matched, *unmatched], shipped)
    assert listed(found) == {need.code for need in unmatched}
    assert (found.read, found.matched, found.unmatched) == (25, 20, 5)
    assert (found.doubtful, found.outside, found.unclear) == ((), (), ())


def test_T2b_on_needs_that_tuned_nothing(shipped):
    """No matched need is listed; of twelve unmatched ones seven are, the others are named beside.

    Three look like somebody else's business, two come near an item: the report shows them all.
    """
    unmatched = {need.code for need, _ in written("second", "unmatched")}
    matched = [need for need, _ in written("second", "matched")]
    assert (len(unmatched), len(matched)) == (12, 32)
    found = report([*matched, *(need for need, _ in written("second", "unmatched"))], shipped)
    assert listed(found) <= unmatched
    assert len(listed(found)) >= 7
    beside = {need.code for need in (*found.doubtful, *found.outside)}
    assert listed(found) | beside == unmatched


def test_needs_of_one_matter_form_one_group_with_their_sums(shipped):
    found = report(planted(), shipped)
    bees, radio, plaster = found.groups
    assert (bees.title, bees.needs, bees.requests) == ("屋顶养蜂与蜂箱照看", 3, 6)
    assert (bees.budget, bees.unpriced) == (Decimal(50000), 1)
    assert [need.code for need in bees.examples] == ["G-00", "G-01", "G-02"]
    assert (radio.needs, radio.budget) == (2, Decimal(3))
    assert (plaster.needs, plaster.unpriced) == (1, 0)
    assert all(group.nearest and group.nearest_score < 0.4 for group in found.groups)


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(6)))
def test_the_order_of_the_needs_does_not_matter(shipped, order):
    needs = planted()
    assert report([needs[i] for i in order], shipped) == report(needs, shipped)


def test_what_is_nobodys_is_named_and_no_gap(shipped):
    needs = [
        make_need(f"S-{n}", entry["title"], entry["description"])
        for n, entry in enumerate(BODY["scope"])
    ]
    found = report(needs, shipped)
    assert found.groups == ()
    assert [need.code for need in found.outside] == ["S-0", "S-1", "S-2", "S-3"]
    assert all(need.said for need in found.outside)


@pytest.mark.parametrize(
    ("stated", "gap"),
    [(("A1001 社区治理服务",), False), (("养老服务",), False), (("外星人接待",), True)],
)
def test_an_item_that_a_person_stated_settles_it(shipped, stated, gap):
    need = replace(planted()[0], directory_items=stated)
    found = report([need], shipped)
    assert found.unmatched == int(gap)
    assert found.matched == 1 - found.unmatched


def test_no_needs_no_gaps(shipped):
    found = report([], shipped)
    assert (found.read, found.groups) == (0, ())


def test_progress_counts_every_need(shipped):
    told = []
    gaps(
        planted(),
        load_directories(),
        shipped,
        taxonomy(),
        NOW,
        lambda done, total: told.append((done, total)),
    )
    assert told == [(n, 6) for n in range(1, 7)]
