"""What holds for every batch (Hypothesis)."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.batches import asking, batch

from matcher.allocation import BudgetLine, Rules, allocate
from matcher.allocation.lines import LineSolver
from matcher.canonical import canonical_json

ORGANIZATIONS = [f"o{n}" for n in range(8)]
#: Few values, so that ties are common.
POINTS = st.sampled_from([40.0, 55.5, 55.500001, 70.0, 99.999999])


@st.composite
def batches(draw):
    count = draw(st.integers(0, 7))
    needs = [
        asking(
            number,
            draw(st.dictionaries(st.sampled_from(ORGANIZATIONS), POINTS, max_size=6)),
            budget=draw(st.sampled_from([None, 10, 25, "40.5"])),
        )
        for number in range(count)
    ]
    numbers = [f"need-{n}" for n in range(count)]
    held = st.frozensets(st.sampled_from(numbers)) if numbers else st.just(frozenset())
    line = st.builds(BudgetLine, st.sampled_from("甲乙"), st.decimals(0, 80, places=2), held)
    return batch(
        *needs,
        slots={o: draw(st.integers(0, 3)) for o in ORGANIZATIONS},
        newcomers=draw(st.frozensets(st.sampled_from(ORGANIZATIONS))),
        lines=tuple(draw(st.lists(line, max_size=2, unique_by=lambda value: value.name))),
    )


RULES = st.builds(Rules, st.integers(1, 3), st.sampled_from([Decimal(0), Decimal("0.3")]))


@settings(max_examples=150, deadline=None)
@given(batches(), RULES)
def test_limits_are_kept_and_every_place_is_told(a_batch, rules):
    found = allocate(a_batch, rules, LineSolver())
    wanted = {need.need_id: need for need in a_batch.needs}
    assert sorted(need.need_id for need in found.needs) == sorted(wanted)
    used = Counter(g.organization_id for need in found.needs for g in need.given)
    assert all(count <= a_batch.slots[name] for name, count in used.items())
    assert found.places == used.total()
    for need in found.needs:
        names = [g.organization_id for g in need.given]
        listed = [c.organization_id for c in wanted[need.need_id].choices]
        assert len(set(names)) == len(names) <= rules.k
        assert set(names) <= set(listed)
        assert (need.missing_zh == "") == (len(names) == rules.k)
        for one in need.given:
            assert listed[one.rank - 1] == one.organization_id
            assert one.given_up >= 0
            assert (one.reason_zh == "") == (one.rank <= rules.k)
    for line, use in zip(a_batch.lines, found.lines, strict=True):
        served = [n.need_id for n in found.needs if n.given and n.need_id in line.need_ids]
        assert use.used == sum(wanted[name].budget for name in served) <= line.limit


@settings(max_examples=150, deadline=None)
@given(batches(), RULES)
def test_never_below_choosing_in_turn(a_batch, rules):
    found = allocate(a_batch, rules, LineSolver())
    assert found.proved
    assert found.total + found.newcomers.cost >= found.one_by_one - 1e-6
    assert found.newcomers.given >= min(found.newcomers.wanted, found.newcomers.possible)
    assert found.newcomers.given <= found.newcomers.possible or found.newcomers.cost == 0


@settings(max_examples=150, deadline=None)
@given(batches(), RULES, st.randoms(use_true_random=False))
def test_f6_the_order_of_the_input_changes_nothing(a_batch, rules, shuffle):
    needs = list(a_batch.needs)
    shuffle.shuffle(needs)
    slots = list(a_batch.slots.items())
    shuffle.shuffle(slots)
    other = replace(a_batch, needs=tuple(needs), slots=dict(slots))
    first, second = (allocate(b, rules, LineSolver()) for b in (a_batch, other))
    assert canonical_json(first) == canonical_json(second)


def test_f7_equals_win_equally_often():
    """One need, five equal organizations, 1,000 draws: each 200 ± 3σ."""
    wins = Counter()
    for number in range(1000):
        points = dict.fromkeys(ORGANIZATIONS[:5], 80.0)
        found = allocate(batch(asking(number, points)), Rules(), LineSolver())
        wins[found.needs[0].given[0].organization_id] += 1
    assert all(abs(wins[name] - 200) <= 3 * 12.65 for name in ORGANIZATIONS[:5])


def test_f7_equal_needs_win_equally_often():
    """Three equal needs want one organization: none is favoured by its code."""
    wins = Counter()
    for number in range(600):
        needs = [asking(f"{number}-{n}", {"甲": 80.0}) for n in range(3)]
        found = allocate(batch(*needs), Rules(), LineSolver())
        wins.update(need.code[-1] for need in found.needs if need.given)
    assert all(abs(wins[str(n)] - 200) <= 3 * 11.55 for n in range(3))


def test_names_and_titles_decide_nothing():
    needs = [asking(n, {"甲": 80.0, "乙": 80.0}) for n in range(3)]
    renamed = [
        replace(
            need,
            title="改了名",
            choices=tuple(replace(c, organization_name="其他") for c in need.choices),
        )
        for need in needs
    ]
    first, second = (allocate(batch(*found), Rules(), LineSolver()) for found in (needs, renamed))
    places = [
        [[g.organization_id for g in need.given] for need in found.needs]
        for found in (first, second)
    ]
    assert places[0] == places[1]


@settings(max_examples=60, deadline=None)
@given(batches())
def test_the_loss_that_a_reason_names_is_the_true_one(a_batch):
    """Giving a need what it missed, the others at their best, costs what the sentence says."""
    rules, a_batch = Rules(1, Decimal(0)), replace(a_batch, lines=())
    found = allocate(a_batch, rules, LineSolver())
    for need in found.needs:
        for one in need.given:
            if one.rank == 1:
                continue
            rest = tuple(n for n in a_batch.needs if n.need_id != need.need_id)
            wanted = next(n for n in a_batch.needs if n.need_id == need.need_id).choices[0]
            slots = dict(a_batch.slots)
            if slots[wanted.organization_id] == 0:
                assert "没有空余名额" in one.reason_zh
                continue
            slots[wanted.organization_id] -= 1
            others = allocate(replace(a_batch, needs=rest, slots=slots), rules, LineSolver())
            loss = found.total - others.total - wanted.points
            said = "合计不变" if loss < 5e-7 else f"要少 {max(loss, 0.1):.1f} 分"
            assert said in one.reason_zh
